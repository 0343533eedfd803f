import { Duration, Size } from 'cdk8s';
import * as kplus from 'cdk8s-plus-28';
import { CassandraAuthentication } from './authentication';
import { CassandraExporter } from './exporter';
import { CassandraRack } from './rack';
import { CassandraTls } from './tls';
import { StatefulClusterProps } from '../engine/stateful-cluster-props';
import { Spread } from '../stateful-backend/spread';

/**
 * A disk of its own for the commit log.
 */
export interface CommitLogProps {
  /** Its size. Cassandra keeps up to 8 GiB of commit logs, or a quarter of the disk where that is less. */
  readonly storage: Size;

  /**
   * Its storage class.
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
   * How many nodes there are in all racks together. A whole number from 1 to 1000, and one for each rack at least. To grow, write a larger number.
   * To shrink, first set `decommission`.
   */
  readonly nodes: number;

  /**
   * How many of the last nodes hand over their data and leave the ring. They stay as pods until `nodes` is lowered by as many. A whole number,
   * 0 or more, that leaves one node for each rack at least.
   *
   * @default 0
   */
  readonly decommission?: number;

  /** The size of each node's data volume. A compaction may need as much again as its data has. */
  readonly storage: Size;

  /**
   * The storage class of the data volumes.
   *
   * @default - the cluster's default class
   */
  readonly storageClassName?: string;

  /**
   * A volume of its own for the commit log of each node. It can only be chosen before the ring is made: claims cannot be added to a StatefulSet.
   *
   * @default - the commit log is on the data volume
   */
  readonly commitLog?: CommitLogProps;

  /**
   * The image: the official one, or one made from it.
   *
   * @see https://hub.docker.com/_/cassandra
   * @default 'cassandra:5.0'
   */
  readonly image?: string;

  /**
   * What each node gets. A memory limit of 1 GiB or more is needed, because heap and direct memory are measured by it, and 256 MiB more than both;
   * anything less is refused. The request is the same unless given. Where processors are requested and not limited, the JVM makes threads for twice
   * as many as are requested, two at least.
   *
   * @default - 1 processor requested, no limit; 4 GiB of memory
   */
  readonly resources?: kplus.ContainerResources;

  /**
   * The heap. 64 MiB or more, in whole KiB; anything else is refused.
   *
   * @default - half of the memory limit, 16 GiB at most
   */
  readonly heap?: Size;

  /**
   * The memory that the server may take beside the heap for buffers. 64 MiB or more, in whole KiB; anything else is refused.
   *
   * @default - a quarter of the memory limit
   */
  readonly directMemory?: Size;

  /**
   * Further options of the server's JVM, such as `-XX:MaxGCPauseMillis=200`. They come last, so they win over those of the image and of the
   * construct. Each begins with `-`, in ASCII, without blanks; anything else is refused.
   *
   * @default - none
   */
  readonly jvmOptions?: string[];

  /**
   * The name of the Cassandra cluster, which all its datacenters share. 1 to 128 characters, none of them a control character. It can never be
   * changed: a node does not start under another name.
   *
   * @default - `<namespace>-<name>`, so that nodes of two clusters never take each other for their own
   */
  readonly clusterName?: string;

  /**
   * The name of the datacenter: letters, digits, `_`, `-` and `.`. It can never be changed.
   *
   * @default 'datacenter1'
   */
  readonly datacenter?: string;

  /**
   * The racks, each in a zone of its own: as many as there are replicas of a row, mostly three. Each is a StatefulSet. It can only be chosen before
   * the ring is made, and only be added to at the end, together with as many `nodes` as the other racks have: nodes are dealt out evenly, and those
   * that another rack would get are taken from the rest.
   *
   * @default - one rack, `rack1`, whose nodes are spread over hosts and zones
   */
  readonly racks?: CassandraRack[];

  /**
   * Nodes of other datacenters of the same cluster that this one is to join, by DNS name or address. The first datacenter is made without, and
   * gets them when the second is there. Refused unless `clusterName` and `datacenter` are given: the one must be the same, the other another.
   *
   * @default - none: this is the only datacenter
   */
  readonly extraSeeds?: string[];

  /**
   * Into how many parts of the ring each node's data is divided. 1 to 256. It can never be changed.
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
   * Metrics for Prometheus.
   *
   * @default - none
   */
  readonly exporter?: CassandraExporter;

  /**
   * How often every row is compared on all its replicas, by Cassandra itself. Needed within `gc_grace_seconds`, 10 days unless a table says
   * otherwise, or what was deleted may come back. Whole hours; anything else is refused. Images before 5.0.8 do not know how: a node with such an
   * image does not start, and says so in its log.
   *
   * @default - never: somebody else must see to it
   */
  readonly repairEvery?: Duration;

  /**
   * How long deletions are remembered: the shortest `gc_grace_seconds` of the tables in which something is deleted or expires. A node that was away
   * for longer may bring back what has been deleted since, so its pod does not start on its old disk, and its log says what to do. Whole seconds, an
   * hour or more; anything else is refused.
   *
   * @default - 10 days, which is what Cassandra gives a table
   */
  readonly gcGrace?: Duration;

  /**
   * How much may be compacted in a second, on each node; 0 for as much as can be. Whole KiB; anything else is refused.
   *
   * @default - what the image says: 64 MiB
   */
  readonly compactionThroughput?: Size;

  /**
   * Further keys of cassandra.yaml, in its own words, `{ concurrent_reads: 64, read_request_timeout: '3s' }`. Each replaces what the image has
   * there; everything else stays as the image has it. Unknown keys, values of another type, and keys that the construct writes are refused.
   *
   * @see https://cassandra.apache.org/doc/5.0/cassandra/managing/configuration/cass_yaml_file.html
   * @default - none
   */
  readonly cassandraYaml?: { [key: string]: any };

  /**
   * The dead nodes that are to be replaced, by the pods that take their places: `{ 'events-2': '10.1.2.3' }`. Only where a pod's log asks for it.
   *
   * @default - none: a node that lost its disk finds out by itself whom it replaces, where that can be known safely
   */
  readonly replaceNodes?: { [pod: string]: string };

  /**
   * How the nodes of a rack are spread. An empty list leaves it to the scheduler.
   *
   * @default - over hosts hard; over zones soft where there are no racks
   */
  readonly spread?: Spread[];
}
