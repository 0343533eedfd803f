import { spawnSync } from 'child_process';

/** The languages that may not be skipped, by the name of their fences: `LANGUAGES=python,go`, or `all`. */
const required = (process.env.LANGUAGES ?? '').split(',');

/**
 * The tests of one language. Where one of its tools is missing, they are skipped, and the output says which tool and which tests; unless
 * LANGUAGES requires the language: then they fail.
 */
export function describeLanguage(language: string, tools: readonly string[], tests: () => void): void {
  const missing = tools.filter(tool => spawnSync('sh', ['-c', `command -v ${tool}`]).status !== 0);
  if (missing.length === 0) return describe(language, tests);
  if (required.includes(language) || required.includes('all')) {
    return test(language, () => { throw new Error(`LANGUAGES requires ${language}, but ${missing.join(' and ')} cannot be found`); });
  }
  process.stderr.write(`\nSKIPPED: ${language}, because ${missing.join(' and ')} cannot be found\n`);
  describe.skip(`${language} (skipped: no ${missing.join(', no ')})`, tests);
}

interface Options {
  readonly cwd?: string;
  readonly env?: Record<string, string>;
}

/** Runs a command to its end; fails with all that it printed. */
export function run(command: string, args: readonly string[], options: Options = {}): void {
  const ended = attempt(command, args, options);
  if (ended.status !== 0) throw new Error(`${command} ${args.join(' ')}\n${ended.output}`);
}

/** Runs a command to its end, whichever it is. */
export function attempt(command: string, args: readonly string[], options: Options = {}): { readonly status: number | null; readonly output: string } {
  const { status, stdout, stderr, error } = spawnSync(command, args, {
    cwd: options.cwd, encoding: 'utf8', maxBuffer: 2 ** 28, env: { ...process.env, ...QUIET, ...options.env },
  });
  if (error) throw error;
  return { status, output: stdout + stderr };
}

/** Node 20's age, of which every call of jsii warns. */
const QUIET = { JSII_SILENCE_WARNING_END_OF_LIFE_NODE_VERSION: '20', JSII_SILENCE_WARNING_DEPRECATED_NODE_VERSION: '20' };
