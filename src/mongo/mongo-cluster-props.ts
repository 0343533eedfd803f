import { Duration, Size } from 'cdk8s';
import * as kplus from 'cdk8s-plus-28';
import { MongoExporter } from './exporter';
import { DefaultWriteConcern, MongoArbiter, MongoHiddenMembers, MongoMemberConfig } from './member-props';
import { MongoTls } from './tls';
import { MongoUser } from './user-props';
import { CredentialsSecret } from '../engine/credentials';
import { KeyedSecret } from '../engine/keyed-secret';
import { StatefulClusterProps } from '../engine/stateful-cluster-props';
import { Spread } from '../stateful-backend/spread';

/**
 * Properties of a `MongoCluster`. Where one speaks of all pods, it means those of members, of hidden members and of the arbiter.
 */
export interface MongoClusterProps extends StatefulClusterProps {
  /**
   * The number of members that hold data and are not hidden. A whole number from 1 to 50. At most 7 members can vote. The arbiter and
   * hidden members are not counted. To scale up, raise it. To scale down, lower it and set `replicas` to the old number: pods that are no
   * longer members stay, not ready, with their data. Once they have left the replica set, leave `replicas` out again.
   */
  readonly members: number;

  /**
   * The number of pods, which is higher than `members` only while the set shrinks. A whole number from `members` to 50.
   *
   * @default - as many as `members`
   */
  readonly replicas?: number;

  /** The size of each member's data volume. 1 GiB or more; less, which the journal alone may fill, is refused. */
  readonly storage: Size;

  /**
   * The storage class of the data volumes.
   *
   * @default - the cluster's default class
   */
  readonly storageClassName?: string;

  /**
   * The Secret with the key file, by which members authenticate to each other: 6 to 1024 characters of base64, or several such keys as a
   * list in YAML, to replace one key by another. A mongod reads it when it starts. Unless `key` says otherwise, it is under `keyfile`.
   * Refused if it is known to be in another namespace.
   *
   * @see https://www.mongodb.com/docs/manual/core/security-internal-authentication/#keyfiles
   */
  readonly keyFile: KeyedSecret;

  /**
   * The Secret of the root user. Its password is changed by changing it there; the previous one may be there, too, for managers that were
   * not running when it changed. Refused if it is known to be in another namespace.
   */
  readonly rootCredentials: CredentialsSecret;

  /**
   * The MongoDB users that the cluster creates and keeps as they are here, beside root.
   *
   * @default - none but root
   */
  readonly users?: MongoUser[];

  /**
   * Priority, vote and tags of each member, in the order of their ordinals. Members beyond the end of the list get the defaults. A list
   * with more entries than `members` is refused.
   *
   * @default - each may become primary, and votes
   */
  readonly memberConfig?: MongoMemberConfig[];

  /**
   * Hidden members, in a StatefulSet of their own: they hold data, clients never read from them, and they never become primary.
   *
   * @default - none
   */
  readonly hidden?: MongoHiddenMembers;

  /**
   * A member that votes and holds no data, in a StatefulSet of its own: `{}` is one with the defaults.
   *
   * @default - none
   */
  readonly arbiter?: MongoArbiter;

  /**
   * The write concern of writes whose client gives none. Once set it stays, also when the prop is taken away: MongoDB has no way back to
   * none.
   *
   * @default - what MongoDB says: the majority. Beside an arbiter MongoDB would say the primary alone, and we set the majority
   */
  readonly defaultWriteConcern?: DefaultWriteConcern;

  /**
   * The name of the replica set: 1 to 63 letters, digits, `_` or `-`. It can never be changed.
   *
   * @default - the name of the cluster
   */
  readonly setName?: string;

  /**
   * The container image: the official one, or one that is built from it. A `mongo` whose tag says that it is older than 6.0 is refused.
   *
   * @see https://hub.docker.com/_/mongo
   * @default 'mongo:8.0'
   */
  readonly image?: string;

  /**
   * CPU and memory of the mongod of each member. The cache is derived from the memory limit, which must be 512 MiB or more; anything less
   * is refused. The memory request defaults to the limit.
   *
   * @default - half a processor requested, no limit; 2 GiB of memory
   */
  readonly resources?: kplus.ContainerResources;

  /**
   * CPU and memory of each manager, the sidecar that manages the replica set.
   *
   * @default - 20m of a processor requested, and a limit of 1 at most where members have one; 128 MiB of memory requested, 256 MiB at most
   */
  readonly managerResources?: kplus.ContainerResources;

  /**
   * WiredTiger's cache. 256 MiB or more, and 256 MiB less than the memory limit at most; anything else is refused, and more than three
   * quarters of the limit is advised against. It is not all that mongod takes: leave room for connections, sorting and aggregations, and
   * for a mongosh in its container (140 MiB), or mongod is killed for the memory it takes.
   *
   * @default - half of what the memory limit leaves beyond 1 GiB, and 256 MiB at least
   */
  readonly wiredTigerCache?: Size;

  /**
   * Further options of mongod, in the words of its configuration file, `{ operationProfiling: { mode: 'slowOp' } }`. Unknown ones, values
   * of another type, and those that the construct writes are refused.
   *
   * @see https://www.mongodb.com/docs/manual/reference/configuration-options/
   * @default - none
   */
  readonly mongodConfig?: { [key: string]: any };

  /**
   * TLS for clients and between members.
   *
   * @default - none
   */
  readonly tls?: MongoTls;

  /**
   * A Prometheus exporter beside every mongod but the arbiter's.
   *
   * @default - none
   */
  readonly exporter?: MongoExporter;

  /**
   * How long a pod has to stop, for all pods. Up to 1 minute of it, and half of it at most, is spent waiting until the remaining
   * members have a majority. Whole seconds; less than 90 is advised against.
   *
   * @default - 3 minutes
   */
  readonly terminationGracePeriod?: Duration;

  /**
   * How the pods of each StatefulSet are spread: members, hidden members and the arbiter alike. An empty list leaves it to the scheduler.
   *
   * @default - members over hosts hard and zones soft; hidden members over hosts hard, and with the arbiter softly away from all others
   */
  readonly spread?: Spread[];

  /**
   * Further containers beside mongod and its manager: in the pods of members alone, not in those of hidden members or of the arbiter.
   *
   * @default - none
   */
  readonly containers?: kplus.ContainerProps[];

  /**
   * Containers that run before mongod: in the pods of members alone, not in those of hidden members or of the arbiter.
   *
   * @default - none
   */
  readonly initContainers?: kplus.ContainerProps[];

  /**
   * Further volumes: in the pods of members alone, not in those of hidden members or of the arbiter.
   *
   * @default - none
   */
  readonly volumes?: kplus.Volume[];
}
