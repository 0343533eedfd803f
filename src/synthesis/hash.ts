import { createHash } from 'crypto';

/** A short hash: equal input, equal hash, in whatever order its maps were written. */
export function hash(of: unknown): string {
  return createHash('sha256').update(JSON.stringify(of, inOrder)).digest('hex').slice(0, 8);
}

function inOrder(_: string, value: unknown): unknown {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return value;
  return Object.fromEntries(Object.entries(value).sort(([key], [next]) => key < next ? -1 : 1));
}
