/**
 * A rack: nodes that fail together. Cassandra puts the replicas of a row into different racks.
 */
export interface CassandraRack {
  /**
   * The rack's name: lower-case letters, digits or `-`, because the names of its pods are made of it. It can never be changed, nor can racks
   * change places: Cassandra refuses to start a node in another rack, and the pods of a renamed one begin with empty disks.
   */
  readonly name: string;

  /**
   * The zone its pods are pinned to, as the label `topology.kubernetes.io/zone` of the nodes has it. Volumes are mostly bound to a zone as well.
   *
   * @default - the rack's name
   */
  readonly zone?: string;
}
