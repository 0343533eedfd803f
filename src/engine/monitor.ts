import { ApiObject } from 'cdk8s';
import { Construct } from 'constructs';
import { ObjectMetadata, withLabels } from '../naming/labels';
import { takeName } from '../naming/object-name';

/**
 * How Prometheus discovers the pods.
 *
 * @see https://prometheus-operator.dev/docs/developer/getting-started/
 */
export enum Monitor {
  /** No PodMonitor and no ServiceMonitor is made. Prometheus finds the pods by annotations or by a configuration of its own. */
  NONE = 'None',

  /** A PodMonitor of the Prometheus operator, which selects the pods. */
  POD_MONITOR = 'PodMonitor',

  /** A ServiceMonitor of the Prometheus operator, which selects the governing Service. */
  SERVICE_MONITOR = 'ServiceMonitor',
}

/** The name of the port that serves metrics. */
export const METRICS = 'metrics';

/** The pods to monitor, and how. */
export interface Monitored {
  readonly metadata: ObjectMetadata;
  readonly monitor?: Monitor;
  /** Further labels of the monitor, by which Prometheus selects it. */
  readonly monitorLabels?: Record<string, string>;
  /** The labels of the pods, or of their Service. */
  readonly matchLabels: Record<string, string>;
}

/** Makes the PodMonitor or ServiceMonitor, if one was asked for. */
export function makeMonitor(
  scope: Construct,
  { metadata: { name, namespace, labels }, monitor: kind = Monitor.NONE, monitorLabels, matchLabels }: Monitored,
): void {
  if (kind === Monitor.NONE) return;
  takeName(scope, kind, namespace, name);
  new ApiObject(scope, 'Monitor', {
    apiVersion: 'monitoring.coreos.com/v1',
    kind,
    metadata: { name, namespace, labels: withLabels(labels, monitorLabels) },
    spec: {
      selector: { matchLabels },
      [kind === Monitor.POD_MONITOR ? 'podMetricsEndpoints' : 'endpoints']: [{ port: METRICS }],
    },
  });
}
