import { Duration, Size } from 'cdk8s';
import * as kplus from 'cdk8s-plus-28';

/**
 * Priority, votes and tags of one data member.
 *
 * @see https://www.mongodb.com/docs/manual/reference/replica-configuration/
 */
export interface MongoMemberConfig {
  /**
   * The priority in elections. A number from 0 to 1000; with 0 the member never becomes primary. Equal priorities spare needless elections.
   *
   * @default - 1, or 0 without a vote
   */
  readonly priority?: number;

  /**
   * Whether it votes when a primary is elected. A replica set has 7 voting members at most; more are refused.
   *
   * @default true
   */
  readonly voting?: boolean;

  /**
   * The tags of the member, for read preferences and write concerns.
   *
   * @default - none
   */
  readonly tags?: { [key: string]: string };
}

/**
 * Members that hold all data but are hidden from clients. Use them for reports, for backups, or as a delayed copy.
 *
 * @see https://www.mongodb.com/docs/manual/core/replica-set-hidden-member/
 * @exampleMetadata fixture=cluster
 * @example
 * new MongoCluster(chart, 'orders', {
 *   storage,
 *   keyFile,
 *   rootCredentials,
 *   members: 3,
 *   hidden: { members: 1, secondaryDelay: Duration.hours(1) },
 * });
 */
export interface MongoHiddenMembers {
  /** The number of hidden members in the replica set. A whole number, 1 or more. */
  readonly members: number;

  /**
   * The number of pods. It is larger than `members` only while you scale down: lower `members` first, and `replicas` once the members have
   * left the set.
   *
   * @default - the same as `members`
   */
  readonly replicas?: number;

  /**
   * Whether each of them votes when a primary is elected.
   *
   * @default false
   */
  readonly voting?: boolean;

  /**
   * How far the hidden members lag behind the others, so that you can still read what somebody deleted. Whole seconds.
   *
   * @see https://www.mongodb.com/docs/manual/core/replica-set-delayed-member/
   * @default - no delay
   */
  readonly secondaryDelay?: Duration;

  /**
   * The tags of the hidden members, for read preferences and write concerns.
   *
   * @default - none
   */
  readonly tags?: { [key: string]: string };

  /**
   * The size of each data volume. 1 GiB or more; less is refused.
   *
   * @default - that of the other members
   */
  readonly storage?: Size;

  /**
   * The storage class of the data volumes.
   *
   * @default - that of the other members
   */
  readonly storageClassName?: string;

  /**
   * CPU and memory of each hidden member. If they are given, the cache is derived from this memory limit alone, and `wiredTigerCache` does
   * not apply.
   *
   * @default - those of the other members, with the same cache
   */
  readonly resources?: kplus.ContainerResources;
}

/**
 * An arbiter: a member that votes but holds no data.
 *
 * @see https://www.mongodb.com/docs/manual/core/replica-set-arbiter/
 */
export interface MongoArbiter {
  /**
   * The size of its volume, on which it remembers its votes. 1 GiB or more; less is refused.
   *
   * @default - 1 GiB
   */
  readonly storage?: Size;

  /**
   * The storage class of the volume.
   *
   * @default - that of the other members
   */
  readonly storageClassName?: string;

  /**
   * CPU and memory of the arbiter.
   *
   * @default - 50m of a processor requested, and at most what members may use; 256 MiB of memory requested, 512 MiB at most
   */
  readonly resources?: kplus.ContainerResources;
}

/**
 * How many members must have a write before it is acknowledged, unless the client sets a write concern.
 *
 * @see https://www.mongodb.com/docs/manual/reference/write-concern/
 */
export enum DefaultWriteConcern {
  /** A majority of the voting members. Acknowledged writes survive the loss of any member. */
  MAJORITY = 'majority',

  /** The primary alone. Acknowledged writes may be lost with it. */
  PRIMARY = 'primary',
}
