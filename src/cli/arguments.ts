import { parseArgs, ParseArgsConfig } from 'util';

/** One form of the report, and where it goes. */
export interface Wanted<F extends string = Format> {
  readonly format: F;
  /** A file; left out, to standard output. */
  readonly output?: string;
}

export const FORMATS = ['text', 'json', 'sarif', 'junit', 'github'] as const;
export type Format = typeof FORMATS[number];

/** What was asked for on the command line. */
export type Asked =
  | { readonly command: 'help' | 'version' }
  | { readonly command: 'rules'; readonly name?: string }
  | { readonly command: 'check'; readonly check: CheckOptions }
  /** With its own options, which are read where it is. */
  | { readonly command: 'diff'; readonly args: readonly string[] };

export interface CheckOptions {
  /** Files and folders; `-` for standard input. */
  readonly paths: readonly string[];
  readonly wanted: readonly Wanted[];
  readonly config?: string;
  readonly allowEmpty: boolean;
  /** What stands in the configuration otherwise. */
  readonly settings: { readonly rules?: string[]; readonly skip?: string[]; readonly kubernetes?: string; readonly failOn?: string };
}

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

type Options = NonNullable<ParseArgsConfig['options']>;
interface Wish<T extends Options> { readonly args: string[]; readonly options: T; readonly allowPositionals: true; readonly tokens: true }
type ParsedBy<T extends Options> = ReturnType<typeof parseArgs<Wish<T>>>;
type Parsed = ParsedBy<typeof OPTIONS>;

/** A token of the command line, as far as it matters here. */
export interface Token {
  readonly kind: string;
  readonly name?: string;
  readonly value?: string;
}

/** What was asked for makes no sense. */
export class Usage extends Error {}

/** Reads the arguments that come after the name of the program. */
export function asked(args: readonly string[]): Asked {
  if (args[0] === 'diff' && !args.some(each => each === '--help' || each === '-h')) return { command: 'diff', args: args.slice(1) };
  const { values, positionals, tokens } = parsed(args, OPTIONS);
  const [command, ...rest] = positionals;
  if (values.help === true) return { command: 'help' };
  if (values.version === true) return { command: 'version' };
  switch (command) {
    case 'check': return { command, check: checkOptions(values, rest, tokens) };
    case 'rules': return rules(rest);
    case 'diff': throw new Usage('put the command diff first, and its options after it');
    case undefined: throw new Usage('a command is missing: check, diff, or rules');
    default: throw new Usage(`there is no command '${command}': there are check, diff and rules`);
  }
}

/** What Node makes of it; what it complains about is said as ours is. */
export function parsed<T extends Options>(args: readonly string[], options: T): ParsedBy<T> {
  try {
    return parseArgs({ args: [...args], options, allowPositionals: true, tokens: true });
  } catch (error) {
    throw new Usage((error as Error).message);
  }
}

function rules([name, ...more]: string[]): Asked {
  if (more.length > 0) throw new Usage('rules takes the name of one rule');
  return { command: 'rules', ...name === undefined ? {} : { name } };
}

function checkOptions(values: Parsed['values'], paths: readonly string[], tokens: Parsed['tokens']): CheckOptions {
  if (paths.length === 0) throw new Usage("check needs files or folders, or '-' for standard input");
  const { 'config': config, 'rule': rule, skip, kubernetes, 'fail-on': failOn } = values;
  return {
    paths,
    wanted: wanted(tokens, FORMATS),
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
export function wanted<F extends string>(tokens: readonly Token[], known: readonly [F, ...F[]]): Wanted<F>[] {
  const all: { format: F; output?: string }[] = [];
  for (const { kind, name, value } of tokens) {
    if (kind !== 'option') continue;
    if (name === 'format') all.push({ format: format(value!, known) });
    if (name !== 'output') continue;
    if (all.length === 0) all.push({ format: known[0] });
    const last = all.at(-1)!;
    if (last.output !== undefined) throw new Usage(`--format ${last.format} has two outputs, ${last.output} and ${value}`);
    last.output = value;
  }
  const printed = all.filter(({ output }) => output === undefined);
  const names = printed.map(each => each.format).join(' and ');
  if (printed.length > 1) throw new Usage(`${names} cannot both go to standard output: add --output FILE after one of them`);
  return all.length === 0 ? [{ format: known[0] }] : all;
}

function format<F extends string>(given: string, known: readonly F[]): F {
  const found = known.find(each => each === given);
  if (found === undefined) throw new Usage(`there is no format '${given}': there are ${known.join(', ')}`);
  return found;
}
