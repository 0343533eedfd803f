import { ApiObject } from 'cdk8s';
import { Construct } from 'constructs';
import { Monitor } from './exporter';
import { METRICS } from './pods';
import { Settings } from './settings';
import { takeName } from '../naming/object-name';

/** Tells the Prometheus operator of the pods, in the way it was asked for. */
export function makeMonitor(scope: Construct, { name, namespace, exporter }: Settings, labels: Record<string, string>): void {
  const kind = exporter?.monitor ?? Monitor.NONE;
  if (kind === Monitor.NONE) return;
  takeName(scope, kind, namespace, name);
  new ApiObject(scope, 'Monitor', {
    apiVersion: 'monitoring.coreos.com/v1',
    kind,
    metadata: { name, namespace, labels: exporter!.monitorLabels },
    spec: {
      selector: { matchLabels: labels },
      [kind === Monitor.POD_MONITOR ? 'podMetricsEndpoints' : 'endpoints']: [{ port: METRICS }],
    },
  });
}
