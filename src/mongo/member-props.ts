import { Duration, Size } from 'cdk8s';
import * as kplus from 'cdk8s-plus-28';

/**
 * How one of the data members votes, and who it is to those who choose members by tags.
 *
 * @see https://www.mongodb.com/docs/manual/reference/replica-configuration/
 */
export interface MongoMemberConfig {
  /**
   * How likely it becomes primary. A number from 0 to 1000; with 0 it never does. Equal priorities spare needless elections.
   *
   * @default - 1, or 0 where it does not vote
   */
  readonly priority?: number;

  /**
   * Whether it votes when a primary is elected. A replica set has 7 voting members at most; more are refused.
   *
   * @default true
   */
  readonly voting?: boolean;

  /**
   * Its tags, for read preferences and write concerns.
   *
   * @default - none
   */
  readonly tags?: { [key: string]: string };
}

/**
 * Members that hold all data and that no client is told of: for reports, for backups, or behind by some time.
 *
 * @see https://www.mongodb.com/docs/manual/core/replica-set-hidden-member/
 */
export interface MongoHiddenMembers {
  /** How many are in the replica set. A whole number, 1 or more. */
  readonly members: number;

  /**
   * How many pods there are. More than `members` while they become fewer: first lower `members`, and `replicas` when they have left the set.
   *
   * @default - as many as `members`
   */
  readonly replicas?: number;

  /**
   * Whether each of them votes when a primary is elected.
   *
   * @default false
   */
  readonly voting?: boolean;

  /**
   * How far they stay behind the others, for looking at what was there before somebody deleted it. Whole seconds.
   *
   * @see https://www.mongodb.com/docs/manual/core/replica-set-delayed-member/
   * @default - not at all
   */
  readonly secondaryDelay?: Duration;

  /**
   * Their tags.
   *
   * @default - none
   */
  readonly tags?: { [key: string]: string };

  /**
   * The size of each one's data volume. 1 GiB or more; less is refused.
   *
   * @default - that of the other members
   */
  readonly storage?: Size;

  /**
   * The storage class of their volumes.
   *
   * @default - that of the other members
   */
  readonly storageClassName?: string;

  /**
   * What each gets. Where it is given, the cache is measured anew, by this memory limit alone: `wiredTigerCache` does not count then.
   *
   * @default - what the other members get, with the same cache
   */
  readonly resources?: kplus.ContainerResources;
}

/**
 * A member that votes and holds no data.
 *
 * @see https://www.mongodb.com/docs/manual/core/replica-set-arbiter/
 */
export interface MongoArbiter {
  /**
   * The size of its volume. It remembers how it has voted. 1 GiB or more; less is refused.
   *
   * @default - 1 GiB
   */
  readonly storage?: Size;

  /**
   * The storage class of its volume.
   *
   * @default - that of the other members
   */
  readonly storageClassName?: string;

  /**
   * What it gets.
   *
   * @default - 50m of a processor requested, no limit; 256 MiB of memory requested, 512 MiB at most
   */
  readonly resources?: kplus.ContainerResources;
}

/**
 * How many members must have a write before its client is told that it is written, unless the client says otherwise.
 *
 * @see https://www.mongodb.com/docs/manual/reference/write-concern/
 */
export enum DefaultWriteConcern {
  /** Most of those that vote: what was acknowledged outlives the loss of any member. */
  MAJORITY = 'majority',

  /** The primary alone: what was acknowledged may be lost with it. */
  PRIMARY = 'primary',
}
