import * as kplus from 'cdk8s-plus-28';
import { CredentialsSecret } from '../engine/credentials';
import { Monitor } from '../engine/monitor';

/**
 * A Prometheus exporter beside every mongod: Percona's MongoDB exporter, or one that takes the same variables. MongoDB ships none, so you
 * name an image.
 *
 * @see https://github.com/percona/mongodb_exporter
 */
export interface MongoExporter {
  /**
   * The image of the exporter. It finds mongod by `MONGODB_URI` and logs in with `MONGODB_USER` and `MONGODB_PASSWORD`, all from its
   * environment.
   */
  readonly image: string;

  /**
   * The Secret of the exporter's user, which is created and may read the state of the cluster and nothing else. Never use root's. Refused
   * if it is known to be in another namespace.
   */
  readonly credentials: CredentialsSecret;

  /**
   * The port that serves the metrics. 1024 to 65535, and none of MongoDB's own: 27017, 28017.
   *
   * @default 9216
   */
  readonly port?: number;

  /**
   * The command-line arguments of the exporter.
   *
   * @default - the port, and the collectors for diagnostic data and for the replica set's state
   */
  readonly args?: string[];

  /**
   * CPU and memory of the exporter.
   *
   * @default - 20m of a processor requested, and a limit of 1 at most where members have one; 64 MiB of memory requested, 128 MiB at most
   */
  readonly resources?: kplus.ContainerResources;

  /**
   * How Prometheus discovers the pods.
   *
   * @default Monitor.none()
   */
  readonly monitor?: Monitor;
}
