import * as kplus from 'cdk8s-plus-28';

/**
 * How a consumer's container is told where the ring is.
 */
export interface CassandraConnectionOptions {
  /**
   * The Secret with the user name and the password of the consumer's role: not the superuser's.
   *
   * @default - none: the container is told where the ring is, and not who it is
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
   * What the names of the variables begin with.
   *
   * @default 'CASSANDRA_'
   */
  readonly prefix?: string;
}

/** What a driver asks for first: where some of the nodes are, and which of them are near. */
export function connectionVariables(contactPoints: readonly string[], datacenter: string, options: CassandraConnectionOptions): Record<string, kplus.EnvValue> {
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
