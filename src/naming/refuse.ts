/**
 * One complaint, in the words of the user who can mend it.
 */
export interface Complaint {
  /** What is wrong: a prop the user wrote, or a path in a manifest. */
  readonly what: string;
  /** What would be right, to follow "must be". */
  readonly allowed: string;
  /** What was given. */
  readonly got: unknown;
  /** What to do instead, if "use an allowed value" is not all there is to say. */
  readonly instead?: string;
}

/** The largest number that Kubernetes counts with. */
export const INT32 = 2147483647;

/** In which prop of the user's stands what a method is given just now. Not in door.ts, whose constructs the command line has not. */
let inside = '';

/** What is thrown for a complaint; other errors do not say where they come from. */
export class Refusal extends Error {}

/** Every message of this library has this shape: `prod/db: 'seeds' must be a whole number from 1 to 3, got 4; …`. */
export function sentence(where: string, complaint: Complaint): string {
  const { what, allowed, got, instead } = complaint;
  return `${where}: '${what}' must be ${allowed}, got ${shown(got)}${instead === undefined ? '' : `; ${instead}`}`;
}

export function refuse(where: string, complaint: Complaint): never {
  throw new Refusal(sentence(where, placed(complaint)));
}

function placed(complaint: Complaint): Complaint {
  return { ...complaint, what: `${inside}${complaint.what}` };
}

/** Gives each of a list to a method. What is wrong with it is said of its place in the list: `containers[1].`. */
export function eachIn<T>(prop: string, list: readonly T[], give: (each: T) => void): void {
  const outer = inside;
  try {
    list.forEach((each, i) => {
      inside = `${prop}[${i}].`;
      give(each);
    });
  } finally {
    inside = outer;
  }
}

/** What others complain of, and do not say of whom. */
export function toldAt<T>(where: string, make: () => T): T {
  try {
    return make();
  } catch (error) {
    if (error instanceof RangeError) refuse(where, { what: 'props', allowed: 'something that ends', got: 'what contains itself' });
    throw error instanceof Refusal ? error : new Error(`${where}: ${(error as Error).message}`, { cause: error });
  }
}

/** The whole number that was given; anything else, or one out of bounds, is refused. */
export function wholeNumber(where: string, what: string, given: number, least: number, most = Number.MAX_SAFE_INTEGER): number {
  if (Number.isInteger(given) && given >= least && given <= most) return given;
  const allowed = most === Number.MAX_SAFE_INTEGER ? `a whole number, ${least} or more` : `a whole number from ${least} to ${most}`;
  return refuse(where, { what, allowed, got: given });
}

/** The text that was given, where it has that form; anything else is refused. */
export function matching(where: string, what: string, got: string, form: RegExp, allowed: string): string {
  return typeof got === 'string' && form.test(got) ? got : refuse(where, { what, allowed, got });
}

/** How many there are, in words that fit the number: `1 peer`, `2 peers`. */
export function counted(number: number, one: string, several = `${one}s`): string {
  return `${number} ${number === 1 ? one : several}`;
}

function shown(value: unknown): string {
  if (value === undefined) return 'nothing';
  if (typeof value === 'string') return `'${JSON.stringify(value).slice(1, -1)}'`;
  if (typeof value !== 'object' || constructOf(value) !== undefined) return called(value);
  const around: unknown[] = [];
  return JSON.stringify(value, function (this: unknown, _, inner: unknown) {
    around.splice(around.indexOf(this) + 1);
    if (typeof inner !== 'object' || inner === null || constructOf(inner) !== undefined) return hasJson(inner) ? inner : called(inner);
    if (around.includes(inner)) return '(itself)';
    around.push(inner);
    return inner;
  });
}

/** Whether JSON has a word for it, and that one. */
function hasJson(value: unknown): boolean {
  return value === null || ['string', 'boolean', 'undefined'].includes(typeof value) || Number.isFinite(value);
}

function called(value: unknown): string {
  if (typeof value === 'function') return 'a function';
  return typeof value === 'bigint' ? `${value}n` : constructOf(value) ?? String(value);
}

/** What to call a construct, which holds the whole app. */
function constructOf(value: unknown): string | undefined {
  if (typeof value !== 'object' || value === null || !('node' in value)) return undefined;
  const { constructor } = value;
  return typeof constructor === 'function' && constructor !== Object ? `a ${constructor.name}` : undefined;
}
