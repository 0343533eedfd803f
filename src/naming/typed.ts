import { Lazy } from 'cdk8s';
import { DOORS, STRUCTS } from './prop-types';
import { refuse } from './refuse';

// What the compiler holds TypeScript to, for whom there was none: JavaScript, casts, values that were read from a file. Here once for all
// doors, so that whatever is behind them can rely on it. Whether a number or a string is a good one is asked there.

/** Refuses what is given, unless it is of its type. */
type Check = (where: string, what: string, got: unknown) => void;

interface Field {
  readonly name: string;
  readonly optional: boolean;
  readonly check: Check;
  /** Of a struct: what is in it, under its own names. */
  readonly struct?: string;
}

/** Lists and maps that go into a manifest as they are given, so that a Lazy may stand for the whole. The others are read at once. */
const HANDED_ON = 'accessModes add drop hostnames ipFamilies loadBalancerSourceRanges matchLabels overhead readinessGates '
  + 'resizePolicy resourceClaims schedulingGates supplementalGroups';

const checks = new Map<string, Check>();
const known = new Map<string, readonly Field[]>();
const lines = new Map<string, string>();

/** Refuses what a method is given and cannot take; the method is called `Class.method`. */
export function typed(where: string, method: string, ...given: readonly unknown[]): void {
  fieldsOf(method).forEach(({ name, optional, check, struct }, i) => {
    if (optional && given[i] === undefined) return;
    if (struct === undefined) check(where, name, given[i]);
    else checkStruct(where, name, struct, given[i], '');
  });
}

/** The check of a type of the table, made once. */
function checkOf(type: string): Check {
  const there = checks.get(type);
  if (there !== undefined) return there;
  const check = made(type);
  const late: Check = (where, what, got) => { if (!isProduced(got)) check(where, what, got); };
  checks.set(type, late);
  return late;
}

function made(type: string): Check {
  if (isStruct(type)) return (where, what, got) => checkStruct(where, what, type, got, `${what}.`);
  const inner = type.slice(1);
  switch (type[0]) {
    case '[': return listOf(checkOf(inner));
    case '{': return mapOf(checkOf(inner));
    case '=': return oneOf(inner.replaceAll('_', ' ').split('|'));
    case '@': return objectOf(...inner.split('.') as [string, string]);
    case 'o': return checkObject;
    case 's': return letter('a string', got => typeof got === 'string');
    case 'b': return letter('true or false', got => typeof got === 'boolean');
    // a text for a number is told the bounds of the number, where it is taken
    case 'n': return letter('a number', got => ['number', 'string', 'boolean'].includes(typeof got));
    default: return () => {};
  }
}

function isStruct(type: string): boolean {
  return type.length > 1 && /\w/.test(type[0]!);
}

function letter(allowed: string, accepts: (got: unknown) => boolean): Check {
  return (where, what, got) => { if (!accepts(got)) refuse(where, { what, allowed, got }); };
}

function listOf(check: Check): Check {
  return (where, what, got) => {
    if (!Array.isArray(got)) return refuse(where, { what, allowed: 'a list', got });
    got.forEach((each, i) => check(where, `${what}[${i}]`, each));
  };
}

/** What is undefined in a map is not there. */
function mapOf(check: Check): Check {
  return (where, what, got) => {
    if (!isMap(got)) return refuse(where, { what, allowed: 'a map', got });
    for (const [key, value] of Object.entries(got)) if (value !== undefined) check(where, `${what}.${key}`, value);
  };
}

/** Of a list or a map that is read at once: nothing late can stand for it. */
function atOnce(check: Check, kind: 'list' | 'map'): Check {
  return (where, what, got) => {
    if (isProduced(got)) refuse(where, { what, allowed: `a ${kind}`, got, instead: `a Lazy cannot stand for the whole ${kind}` });
    check(where, what, got);
  };
}

function oneOf(words: readonly string[]): Check {
  return letter(words.map(word => `'${word}'`).join(' or '), got => words.includes(got as string));
}

function objectOf(name: string, member: string): Check {
  return letter(`${/^[AEIOU]/.test(name) ? 'an' : 'a'} ${name}`, got => typeof got === 'object' && got !== null && member in got);
}

function checkObject(where: string, what: string, got: unknown): void {
  checkWritable(where, what, isMap(got) ? got : refuse(where, { what, allowed: 'an object', got }), []);
}

/** An object of somebody's class may be one as well, if it has something of what is asked for. */
function checkStruct(where: string, what: string, struct: string, got: unknown, path: string): void {
  const fields = fieldsOf(struct);
  const isObject = typeof got === 'object' && got !== null && !Array.isArray(got);
  if (isObject && !isMap(got) && 'node' in got) return; // who gives a Secret in the place of its struct is told there what to write
  if (!isObject || !(isMap(got) || fields.some(({ name }) => name in got))) return refuse(where, { what, allowed: 'an object', got });
  for (const { name, optional, check } of fields) {
    const value = (got as Record<string, unknown>)[name];
    if (!(optional && value === undefined)) check(where, `${path}${name}`, value);
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
export function isProduced(value: unknown): boolean {
  return value instanceof Lazy || typeof (value as { resolve?: unknown } | null | undefined)?.resolve === 'function';
}

function isMap(value: unknown): value is Record<string, unknown> {
  if (typeof value !== 'object' || value === null) return false;
  const prototype: unknown = Object.getPrototypeOf(value);
  return prototype === Object.prototype || prototype === null;
}

/** The table is cut into lines at once, and a line is read when its method or struct is first asked for. */
function fieldsOf(name: string): readonly Field[] {
  if (lines.size === 0) for (const line of `${DOORS};${STRUCTS}`.split(';')) lines.set(line.split(' ', 1)[0]!, line);
  const there = known.get(name) ?? lines.get(name)!.split(' ').slice(1).map(fieldIn);
  known.set(name, there);
  return there;
}

function fieldIn(word: string): Field {
  const [, name, optional, type] = /^(\w+)(\??):(.*)$/.exec(word) as unknown as [string, string, string, string];
  const [check, kind] = [checkOf(type), ({ '[': 'list', '{': 'map' } as const)[type[0]!]];
  return {
    name,
    optional: optional === '?',
    check: kind === undefined || HANDED_ON.split(' ').includes(name) ? check : atOnce(check, kind),
    ...isStruct(type) && { struct: type },
  };
}
