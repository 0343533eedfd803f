import { Duration, Size, SizeRoundingBehavior } from 'cdk8s';
import { refuse } from './refuse';

// cdk8s converts units by itself, and complains without saying where and of what: so what is to be whole is asked for here.

/** A length of time in whole seconds; anything else, or one out of bounds, is refused. */
export function wholeSeconds(where: string, what: string, given: Duration, least = 0, most = Number.MAX_SAFE_INTEGER): number {
  return whole(where, what, given.toSeconds({ integral: false }), 'seconds', least, most);
}

/** The same in whole milliseconds. */
export function wholeMilliseconds(where: string, what: string, given: Duration, least: number): number {
  return whole(where, what, given.toMilliseconds({ integral: false }), 'milliseconds', least, Number.MAX_SAFE_INTEGER);
}

/** The same in whole hours. */
export function wholeHours(where: string, what: string, given: Duration, least: number): number {
  return whole(where, what, given.toHours({ integral: false }), 'hours', least, Number.MAX_SAFE_INTEGER);
}

/** An amount of memory, or of what goes through in a second, in whole KiB. */
export function wholeKibibytes(where: string, what: string, given: Size): number {
  const amount = given.toKibibytes({ rounding: SizeRoundingBehavior.NONE });
  if (Number.isSafeInteger(amount)) return amount;
  return refuse(where, { what, allowed: 'a whole number of KiB, 0 or more', got: sizeGiven(given) });
}

/** An amount in MiB, with its fraction, in whatever unit it was given. */
export function mebibytes(size: Size): number {
  return size.toMebibytes({ rounding: SizeRoundingBehavior.NONE });
}

/** An amount in MiB of which there is enough; less, or none that is a number, is refused. */
export function atLeastMebibytes(where: string, what: string, given: Size, least: number, instead?: string): number {
  const amount = mebibytes(given);
  return amount >= least ? amount : refuse(where, { what, allowed: `${least} MiB or more`, got: sizeGiven(given), instead });
}

/** An amount in the unit that it was given in, for a complaint: `1 KiB`. */
export function sizeGiven(size: Size): string {
  return size.asString().replace(/[A-Z]i$/, ' $&B');
}

function whole(where: string, what: string, amount: number, unit: string, least: number, most: number): number {
  if (Number.isSafeInteger(amount) && amount >= least && amount <= most) return amount;
  const bounds = most === Number.MAX_SAFE_INTEGER ? `, ${least} or more` : ` from ${least} to ${most}`;
  return refuse(where, { what, allowed: `a whole number of ${unit}${bounds}`, got: `${amount} ${unit}` });
}
