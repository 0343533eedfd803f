import * as kplus from 'cdk8s-plus-28';

/**
 * Options of `CassandraCluster.connect`.
 */
export interface CassandraConnectionOptions {
  /**
   * The Secret with the user name and the password of the consumer's role. Do not use the superuser's.
   *
   * @default - none: only the variables that locate the ring are set
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
   * The prefix of the names of the variables.
   *
   * @default 'CASSANDRA_'
   */
  readonly prefix?: string;
}

/** What a driver needs to begin: the contact points, and its local datacenter. */
export function connectionVariables(
  contactPoints: readonly string[],
  datacenter: string,
  options: CassandraConnectionOptions,
): Record<string, kplus.EnvValue> {
  const { credentials: secret, usernameKey = 'username', passwordKey = 'password', prefix = 'CASSANDRA_' } = options;
  return {
    [`${prefix}CONTACT_POINTS`]: kplus.EnvValue.fromValue(contactPoints.join(',')),
    [`${prefix}LOCAL_DATACENTER`]: kplus.EnvValue.fromValue(datacenter),
    ...(secret && {
      [`${prefix}USERNAME`]: kplus.EnvValue.fromSecretValue({ secret, key: usernameKey }),
      [`${prefix}PASSWORD`]: kplus.EnvValue.fromSecretValue({ secret, key: passwordKey }),
    }),
  };
}
