import { Monitor } from '../engine/monitor';

/**
 * A Java agent that tells Prometheus of the server: the JMX exporter, or one like it. The official image has none, so it comes out of an image
 * that you name.
 *
 * @see https://github.com/prometheus/jmx_exporter
 */
export interface CassandraExporter {
  /** The image that has the agent. It must have `cp`. */
  readonly image: string;

  /** Where in that image the agent's jar is: an absolute path. */
  readonly jar: string;

  /**
   * The port on which metrics are told. 1024 to 65535, and none of Cassandra's own.
   *
   * @default 9404
   */
  readonly port?: number;

  /**
   * The agent's configuration, as text.
   *
   * @default - every attribute of Cassandra's metrics, as the JMX exporter names them
   */
  readonly config?: string;

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
