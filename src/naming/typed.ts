import { Lazy } from 'cdk8s';
import { DOORS, STRUCTS } from './prop-types';
import { refuse } from './refuse';

// What the compiler holds TypeScript to, for whom there was none: JavaScript, casts, values that were read from a file. Here once for all
// doors, so that whatever is behind them can rely on it. Whether a number or a text is a good one is asked there.

interface Field {
  readonly name: string;
  readonly optional: boolean;
  readonly type: string;
}

/** What a letter of the table accepts, and what to say where it does not. A text for a number is told the bounds of the number later. */
const LETTERS: Record<string, readonly [allowed: string, accepts: (value: unknown) => boolean]> = {
  s: ['a text', value => typeof value === 'string'],
  n: ['a number', value => ['number', 'string', 'boolean'].includes(typeof value)],
  b: ['true or false', value => typeof value === 'boolean'],
  v: ['anything', () => true],
};

const known = new Map<string, readonly Field[]>();

/** Refuses what a method is given and cannot take; the method is called `Class.method`. */
export function typed(where: string, method: string, ...given: readonly unknown[]): void {
  fieldsOf(method).forEach(({ name, optional, type }, i) => {
    if (optional && given[i] === undefined) return;
    if (isStruct(type)) checkStruct(where, name, type, given[i], '');
    else check(where, name, type, given[i]);
  });
}

function check(where: string, what: string, type: string, got: unknown): void {
  if (isProduced(got)) return;
  if (isStruct(type)) return checkStruct(where, what, type, got, `${what}.`);
  const inner = type.slice(1);
  switch (type[0]) {
    case '[': return checkList(where, what, inner, got);
    case '{': return checkMap(where, what, inner, got);
    case '=': return checkWord(where, what, inner.replaceAll('_', ' ').split('|'), got);
    case '@': return checkClass(where, what, inner, got);
    case 'o': return checkWritable(where, what, isMap(got) ? got : refuse(where, { what, allowed: 'an object', got }), []);
    default: return checkLetter(where, what, type, got);
  }
}

function isStruct(type: string): boolean {
  return type.length > 1 && /\w/.test(type[0]!);
}

function checkList(where: string, what: string, type: string, got: unknown): void {
  if (!Array.isArray(got)) return refuse(where, { what, allowed: 'a list', got });
  got.forEach((each, i) => check(where, `${what}[${i}]`, type, each));
}

/** What is undefined in a map is not there. */
function checkMap(where: string, what: string, type: string, got: unknown): void {
  if (!isMap(got)) return refuse(where, { what, allowed: 'a map', got });
  for (const [key, value] of Object.entries(got)) if (value !== undefined) check(where, `${what}.${key}`, type, value);
}

function checkWord(where: string, what: string, words: readonly string[], got: unknown): void {
  if (!words.includes(got as string)) refuse(where, { what, allowed: words.map(word => `'${word}'`).join(' or '), got });
}

function checkClass(where: string, what: string, type: string, got: unknown): void {
  const [name, member] = type.split('.') as [string, string];
  if (typeof got === 'object' && got !== null && member in got) return;
  refuse(where, { what, allowed: `${/^[AEIOU]/.test(name) ? 'an' : 'a'} ${name}`, got });
}

function checkLetter(where: string, what: string, letter: string, got: unknown): void {
  const [allowed, accepts] = LETTERS[letter]!;
  if (!accepts(got)) refuse(where, { what, allowed, got });
}

/** An object of somebody's class may be one as well, if it has something of what is asked for. */
function checkStruct(where: string, what: string, struct: string, got: unknown, path: string): void {
  const fields = fieldsOf(struct);
  const isObject = typeof got === 'object' && got !== null && !Array.isArray(got);
  if (isObject && !isMap(got) && 'node' in got) return; // who gives a Secret in the place of its struct is told there what to write
  if (!isObject || !(isMap(got) || fields.some(({ name }) => name in got))) return refuse(where, { what, allowed: 'an object', got });
  for (const { name, optional, type } of fields) {
    const value = (got as Record<string, unknown>)[name];
    if (!(optional && value === undefined)) check(where, `${path}${name}`, type, value);
  }
}

/** Of what is written as it is given: whether YAML has it. */
function checkWritable(where: string, what: string, got: unknown, around: readonly unknown[]): void {
  if (isProduced(got) || got === null || ['undefined', 'string', 'boolean'].includes(typeof got) || Number.isFinite(got)) return;
  if (typeof got !== 'object' || !(Array.isArray(got) || isMap(got) || 'value' in got) || around.includes(got)) {
    return refuse(where, { what, allowed: 'something that YAML has', got });
  }
  for (const [key, value] of Object.entries(got)) {
    checkWritable(where, Array.isArray(got) ? `${what}[${key}]` : `${what}.${key}`, value, [...around, got]);
  }
}

/** What is said only when it is written: by cdk8s, or by whatever the app has for it. */
function isProduced(value: unknown): boolean {
  return value instanceof Lazy || typeof (value as { resolve?: unknown } | null | undefined)?.resolve === 'function';
}

function isMap(value: unknown): value is Record<string, unknown> {
  if (typeof value !== 'object' || value === null) return false;
  const prototype: unknown = Object.getPrototypeOf(value);
  return prototype === Object.prototype || prototype === null;
}

function fieldsOf(name: string): readonly Field[] {
  if (known.size === 0) {
    for (const line of `${DOORS};${STRUCTS}`.split(';')) {
      const [of, ...fields] = line.split(' ') as [string, ...string[]];
      known.set(of, fields.map(fieldIn));
    }
  }
  return known.get(name)!;
}

function fieldIn(word: string): Field {
  const [, name, optional, type] = /^(\w+)(\??):(.*)$/.exec(word) as unknown as [string, string, string, string];
  return { name, optional: optional === '?', type };
}
