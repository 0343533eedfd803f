import * as kplus from 'cdk8s-plus-28';
import { JobPodProps } from '../engine/one-off-pod';
import { checkReference, Place } from '../naming/reference';
import { wholeNumber } from '../naming/refuse';

/**
 * Options of `CassandraAuthentication.password`.
 */
export interface CassandraPasswordOptions {
  /**
   * Any number that was not used before runs the Job that applies the superuser once more. Change it when you have changed the password in
   * the Secret. A whole number, 0 or more; anything else is refused.
   *
   * @default 0
   */
  readonly revision?: number;

  /**
   * The replication factor of the keyspace `system_auth` in this datacenter: on how many nodes roles and permissions are stored. A whole
   * number from 1 to the number of nodes that stay; anything else is refused.
   *
   * @default - 3, or all nodes where there are fewer
   */
  readonly systemAuthReplication?: number;

  /**
   * What holds for the pod of that Job alone. A change of it runs the Job once more.
   *
   * @default - what holds for all pods of the cluster
   */
  readonly job?: JobPodProps;
}

/** The superuser that every ring with passwords has. */
export interface Superuser {
  readonly secret: kplus.ISecret;
  readonly revision: number;
  readonly systemAuthReplication: number;
  readonly job: JobPodProps;
}

/**
 * How clients log in to a ring.
 *
 * @see https://cassandra.apache.org/doc/5.0/cassandra/managing/operating/security.html#authentication
 */
export class CassandraAuthentication {
  /**
   * With user name and password (`PasswordAuthenticator`), and with the permissions of their role (`CassandraAuthorizer`).
   *
   * @param superuser a Secret in the namespace of the ring, with the keys `username` and `password`; and with `previous-password` while the
   * password is being changed. One of another namespace is refused
   * @param options how often it was changed, and on how many nodes the roles are stored
   */
  public static password(superuser: kplus.ISecret, options: CassandraPasswordOptions = {}): CassandraAuthentication {
    return new CassandraAuthentication('PasswordAuthenticator', 'CassandraAuthorizer', superuser, options);
  }

  /** Without logging in (`AllowAllAuthenticator`): everybody who reaches a node may do everything. */
  public static allowAll(): CassandraAuthentication {
    return new CassandraAuthentication('AllowAllAuthenticator', 'AllowAllAuthorizer');
  }

  private constructor(
    private readonly authenticator: string,
    private readonly authorizer: string,
    private readonly secret?: kplus.ISecret,
    private readonly options: CassandraPasswordOptions = {},
  ) {}

  /**
   * Checked, with every default settled; none where nobody logs in.
   *
   * @internal
   */
  public _superuser(where: string, pods: Place, staying: number): Superuser | undefined {
    if (this.secret === undefined) return undefined;
    const { revision = 0, systemAuthReplication = Math.min(3, staying), job = {} } = this.options;
    checkReference(where, 'authentication', pods, this.secret);
    return {
      secret: this.secret,
      revision: wholeNumber(where, 'authentication.revision', revision, 0),
      systemAuthReplication: wholeNumber(where, 'authentication.systemAuthReplication', systemAuthReplication, 1, staying),
      job,
    };
  }

  /** @internal */
  public _toYaml(): Record<string, unknown> {
    return { authenticator: { class_name: this.authenticator }, authorizer: { class_name: this.authorizer } };
  }
}
