import { remembered } from '../naming/remembered';

const SPELLING = /^\+?([0-9]*)(?:\.([0-9]*))?(m|u|n|[kMGTPE]i?|Ki|[eE][-+]?[0-9]+)?$/;
const BINARY = ['', 'Ki', 'Mi', 'Gi', 'Ti', 'Pi', 'Ei'];
const DECIMAL = ['n', 'u', 'm', '', 'k', 'M', 'G', 'T', 'P', 'E'];
const MILLI = 1000n;

const spelled = remembered((written) => {
  const [, whole = '', fraction = '', unit = ''] = SPELLING.exec(written) ?? [];
  if (`${whole}${fraction}` === '') return undefined;
  const digits = BigInt(`${whole}${fraction}`);
  const parts = 10n ** BigInt(fraction.length);
  if (digits === 0n) return '0';
  if (unit.endsWith('i')) return binary(upwards(digits * 1024n ** BigInt(BINARY.indexOf(unit)) * MILLI, parts));
  const named = DECIMAL.indexOf(unit);
  const power = named < 0 ? Number(unit.slice(1)) : 3 * named - 9;
  const thousandths = upwards(digits * 10n ** BigInt(Math.max(power + 3, 0)), parts * 10n ** BigInt(Math.max(-power - 3, 0)));
  return decimal(thousandths, named < 0);
});

/**
 * A quantity as the API server spells it when it is read back: `16Gi` for `16384Mi`, `1` for `1000m`. It keeps the kind of unit that was
 * written, takes the largest of it that leaves no fraction, and rounds up to thousandths. What is no quantity stays what it is.
 *
 * @see https://kubernetes.io/docs/reference/kubernetes-api/common-definitions/quantity/
 */
export function canonicalQuantity(written: unknown): unknown {
  return typeof written === 'string' || typeof written === 'number' ? spelled(String(written)) ?? written : written;
}

/** What has no binary unit in the end, a fraction or less than 1 KiB, is taken for decimal when it is read the next time. */
function binary(thousandths: bigint): string {
  const [amount, times] = divided(thousandths / MILLI, 1024n, BINARY.length - 1);
  return times === 0 || thousandths % MILLI !== 0n ? decimal(thousandths, false) : `${amount}${BINARY[times]}`;
}

function decimal(thousandths: bigint, asPower: boolean): string {
  const least = DECIMAL.indexOf('m');
  const [amount, times] = divided(thousandths, MILLI, asPower ? Infinity : DECIMAL.length - 1 - least);
  if (!asPower) return `${amount}${DECIMAL[least + times]}`;
  return times === 1 ? String(amount) : `${amount}e${3 * times - 3}`;
}

/** By a number as often as it goes, and how often that was. */
function divided(amount: bigint, by: bigint, most: number): [amount: bigint, times: number] {
  let times = 0;
  let rest = amount;
  for (; times < most && rest % by === 0n; times++) rest /= by;
  return [rest, times];
}

function upwards(amount: bigint, by: bigint): bigint {
  return (amount + by - 1n) / by;
}
