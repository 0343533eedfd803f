/**
 * A rack: nodes that fail together. Cassandra puts the replicas of a row into different racks.
 */
export interface CassandraRack {
  /**
   * The name of the rack. Lower-case letters, digits or `-`, because the names of its pods contain it. It can never be changed, and racks
   * can never change places: Cassandra refuses to start a node in another rack, and the pods of a renamed rack begin with empty disks.
   */
  readonly name: string;

  /**
   * The zone that the pods of the rack are pinned to: a value of the node label `topology.kubernetes.io/zone`. Volumes are usually bound to
   * a zone as well.
   *
   * @default - the name of the rack
   */
  readonly zone?: string;
}
