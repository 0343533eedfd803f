import * as kplus from 'cdk8s-plus-28';
import { secretKey, secretOf } from './secret-keys';
import { Place } from '../naming/reference';

/**
 * One key of a Secret.
 */
export interface KeyedSecret {
  /** The Secret that has it. */
  readonly secret: kplus.ISecret;

  /**
   * The key in it. 1 to 253 letters, digits, `-`, `_` or `.`; anything else is refused.
   *
   * @see https://kubernetes.io/docs/concepts/configuration/secret/#restriction-names-data
   * @default - what the prop says that takes it
   */
  readonly key?: string;
}

/** Checked, with the key settled. */
export function keyedSecret(where: string, what: string, given: KeyedSecret, usual: string, pods: Place): Required<KeyedSecret> {
  return { secret: secretOf(where, what, given, pods), key: secretKey(where, `${what}.key`, given.key ?? usual) };
}
