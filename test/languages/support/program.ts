import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'fs';
import { tmpdir } from 'os';
import { join } from 'path';
import { attempt } from './toolchain';
import { fences } from '../../support/fences';

/** The program that docs/languages.md has in every language. */
export function program(language: string): string {
  return fences('docs/languages.md').find(fence => fence.language === language)!.code;
}

/** The same with another patch, which is not allowed. */
export function forbidden(language: string): string {
  return program(language).replace('/spec/minReadySeconds', '/spec/serviceName');
}

/** What everybody is told who runs it. */
export const REFUSAL = "storage/db: 'spec.serviceName' must be a text, got 10";

export interface Ended {
  readonly status: number | null;
  readonly output: string;
  /** The files that `app.synth()` wrote. */
  readonly written: Record<string, string>;
}

/** Runs a command that synthesizes. */
export function synthesize(command: string, args: readonly string[], cwd: string, env: Record<string, string> = {}): Ended {
  return into(outdir => attempt(command, args, { cwd, env: { ...env, CDK8S_OUTDIR: outdir } }));
}

let programs = 0;

/** What TypeScript's program writes, with the library as it is published. */
export function typescript(code = program('ts')): Record<string, string> {
  const main = join(__dirname, `program-${process.pid}-${++programs}.ts`); // Jest reads a file once
  return into((outdir) => {
    try {
      writeFileSync(main, code);
      process.env.CDK8S_OUTDIR = outdir;
      // eslint-disable-next-line @typescript-eslint/no-require-imports
      jest.isolateModules(() => void require(main));
      return { status: 0, output: '' };
    } finally {
      delete process.env.CDK8S_OUTDIR;
      rmSync(main);
    }
  }).written;
}

function into(how: (outdir: string) => Omit<Ended, 'written'>): Ended {
  const outdir = mkdtempSync(join(tmpdir(), 'cdk8s-stateful-yaml-'));
  try {
    const ended = how(outdir);
    return { ...ended, written: Object.fromEntries(readdirSync(outdir).map(file => [file, readFileSync(join(outdir, file), 'utf8')])) };
  } finally {
    rmSync(outdir, { recursive: true });
  }
}
