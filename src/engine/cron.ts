import { refuse } from '../naming/refuse';

/** One of the five, with what it may count. */
interface Field {
  readonly of: string;
  readonly least: number;
  readonly most: number;
  /** Other names of the numbers, from the least on. */
  readonly names?: readonly string[];
  /** What to say of the bounds. */
  readonly bounds: string;
}

const MONTHS = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'];
const DAYS = ['sun', 'mon', 'tue', 'wed', 'thu', 'fri', 'sat'];

const FIELDS: readonly Field[] = [
  { of: 'minute', least: 0, most: 59, bounds: '0 to 59' },
  { of: 'hour', least: 0, most: 23, bounds: '0 to 23' },
  { of: 'day', least: 1, most: 31, bounds: '1 to 31' },
  { of: 'month', least: 1, most: 12, names: MONTHS, bounds: '1 to 12 or jan to dec' },
  { of: 'weekday', least: 0, most: 6, names: DAYS, bounds: '0 (Sunday) to 6 or sun to sat' },
];

/** A value, a range, or all of them; and which of those, counted from the first. */
const ITEM = /^(?:[*?]|([0-9a-z]+)(?:-([0-9a-z]+))?)(?:\/0*[1-9][0-9]{0,8})?$/;

/** When to run, in five fields. One that Kubernetes does not take is refused: cdk8s writes whatever it is given. */
export function cronExpression(where: string, what: string, got: string): string {
  const fields = got.split(' ');
  if (fields.length !== FIELDS.length || fields.includes('')) {
    refuse(where, { what, allowed: 'five fields: minute, hour, day, month and weekday', got });
  }
  const wrong = FIELDS.find((field, i) => !fields[i]!.toLowerCase().split(',').every(item => isOf(field, item)));
  if (wrong === undefined) return got;
  const allowed = `a cron expression with a ${wrong.of} of ${wrong.bounds}, in the form of '1', '1,3', '1-3', '*/2' or '*'`;
  return refuse(where, { what, allowed, got });
}

function isOf(field: Field, item: string): boolean {
  const [there, from, to = from] = ITEM.exec(item) ?? [];
  if (from === undefined) return there !== undefined;
  return field.least <= numberOf(field, from) && numberOf(field, from) <= numberOf(field, to!) && numberOf(field, to!) <= field.most;
}

/** NaN, if it is neither a number nor a name of one. */
function numberOf({ least, names = [] }: Field, text: string): number {
  return names.includes(text) ? least + names.indexOf(text) : /^[0-9]+$/.test(text) ? Number(text) : NaN;
}
