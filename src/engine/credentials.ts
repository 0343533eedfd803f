import * as kplus from 'cdk8s-plus-28';
import { differentKeys, KeysInUse, secretKey, secretOf } from './secret-keys';
import { Place } from '../naming/reference';
import { matching, refuse } from '../naming/refuse';

/**
 * A Secret with the name and the password of a user, under whichever keys: of type `kubernetes.io/basic-auth`, as charts, operators or
 * External Secrets write it, or your own.
 *
 * @see https://kubernetes.io/docs/concepts/configuration/secret/
 */
export interface CredentialsSecret {
  /** The Secret in which they are. */
  readonly secret: kplus.ISecret;

  /**
   * The key of the user name. 1 to 253 letters, digits, `-`, `_` or `.`; anything else is refused, here and in the other keys.
   *
   * @default 'username'
   */
  readonly usernameKey?: string;

  /**
   * The key under which the password is.
   *
   * @default 'password'
   */
  readonly passwordKey?: string;

  /**
   * The key of the password before this one. Nobody needs it but servers whose password is being changed, and it may be absent.
   *
   * @default 'previous-password'
   */
  readonly previousPasswordKey?: string;

  /**
   * The user name itself, where the Secret has none. 1 character or more, none of them a control character. Refused beside `usernameKey`.
   *
   * @default - it is in the Secret
   */
  readonly username?: string;
}

/** Checked, with every key settled. */
export interface Credentials {
  readonly secret: kplus.ISecret;
  /** Where the name is not in the Secret. */
  readonly username?: string;
  readonly usernameKey: string;
  readonly passwordKey: string;
  readonly previousPasswordKey: string;
}

/** What programs and volumes take for the keys where nobody says otherwise. */
export const USUAL = { usernameKey: 'username', passwordKey: 'password', previousPasswordKey: 'previous-password' };

const NAME = /^[^\p{Cc}\p{Cs}]+$/u;
const A_NAME = 'the name of a user: 1 character or more, none of them a control character';

/** For pods that are somewhere, or nobody knows where. */
export function credentialsOf(where: string, what: string, given: CredentialsSecret, pods: Place = {}): Credentials {
  const secret = secretOf(where, what, given, pods);
  const { username, usernameKey, passwordKey, previousPasswordKey } = given;
  if (username !== undefined && usernameKey !== undefined) {
    refuse(where, { what: `${what}.usernameKey`, allowed: 'left out if the name is given', got: usernameKey });
  }
  const of = (name: keyof typeof USUAL, key: string | undefined) => secretKey(where, `${what}.${name}`, key ?? USUAL[name]);
  const keys = {
    usernameKey: of('usernameKey', usernameKey),
    passwordKey: of('passwordKey', passwordKey),
    previousPasswordKey: of('previousPasswordKey', previousPasswordKey),
  };
  const { usernameKey: _, ...ofPasswords } = keys;
  differentKeys(where, what, username === undefined ? keys : ofPasswords);
  return { secret, ...keys, ...(username !== undefined && { username: matching(where, `${what}.username`, username, NAME, A_NAME) }) };
}

/** Whether its keys are those that a whole Secret can be mounted with. */
export function hasUsualKeys({ username, usernameKey, passwordKey, previousPasswordKey }: Credentials): boolean {
  return (username !== undefined || usernameKey === USUAL.usernameKey)
    && passwordKey === USUAL.passwordKey && previousPasswordKey === USUAL.previousPasswordKey;
}

/** The keys that must be there. */
export function neededKeys({ username, usernameKey, passwordKey }: Credentials): string[] {
  return [...username === undefined ? [usernameKey] : [], passwordKey];
}

/** For whoever looks whether they are there. */
export function keysInUse(what: string, credentials: Credentials): KeysInUse {
  return { what, secret: credentials.secret, keys: neededKeys(credentials) };
}

/** As far as it can be known without the Secrets. */
export function isSameUser(one: Credentials, other: Credentials): boolean {
  if (one.username !== undefined && other.username !== undefined) return one.username === other.username;
  return one.username === other.username && one.secret.name === other.secret.name && one.usernameKey === other.usernameKey;
}

/** For the environment. Kubernetes takes `$(…)` for another variable, and `$$` for a dollar. */
export function usernameValue({ secret, username, usernameKey }: Credentials): kplus.EnvValue {
  if (username === undefined) return kplus.EnvValue.fromSecretValue({ secret, key: usernameKey });
  return kplus.EnvValue.fromValue(username.replaceAll('$', () => '$$'));
}

/** What a program goes by, where it is not what it is usually called: variables that begin with its prefix. */
export function loginVariables(prefix: string, credentials: Credentials): Record<string, kplus.EnvValue> {
  const { username, usernameKey, passwordKey } = credentials;
  const { fromValue } = kplus.EnvValue;
  return {
    ...(username !== undefined && { [`${prefix}_USERNAME`]: usernameValue(credentials) }),
    ...(username === undefined && usernameKey !== USUAL.usernameKey && { [`${prefix}_USERNAME_KEY`]: fromValue(usernameKey) }),
    ...(passwordKey !== USUAL.passwordKey && { [`${prefix}_PASSWORD_KEY`]: fromValue(passwordKey) }),
  };
}

export function passwordValue({ secret, passwordKey }: Credentials): kplus.EnvValue {
  return kplus.EnvValue.fromSecretValue({ secret, key: passwordKey });
}
