import { parseArgs } from 'util';

/** One form of the report, and where it goes. */
export interface Wanted {
  readonly format: Format;
  /** A file; left out, to standard output. */
  readonly output?: string;
}

export const FORMATS = ['text', 'json', 'sarif', 'junit', 'github'] as const;
export type Format = typeof FORMATS[number];

/** What was asked for on the command line. */
export type Asked =
  | { readonly command: 'help' | 'version' }
  | { readonly command: 'rules'; readonly name?: string }
  | { readonly command: 'check'; readonly check: CheckOptions };

export interface CheckOptions {
  /** Files and folders; `-` for standard input. */
  readonly paths: readonly string[];
  readonly wanted: readonly Wanted[];
  readonly config?: string;
  readonly allowEmpty: boolean;
  /** What stands in the configuration otherwise. */
  readonly settings: { readonly rules?: string[]; readonly skip?: string[]; readonly kubernetes?: string; readonly failOn?: string };
}

/** What was asked for makes no sense. */
export class Usage extends Error {}

const OPTIONS = {
  'format': { type: 'string', multiple: true },
  'output': { type: 'string', multiple: true },
  'fail-on': { type: 'string' },
  'rule': { type: 'string', multiple: true },
  'skip': { type: 'string', multiple: true },
  'kubernetes': { type: 'string' },
  'config': { type: 'string' },
  'allow-empty': { type: 'boolean' },
  'help': { type: 'boolean', short: 'h' },
  'version': { type: 'boolean' },
} as const;

/** Reads the arguments that come after the name of the program. */
export function asked(args: readonly string[]): Asked {
  const { values, positionals, tokens } = parsed(args);
  const [command, ...rest] = positionals;
  if (values.help === true) return { command: 'help' };
  if (values.version === true) return { command: 'version' };
  switch (command) {
    case 'check': return { command, check: checkOptions(values, rest, tokens) };
    case 'rules': return rules(rest);
    case undefined: throw new Usage('a command is missing: check, or rules');
    default: throw new Usage(`there is no command '${command}': there are check and rules`);
  }
}

function parsed(args: readonly string[]) {
  try {
    return parseArgs({ args: [...args], options: OPTIONS, allowPositionals: true, tokens: true });
  } catch (error) {
    throw new Usage((error as Error).message);
  }
}

type Parsed = ReturnType<typeof parsed>;

function rules([name, ...more]: string[]): Asked {
  if (more.length > 0) throw new Usage('rules takes the name of one rule');
  return { command: 'rules', ...name === undefined ? {} : { name } };
}

function checkOptions(values: Parsed['values'], paths: readonly string[], tokens: Parsed['tokens']): CheckOptions {
  if (paths.length === 0) throw new Usage("check needs files or folders, or '-' for standard input");
  const { 'config': config, 'rule': rule, skip, kubernetes, 'fail-on': failOn } = values;
  return {
    paths,
    wanted: wanted(tokens),
    ...config === undefined ? {} : { config },
    allowEmpty: values['allow-empty'] === true,
    settings: {
      ...rule === undefined ? {} : { rules: listed(rule) },
      ...skip === undefined ? {} : { skip: listed(skip) },
      ...kubernetes === undefined ? {} : { kubernetes },
      ...failOn === undefined ? {} : { failOn },
    },
  };
}

/** Several names may follow one option, with commas between them. */
function listed(names: readonly string[]): string[] {
  return names.flatMap(name => name.split(',')).map(name => name.trim());
}

/** Each `--output` is that of the `--format` before it; one before any is that of the text. */
function wanted(tokens: Parsed['tokens']): Wanted[] {
  const all: { format: Format; output?: string }[] = [];
  for (const token of tokens) {
    if (token.kind !== 'option') continue;
    if (token.name === 'format') all.push({ format: format(token.value!) });
    if (token.name !== 'output') continue;
    if (all.length === 0) all.push({ format: 'text' });
    const last = all.at(-1)!;
    if (last.output !== undefined) throw new Usage(`--format ${last.format} has two outputs, ${last.output} and ${token.value}`);
    last.output = token.value;
  }
  const printed = all.filter(({ output }) => output === undefined);
  const names = printed.map(each => each.format).join(' and ');
  if (printed.length > 1) throw new Usage(`${names} cannot both go to standard output: put --output FILE behind one`);
  return all.length === 0 ? [{ format: 'text' }] : all;
}

function format(given: string): Format {
  const known = FORMATS.find(each => each === given);
  if (known === undefined) throw new Usage(`there is no format '${given}': there are ${FORMATS.join(', ')}`);
  return known;
}
