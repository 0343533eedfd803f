import * as kplus from 'cdk8s-plus-28';
import { checkReference, Place } from '../naming/reference';
import { Complaint, matching, refuse } from '../naming/refuse';
import { knownData } from '../stateful-backend/known-data';

const KEY = /^(?!\.$|\.\.)[-._a-zA-Z0-9]{1,253}$/;
const A_KEY = 'the key of a Secret: 1 to 253 letters, digits, -, _ or ., and neither . nor anything that begins with two of them';

/** A Secret, and the keys that somebody reads in it. */
export interface KeysInUse {
  readonly what: string;
  readonly secret: kplus.ISecret;
  readonly keys: readonly string[];
}

/** The key that was given, if a Secret can have it. */
export function secretKey(where: string, what: string, key: string): string {
  return matching(where, what, key, KEY, A_KEY);
}

/** Refuses two things under one key, of which a pod would see but one. */
export function differentKeys(where: string, what: string, keys: Record<string, string>): void {
  const names = Object.keys(keys);
  names.forEach((name, i) => {
    const other = names.slice(0, i).find(before => keys[before] === keys[name]);
    if (other !== undefined) refuse(where, { what: `${what}.${name}`, allowed: `another key than ${other}`, got: keys[name] });
  });
}

/**
 * The Secret that was given, and not one in the place of what says its keys as well, which no compiler has told.
 *
 * @param pods where those are who read it; one that is known to be elsewhere is refused
 */
export function secretOf(where: string, what: string, given: { readonly secret: kplus.ISecret } | undefined, pods: Place): kplus.ISecret {
  const { secret, name } = (given ?? {}) as { readonly secret?: kplus.ISecret; readonly name?: unknown };
  if (typeof secret?.name !== 'string') {
    const instead = 'write { secret: … }, with its keys beside it';
    return refuse(where, { what: `${what}.secret`, allowed: 'a Secret', got: name, instead });
  }
  checkReference(where, `${what}.secret`, pods, secret);
  return secret;
}

/**
 * Of Secrets that are defined in the app without a key that is read. Of one that is defined empty nothing is said: somebody else fills it.
 */
export function onMissingKeys(used: readonly KeysInUse[]): Complaint[] {
  const complaints = used.flatMap(missingIn);
  return complaints.filter(({ what, allowed }, i) => complaints.findIndex(other => other.what === what && other.allowed === allowed) === i);
}

function missingIn({ what, secret, keys }: KeysInUse): Complaint[] {
  const there = Object.keys(knownData(secret) ?? {});
  const missing = there.length === 0 ? [] : keys.filter(key => !there.includes(key));
  return missing.map(key => ({
    what: `${what}.secret`,
    allowed: `a Secret with the key '${key}', which '${secret.name}' is defined without`,
    got: there.join(', '),
    instead: 'say under which key it is, or add it: pods that need it wait for it',
  }));
}
