import { createHash } from 'crypto';

/** A short hash: equal input, equal hash. */
export function hash(of: unknown): string {
  return createHash('sha256').update(JSON.stringify(of)).digest('hex').slice(0, 8);
}
