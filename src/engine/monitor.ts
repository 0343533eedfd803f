import { ApiObject } from 'cdk8s';
import { Construct } from 'constructs';
import { takeName } from '../naming/object-name';

/**
 * How Prometheus finds the pods.
 *
 * @see https://prometheus-operator.dev/docs/developer/getting-started/
 */
export enum Monitor {
  /** By annotations or a configuration of its own: no object is made. */
  NONE = 'None',

  /** By a PodMonitor of the Prometheus operator. */
  POD_MONITOR = 'PodMonitor',

  /** By a ServiceMonitor of the Prometheus operator, through the governing Service. */
  SERVICE_MONITOR = 'ServiceMonitor',
}

/** The port on which exporters tell, by the name that Prometheus is given. */
export const METRICS = 'metrics';

/** Whose metrics are looked for, and how. */
export interface Monitored {
  readonly name: string;
  readonly namespace?: string;
  readonly monitor?: Monitor;
  /** Of the monitor itself: Prometheus looks for it by these. */
  readonly monitorLabels?: Record<string, string>;
  /** Of the pods, or of their Service. */
  readonly matchLabels: Record<string, string>;
}

/** Tells the Prometheus operator of the pods, in the way it was asked for. */
export function makeMonitor(scope: Construct, { name, namespace, monitor: kind = Monitor.NONE, monitorLabels, matchLabels }: Monitored): void {
  if (kind === Monitor.NONE) return;
  takeName(scope, kind, namespace, name);
  new ApiObject(scope, 'Monitor', {
    apiVersion: 'monitoring.coreos.com/v1',
    kind,
    metadata: { name, namespace, labels: monitorLabels },
    spec: {
      selector: { matchLabels },
      [kind === Monitor.POD_MONITOR ? 'podMetricsEndpoints' : 'endpoints']: [{ port: METRICS }],
    },
  });
}
