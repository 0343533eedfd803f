import * as kplus from 'cdk8s-plus-28';
import { Credentials, CredentialsSecret, credentialsOf } from '../engine/credentials';
import { JobPodProps } from '../engine/one-off-pod';
import { besideServers, PROGRAM_RESOURCES } from '../engine/resources';
import { Place } from '../naming/reference';
import { matching, wholeNumber } from '../naming/refuse';
import { typed } from '../naming/typed';

/**
 * The superuser of a ring, and how it is made.
 */
export interface CassandraSuperuser extends CredentialsSecret {
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

const PASSWORD = 'PasswordAuthenticator';

/** The superuser that every ring with passwords has. */
export interface Superuser {
  readonly credentials: Credentials;
  readonly revision: number;
  readonly systemAuthReplication: number;
  readonly job: JobPodProps & { readonly resources: kplus.ContainerResources };
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
   * @param superuser a Secret with its name and password; and with the previous password while it is being changed. One of another
   * namespace is refused. Beside it, how often it was changed, and on how many nodes the roles are stored
   */
  public static password(superuser: CassandraSuperuser): CassandraAuthentication {
    typed('CassandraAuthentication.password', 'CassandraAuthentication.password', superuser);
    return new CassandraAuthentication(PASSWORD, 'CassandraAuthorizer', superuser);
  }

  /** Without logging in (`AllowAllAuthenticator`): everybody who reaches a node may do everything. */
  public static allowAll(): CassandraAuthentication {
    return new CassandraAuthentication('AllowAllAuthenticator', 'AllowAllAuthorizer');
  }

  private constructor(
    private readonly authenticator: string,
    private readonly authorizer: string,
    private readonly superuser?: CassandraSuperuser,
  ) {}

  /**
   * Checked, with every default settled; none where nobody logs in.
   *
   * @internal
   */
  public _superuser(where: string, pods: Place, staying: number, servers: kplus.ContainerResources): Superuser | undefined {
    if (this.authenticator !== PASSWORD) return undefined;
    const checked = credentials(where, this.superuser!, pods);
    const { revision = 0, systemAuthReplication = Math.min(3, staying), job = {} } = this.superuser!;
    return {
      credentials: checked,
      revision: wholeNumber(where, 'authentication.revision', revision, 0),
      systemAuthReplication: wholeNumber(where, 'authentication.systemAuthReplication', systemAuthReplication, 1, staying),
      job: { ...job, resources: job.resources ?? besideServers(PROGRAM_RESOURCES, servers) },
    };
  }

  /** @internal */
  public _toYaml(): Record<string, unknown> {
    return { authenticator: { class_name: this.authenticator }, authorizer: { class_name: this.authorizer } };
  }
}

/** A name in the Secret is looked at by auth.sh: cqlsh loses blanks at the ends, and Cassandra 5.0 creates no role with a single quote. */
function credentials(where: string, superuser: CredentialsSecret, pods: Place): Credentials {
  const what = 'authentication';
  const of = credentialsOf(where, what, superuser, pods);
  const allowed = 'without blanks at its ends, and without single quotes, of which Cassandra makes no role';
  if (of.username !== undefined) matching(where, `${what}.username`, of.username, /^(?!\s)[^']+(?<!\s)$/, allowed);
  return of;
}
