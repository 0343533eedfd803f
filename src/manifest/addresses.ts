/** The first version that takes no leading zeros, no IPv4 address in the clothes of an IPv6 one, and no block with bits of an address. */
const STRICT_SINCE = 36;

/** Which kind of IP address a text is: 4, 6, or 0 for none that this version of the API server takes. */
export function ipFamily(text: unknown, kubernetes: number): 0 | 4 | 6 {
  if (typeof text !== 'string') return 0;
  const strict = kubernetes >= STRICT_SINCE;
  if (strict && /(^|[.:])0+[0-9]+\./.test(text.replace(/\.(\d+)$/, '.$1.'))) return 0;
  if (isV4(text)) return 4;
  if (!text.includes(':') || !isV6(text)) return 0;
  return strict && (mapped(text) !== undefined || /(^|:)[0-9a-fA-F]{5,}/.test(text)) ? 0 : 6;
}

/** Whether it is a block of addresses, such as `10.0.0.0/8`. */
export function isBlock(text: string, kubernetes: number): boolean {
  const [address, length = '', ...more] = text.split('/') as [string, string?, ...string[]];
  const family = ipFamily(address, kubernetes);
  const known = more.length === 0 && family !== 0 && /^[0-9]+$/.test(length) && Number(length) <= (family === 4 ? 32 : 128);
  if (!known || kubernetes < STRICT_SINCE) return known;
  const [parts, width] = family === 4 ? [numbers(address), 8] : [expanded(address), 16];
  const bits = parts.map(part => bitsOf(part, width)).join('');
  return !/^0[0-9]/.test(length) && !bits.slice(Number(length)).includes('1');
}

function bitsOf(number: number, length: number): string {
  return number.toString(2).padStart(length, '0');
}

/** Why nothing outside of its own host or link can be at this address; undefined if something can. */
export function unreachable(address: string): string | undefined {
  const parts = isV4(address) ? numbers(address) : mapped(address);
  if (parts !== undefined) {
    const [first, second, third] = parts;
    if (parts.every(part => part === 0)) return 'unspecified';
    if (first === 127) return 'in the loopback range';
    if (first === 169 && second === 254) return 'link-local';
    return first === 224 && second === 0 && third === 0 ? 'link-local multicast' : undefined;
  }
  const groups = expanded(address);
  if (groups.every(group => group === 0)) return 'unspecified';
  if (groups.slice(0, 7).every(group => group === 0) && groups[7] === 1) return 'in the loopback range';
  if ((groups[0]! >= 0xfe80 && groups[0]! <= 0xfebf)) return 'link-local';
  return (groups[0]! >= 0xff00 && groups[0]! % 16 === 2) ? 'link-local multicast' : undefined;
}

function isV4(text: string): boolean {
  return /^[0-9]+(\.[0-9]+){3}$/.test(text) && numbers(text).every(part => part <= 255);
}

function numbers(address: string): number[] {
  return address.split('.').map(Number);
}

/** Eight groups of four hexadecimal digits, of which the last two may be an IPv4 address, and one row of zeros may be left out. */
function isV6(text: string): boolean {
  const halves = text.split('::');
  if (halves.length > 2) return false;
  const groups = halves.map(half => half === '' ? [] : half.split(':'));
  const last = groups.at(-1)!.at(-1) ?? '';
  const v4 = isV4(last);
  if (v4) groups.at(-1)!.pop();
  const all = groups.flat();
  const length = all.length + (v4 ? 2 : 0);
  return all.every(group => /^0*[0-9a-fA-F]{1,4}$/.test(group)) && (halves.length === 2 ? length < 8 : length === 8);
}

function expanded(address: string): number[] {
  const v4 = /[0-9]+(\.[0-9]+){3}$/.exec(address)?.[0];
  const [a = 0, b = 0, c = 0, d = 0] = v4 === undefined ? [] : numbers(v4);
  const plain = v4 === undefined ? address : address.replace(v4, `${(a * 256 + b).toString(16)}:${(c * 256 + d).toString(16)}`);
  const [head, tail] = plain.split('::').map(half => half.split(':').filter(group => group !== '').map(group => parseInt(group, 16)));
  if (tail === undefined) return head!;
  return [...head!, ...Array<number>(8 - head!.length - tail.length).fill(0), ...tail];
}

/** An IPv4 address in the clothes of an IPv6 one. */
function mapped(address: string): number[] | undefined {
  const groups = expanded(address);
  if (!groups.slice(0, 5).every(group => group === 0) || groups[5] !== 0xffff) return undefined;
  return groups.slice(6).flatMap(group => [Math.floor(group / 256), group % 256]);
}
