import * as kplus from 'cdk8s-plus-28';
import { Monitor } from '../engine/monitor';

/**
 * A container that tells Prometheus of the mongod beside it: Percona's MongoDB exporter, or one that takes the same variables. MongoDB has none, so
 * it comes out of an image that you name.
 *
 * @see https://github.com/percona/mongodb_exporter
 */
export interface MongoExporter {
  /** The image. It is told where mongod is by `MONGODB_URI`, and who it is by `MONGODB_USER` and `MONGODB_PASSWORD`, which it wants in its environment. */
  readonly image: string;

  /** The Secret of its user, who is made, and may look at the state of the cluster and nothing else. Never the one of root. */
  readonly credentials: kplus.ISecret;

  /**
   * The key of the user's name in that Secret.
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
   * The port on which metrics are told. 1024 to 65535, and none of 27017 and 28017.
   *
   * @default 9216
   */
  readonly port?: number;

  /**
   * Its arguments.
   *
   * @default - the port, and the collectors for diagnostic data and for the replica set's state
   */
  readonly args?: string[];

  /**
   * What it gets.
   *
   * @default - 20m of a processor and 64 MiB of memory requested, 128 MiB at most
   */
  readonly resources?: kplus.ContainerResources;

  /**
   * How Prometheus finds the pods.
   *
   * @default Monitor.NONE
   */
  readonly monitor?: Monitor;

  /**
   * Labels of the monitor, where Prometheus looks for them.
   *
   * @default - none
   */
  readonly monitorLabels?: { [key: string]: string };
}
