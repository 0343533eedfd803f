import * as kplus from 'cdk8s-plus-28';
import { Monitor } from '../engine/monitor';

/**
 * A Prometheus exporter that runs as a Java agent in the server: the JMX exporter, or one like it. The official image has none, so you name
 * an image that has one.
 *
 * @see https://github.com/prometheus/jmx_exporter
 */
export interface CassandraExporter {
  /** The image that contains the agent. It must have `cp`. */
  readonly image: string;

  /** The absolute path of the agent's jar in that image, without blanks. */
  readonly jar: string;

  /**
   * The port that serves the metrics. 1024 to 65535, and none of Cassandra's own: 7000, 7001, 7002, 7199, 9042.
   *
   * @default 9404
   */
  readonly port?: number;

  /**
   * The configuration of the agent, as text.
   *
   * @default - all of Cassandra's metrics, under the names that the JMX exporter gives them
   */
  readonly config?: string;

  /**
   * CPU and memory of the init container that copies the agent. The agent itself runs in the server, and on what the server has.
   *
   * @default - 50m of a processor requested, and at most what the server may use; 64 MiB of memory requested, 128 MiB at most
   */
  readonly resources?: kplus.ContainerResources;

  /**
   * How Prometheus discovers the pods.
   *
   * @default Monitor.none()
   */
  readonly monitor?: Monitor;
}
