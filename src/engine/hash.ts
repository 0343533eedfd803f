import { createHash } from 'crypto';

/** Short, and the same for the same. */
export function hash(of: unknown): string {
  return createHash('sha256').update(JSON.stringify(of)).digest('hex').slice(0, 8);
}
