import * as kplus from 'cdk8s-plus-28';
import { CredentialVariables, MongoConnectionStringOptions } from './connection-string';
import { refuse } from '../naming/refuse';

/**
 * Options of `MongoCluster.connect`.
 */
export interface MongoConnectionOptions extends MongoConnectionStringOptions {
  /**
   * The Secret with the name and the password of the consumer's user. It is one of `users`, not root.
   *
   * @default - none: only the URI is set
   */
  readonly credentials?: kplus.ISecret;

  /**
   * The key of the user name in that Secret.
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
   * Whether name and password stand in the URI as well, for programs that take nothing else. Kubernetes puts them there as they are, so
   * they may hold nothing but letters, digits, `-`, `.`, `_` and `~`. Refused without `credentials`.
   *
   * @default false
   */
  readonly credentialsInUri?: boolean;

  /**
   * Whether the URI is `mongodb+srv://` with a single DNS name, rather than a list of members.
   *
   * @default false
   */
  readonly srv?: boolean;

  /**
   * The prefix of the names of the variables.
   *
   * @default 'MONGODB_'
   */
  readonly prefix?: string;
}

/** The variables of a consumer; those that a URI refers to come before it, as Kubernetes wants them. */
export function connectionVariables(
  where: string,
  uri: (variables?: CredentialVariables) => string,
  options: MongoConnectionOptions,
): Record<string, kplus.EnvValue> {
  const { credentials: secret, usernameKey = 'username', passwordKey = 'password' } = options;
  const { credentialsInUri = false, prefix = 'MONGODB_' } = options;
  if (secret !== undefined && options.user !== undefined) {
    refuse(where, { what: 'user', allowed: 'left out if credentials are given', got: options.user, instead: 'the name is in the Secret' });
  }
  if (secret === undefined && credentialsInUri) {
    refuse(where, { what: 'credentials', allowed: 'given where they are to stand in the URI', got: secret });
  }
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
