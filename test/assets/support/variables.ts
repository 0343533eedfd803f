/** What programs do with the variables of their environment: names in capitals, as ours all are. */
export interface Variables {
  /** Read where it must be there, or may be empty. */
  readonly read: Set<string>;
  /** Given a value by the program, for itself or for what it starts. */
  readonly set: Set<string>;
  /** Read where it may be missing, and what counts then. */
  readonly defaults: Map<string, Set<string>>;
}

/** Bash's own. */
const SHELL = ['BASH_SOURCE', 'BASH_REMATCH', 'EPOCHSECONDS', 'IFS', 'LC_ALL', 'RANDOM', 'SECONDS'];

/** Of several programs that run together, by name. */
export function variablesOf(programs: Record<string, string>): Variables {
  const found: Variables = { read: new Set(), set: new Set(), defaults: new Map() };
  for (const [name, text] of Object.entries(programs)) if (!name.endsWith('.py')) (name.endsWith('.js') ? ofScript : ofShell)(text, found);
  for (const name of SHELL) found.read.delete(name);
  return found;
}

function note({ defaults }: Variables, name: string, value: string): void {
  defaults.set(name, (defaults.get(name) ?? new Set()).add(value));
}

function ofShell(text: string, found: Variables): void {
  // Nothing, or 0, says that there is none.
  for (const [, name, value] of text.matchAll(/\$\{([A-Z][A-Z0-9_]+):?-([^}"]*)\}/g)) if (value && value !== '0') note(found, name!, value);
  const code = text.replace(/\$\{([A-Z][A-Z0-9_]+):?-(?!0\})([^}"]+)\}/g, '$2').replace(/(^|\s)#.*$/gm, '');
  for (const [, name] of code.matchAll(/\$\{?!?#?([A-Z][A-Z0-9_]+)\b/g)) found.read.add(name!);
  for (const [, sum] of code.matchAll(/\(\(([^"']*?)\)\)/g)) for (const [name] of sum!.matchAll(/\b[A-Z][A-Z0-9_]+\b/g)) found.read.add(name);
  for (const [, name] of code.matchAll(/(?<![\w${!:])([A-Z][A-Z0-9_]+)\+?=(?!=)/g)) found.set.add(name!);
}

function ofScript(text: string, found: Variables): void {
  const code = text.replace(/\/\/.*$/gm, '');
  for (const [, name, value] of code.matchAll(/\benv\.([A-Z][A-Z0-9_]+)(?: \|\| '?([^'),]*)'?)?/g)) if (value) note(found, name!, value); else found.read.add(name!);
  for (const [, names] of code.matchAll(/\{([A-Z0-9_, ]+)\} = process\.env/g)) for (const name of names!.split(',')) found.read.add(name.trim());
}
