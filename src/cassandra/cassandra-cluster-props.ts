import { Duration, Size } from 'cdk8s';
import * as kplus from 'cdk8s-plus-28';
import { CassandraAuthentication } from './authentication';
import { CassandraExporter } from './exporter';
import { CassandraRack } from './rack';
import { CassandraTls } from './tls';
import { StatefulClusterProps } from '../engine/stateful-cluster-props';
import { Spread } from '../stateful-backend/spread';

/**
 * A separate volume for the commit log.
 */
export interface CommitLogProps {
  /**
   * The size of the volume. 128 MiB or more; less is refused. Cassandra keeps up to 8 GiB of commit logs, or a quarter of the disk if that
   * is less.
   */
  readonly storage: Size;

  /**
   * The storage class of the volume.
   *
   * @default - the cluster's default class
   */
  readonly storageClassName?: string;
}

/**
 * Properties of a `CassandraCluster`. Where one speaks of all pods, it means those of all racks.
 */
export interface CassandraClusterProps extends StatefulClusterProps {
  /**
   * The number of nodes in all racks together. A whole number from 1 to 1000, at least one for each rack. To scale up, raise it. To scale
   * down, set `decommission` first.
   */
  readonly nodes: number;

  /**
   * The number of nodes, counted from the last one, that hand over their data and leave the ring. Their pods stay until you lower `nodes`
   * by the same number. A whole number, 0 or more, that leaves at least one node for each rack.
   *
   * @default 0
   */
  readonly decommission?: number;

  /**
   * The size of each node's data volume. 256 MiB or more; less is refused. A compaction may need as much space again as the data that it
   * rewrites.
   */
  readonly storage: Size;

  /**
   * The storage class of the data volumes.
   *
   * @default - the cluster's default class
   */
  readonly storageClassName?: string;

  /**
   * A separate volume for the commit log of each node. Choose it before the first deployment, because Kubernetes adds no claims to a
   * StatefulSet that exists.
   *
   * @default - none: the commit log is on the data volume
   */
  readonly commitLog?: CommitLogProps;

  /**
   * The container image: the official one, or one that is built from it. A `cassandra` whose tag says that it is older than 5.0, or with
   * `repairEvery` older than 5.0.8, is refused.
   *
   * @see https://hub.docker.com/_/cassandra
   * @default 'cassandra:5.0'
   */
  readonly image?: string;

  /**
   * CPU and memory of each node. Heap and direct memory are derived from the memory limit, which must be 1 GiB or more, and 256 MiB more
   * than both together; anything less is refused. The memory request defaults to the limit. If CPU is requested without a limit, the JVM
   * sizes its thread pools for twice the request, at least two processors.
   *
   * @default - 1 processor requested, no limit; 4 GiB of memory
   */
  readonly resources?: kplus.ContainerResources;

  /**
   * CPU and memory of the init container that delays a new node until it may join.
   *
   * @default - 50m of a processor requested, and at most what the server may use; 128 MiB of memory requested, 256 MiB at most
   */
  readonly gateResources?: kplus.ContainerResources;

  /**
   * The size of the JVM heap. 64 MiB or more, in whole KiB; anything else is refused.
   *
   * @default - half of the memory limit, 16 GiB at most
   */
  readonly heap?: Size;

  /**
   * The limit of direct memory, which the JVM uses for buffers outside the heap. 64 MiB or more, in whole KiB; anything else is refused.
   *
   * @default - a quarter of the memory limit
   */
  readonly directMemory?: Size;

  /**
   * Additional options of the server's JVM, such as `-XX:MaxGCPauseMillis=200`. They come last, so they override those of the image and of
   * this construct. Each must begin with `-`, be ASCII and contain no blanks; anything else is refused.
   *
   * @default - none
   */
  readonly jvmOptions?: string[];

  /**
   * The name of the Cassandra cluster, which all its datacenters share. 1 to 128 characters, none of them a control character. It can never
   * be changed: a node does not start under another name.
   *
   * @default - `<namespace>-<name>`, so that nodes of different clusters never join each other
   */
  readonly clusterName?: string;

  /**
   * The name of the datacenter. 1 to 48 letters, digits, `_`, `-` or `.`, beginning with a letter or digit. It can never be changed.
   *
   * @default 'datacenter1'
   */
  readonly datacenter?: string;

  /**
   * The racks, each pinned to a zone. Use as many as there are replicas of a row, usually three. Each rack is a StatefulSet.
   *
   * Choose racks before the first deployment. Later you may only append racks, and must raise `nodes` in the same change so that no
   * existing rack shrinks: 6 nodes in 3 racks become 8 in 4.
   *
   * @default - one rack, `rack1`, whose nodes are spread over hosts and zones
   * @exampleMetadata fixture=cluster
   * @example
   * new CassandraCluster(chart, 'events', {
   *   storage,
   *   authentication,
   *   nodes: 6,
   *   racks: [{ name: 'a', zone: 'eu-central-1a' }, { name: 'b', zone: 'eu-central-1b' }, { name: 'c', zone: 'eu-central-1c' }],
   * });
   */
  readonly racks?: CassandraRack[];

  /**
   * Nodes of the cluster's other datacenters that this one joins, as DNS names or addresses. Deploy the first datacenter without them, and
   * add them once the second one runs. Refused unless `clusterName` and `datacenter` are set: the first must equal theirs, the second must
   * differ.
   *
   * @default - none: this is the only datacenter
   */
  readonly extraSeeds?: string[];

  /**
   * The number of tokens of each node, that is, the parts of the ring that it owns. A whole number from 1 to 256. It can never be changed.
   *
   * @default 16
   */
  readonly numTokens?: number;

  /** How clients log in: with user name and password, or, if you say so, without. */
  readonly authentication: CassandraAuthentication;

  /**
   * TLS for clients and between nodes.
   *
   * @default - none
   */
  readonly tls?: CassandraTls;

  /**
   * A Prometheus exporter in every node.
   *
   * @default - none
   */
  readonly exporter?: CassandraExporter;

  /**
   * How often Cassandra repairs each table, that is, compares every row on all its replicas. Repair must finish within `gc_grace_seconds`,
   * 10 days unless a table says otherwise, or deleted data may come back. Whole hours, 1 or more; anything else is refused. Requires
   * Cassandra 5.0.8: a node with an older image does not start, and says so in its log.
   *
   * @default - never: you must run repairs yourself
   */
  readonly repairEvery?: Duration;

  /**
   * How long Cassandra remembers deletions: the shortest `gc_grace_seconds` of all tables in which data is deleted or expires. A node that
   * was away for longer could bring deleted data back, so its pod does not start on its old disk, and its log says what to do. Whole
   * seconds, 1 hour or more; anything else is refused.
   *
   * @default - 10 days, Cassandra's default for a table
   */
  readonly gcGrace?: Duration;

  /**
   * The compaction throughput of each node, per second. 0 means no limit. Whole KiB; anything else is refused.
   *
   * @default - as in the image: 64 MiB
   */
  readonly compactionThroughput?: Size;

  /**
   * Additional settings of cassandra.yaml, under the names that they have there. Each replaces the image's value; all others stay as the
   * image has them. Unknown keys, values of another type, and keys that this construct writes are refused.
   *
   * @see https://cassandra.apache.org/doc/5.0/cassandra/managing/configuration/cass_yaml_file.html
   * @default - none
   * @exampleMetadata fixture=cluster
   * @example
   * new CassandraCluster(chart, 'events', {
   *   storage,
   *   authentication,
   *   nodes: 3,
   *   cassandraYaml: { concurrent_reads: 64, read_request_timeout: '3s' },
   * });
   */
  readonly cassandraYaml?: { [key: string]: any };

  /**
   * Dead nodes to replace: the address of each, by the pod that takes its place, as in `{ 'events-2': '10.1.2.3' }`. Set it only if a pod's
   * log asks for it.
   *
   * @default - none: a node that lost its disk finds out which node it replaces, if that can be known safely
   */
  readonly replaceNodes?: { [pod: string]: string };

  /**
   * How the nodes of a rack are spread over topology domains, such as hosts and zones. An empty list leaves it to the scheduler.
   *
   * @default - over hosts hard, and without racks over zones soft
   */
  readonly spread?: Spread[];
}
