import * as kplus from 'cdk8s-plus-28';
import { CredentialVariables, MongoConnectionStringOptions } from './connection-string';
import { refuse } from '../naming/refuse';

/**
 * How a consumer's container is told where the replica set is, and who it is.
 */
export interface MongoConnectionOptions extends MongoConnectionStringOptions {
  /**
   * The Secret with the name and the password of the consumer's user: one of `users`, not root.
   *
   * @default - none: the container is told where the replica set is, and not who it is
   */
  readonly credentials?: kplus.ISecret;

  /**
   * The key of the name in that Secret.
   *
   * @default 'username'
   */
  readonly usernameKey?: string;

  /**
   * The key of the password in that Secret.
   *
   * @default 'password'
   */
  readonly passwordKey?: string;

  /**
   * Whether name and password stand in the URI as well, for programs that take nothing else. Kubernetes puts them there as they are, so they may
   * hold nothing but letters, digits, `-`, `.`, `_` and `~`. Refused without `credentials`.
   *
   * @default false
   */
  readonly credentialsInUri?: boolean;

  /**
   * Whether the URI has the one name whose SRV records tell the members, in the place of a list of them.
   *
   * @default false
   */
  readonly srv?: boolean;

  /**
   * What the names of the variables begin with.
   *
   * @default 'MONGODB_'
   */
  readonly prefix?: string;
}

/** The variables of a consumer; those that a URI refers to come before it, as Kubernetes wants them. */
export function connectionVariables(where: string, uri: (variables?: CredentialVariables) => string, options: MongoConnectionOptions): Record<string, kplus.EnvValue> {
  const { credentials: secret, usernameKey = 'username', passwordKey = 'password', credentialsInUri = false, prefix = 'MONGODB_' } = options;
  if (secret !== undefined && options.user !== undefined) {
    refuse(where, { what: 'user', allowed: 'left out where there are credentials', got: options.user, instead: 'the name is in the Secret' });
  }
  if (secret === undefined && credentialsInUri) refuse(where, { what: 'credentials', allowed: 'given where they are to stand in the URI', got: secret });
  const user = `${prefix}USERNAME`;
  const password = `${prefix}PASSWORD`;
  return {
    ...(secret && {
      [user]: kplus.EnvValue.fromSecretValue({ secret, key: usernameKey }),
      [password]: kplus.EnvValue.fromSecretValue({ secret, key: passwordKey }),
    }),
    [`${prefix}URI`]: kplus.EnvValue.fromValue(uri(credentialsInUri ? { user, password } : undefined)),
  };
}
