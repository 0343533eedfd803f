/** What a letter of the table of types takes, and what to say of anything else. */
export interface Letter {
  readonly allowed: string;
  fits(value: unknown): boolean;
}

const QUANTITY = /^\s*[-+]?([0-9]+(?:\.[0-9]*)?|\.[0-9]+)(n|u|m|k|M|G|T|P|E|Ki|Mi|Gi|Ti|Pi|Ei|[eE][-+]?[0-9]+)?\s*$/;
const TIME = /^[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}(\.[0-9]+)?(Z|[-+][0-9]{2}:[0-9]{2})$/;

export const LETTERS: Readonly<Record<string, Letter>> = {
  s: { allowed: 'a string', fits: value => typeof value === 'string' },
  b: { allowed: 'true or false', fits: value => typeof value === 'boolean' },
  i: { allowed: 'a whole number of 32 bits', fits: value => Number.isInteger(value) && Math.abs(value as number + 0.5) < 2 ** 31 },
  l: { allowed: 'a whole number of 64 bits', fits: value => Number.isInteger(value) && Math.abs(value as number) < 2 ** 63 },
  x: { allowed: 'a whole number or a string', fits: value => LETTERS.s!.fits(value) || LETTERS.i!.fits(value) },
  q: {
    allowed: "a quantity, such as '500m' or '2Gi'",
    fits: value => QUANTITY.test(typeof value === 'number' ? String(value) : asText(value)),
  },
  t: { allowed: "a time, such as '2026-01-31T12:00:00Z'", fits: value => TIME.test(asText(value)) && !isNaN(Date.parse(asText(value))) },
  o: { allowed: 'an object', fits: isMap },
  v: { allowed: 'anything', fits: () => true },
};

export function isMap(value: unknown): boolean {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function asText(value: unknown): string {
  return typeof value === 'string' ? value : '';
}
