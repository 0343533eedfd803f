import { ApiObject, Duration } from 'cdk8s';
import { Construct } from 'constructs';
import { Relabeling, relabelingsOf } from './relabeling';
import { ObjectMetadata, withLabels } from '../naming/labels';
import { takeName } from '../naming/object-name';
import { refuse } from '../naming/refuse';
import { typed } from '../naming/typed';
import { wholeMilliseconds } from '../naming/units';
import { checkGivenLabels } from '../synthesis/given-metadata';
import { refusing } from '../synthesis/refusing';

/**
 * Options of a `Monitor`.
 */
export interface MonitorOptions {
  /**
   * Labels of the monitor, by which Prometheus selects it.
   *
   * @default - those of all objects of the cluster
   */
  readonly labels?: { [key: string]: string };

  /**
   * How often the pods are scraped. Whole milliseconds, 1 or more; anything else is refused.
   *
   * @default - as Prometheus is configured
   */
  readonly interval?: Duration;

  /**
   * How long a scrape may take. Whole milliseconds, 1 or more, and not more than `interval`; anything else is refused.
   *
   * @default - as Prometheus is configured
   */
  readonly scrapeTimeout?: Duration;

  /**
   * Changes to the labels of the pods before they are scraped.
   *
   * @default - none
   */
  readonly relabelings?: Relabeling[];

  /**
   * Changes to the metrics before they are stored: which are dropped, and which labels they have.
   *
   * @default - none
   */
  readonly metricRelabelings?: Relabeling[];
}

/** The name of the port that serves metrics. */
export const METRICS = 'metrics';

/** The pods to monitor. */
export interface Monitored {
  readonly metadata: ObjectMetadata;
  /** The labels of the pods, or of their Service. */
  readonly matchLabels: Record<string, string>;
}

/**
 * How Prometheus discovers the pods.
 *
 * @see https://prometheus-operator.dev/docs/developer/getting-started/
 */
export class Monitor {
  /**
   * By a PodMonitor of the Prometheus operator, which selects the pods.
   *
   * @param options labels, interval, relabelings
   */
  public static podMonitor(options: MonitorOptions = {}): Monitor {
    typed('Monitor.podMonitor', 'Monitor.podMonitor', options);
    return new Monitor('PodMonitor', options);
  }

  /**
   * By a ServiceMonitor of the Prometheus operator, which selects the governing Service.
   *
   * @param options labels, interval, relabelings
   */
  public static serviceMonitor(options: MonitorOptions = {}): Monitor {
    typed('Monitor.serviceMonitor', 'Monitor.serviceMonitor', options);
    return new Monitor('ServiceMonitor', options);
  }

  /** By annotations, or by a configuration of its own: there is no object. */
  public static none(): Monitor {
    return new Monitor('None', {});
  }

  private constructor(private readonly kind: 'PodMonitor' | 'ServiceMonitor' | 'None', private readonly options: MonitorOptions) {}

  /**
   * Whether it selects the Service, which then needs a label.
   *
   * @internal
   */
  public get _ofService(): boolean {
    return this.kind === 'ServiceMonitor';
  }

  /**
   * Makes the object, if there is one.
   *
   * @internal
   */
  public _make(scope: Construct, { metadata: { name, namespace, labels }, matchLabels }: Monitored): void {
    const { kind } = this;
    if (kind === 'None') return;
    checkGivenLabels(refusing(scope, scope.node.path), 'exporter.monitor.labels', this.options.labels);
    const endpoint = { port: METRICS, ...scrape(scope.node.path, this.options) };
    takeName(scope, kind, namespace, name);
    new ApiObject(scope, 'Monitor', {
      apiVersion: 'monitoring.coreos.com/v1',
      kind,
      metadata: { name, namespace, labels: withLabels(labels, this.options.labels) },
      spec: { selector: { matchLabels }, [kind === 'PodMonitor' ? 'podMetricsEndpoints' : 'endpoints']: [endpoint] },
    });
  }
}

function scrape(where: string, { interval, scrapeTimeout, relabelings, metricRelabelings }: MonitorOptions): object {
  const of = (name: string, duration: Duration) => wholeMilliseconds(where, `exporter.monitor.${name}`, duration, 1);
  const every = interval && of('interval', interval);
  const timeout = scrapeTimeout && of('scrapeTimeout', scrapeTimeout);
  if (every !== undefined && timeout !== undefined && timeout > every) {
    refuse(where, {
      what: 'exporter.monitor.scrapeTimeout',
      allowed: `${every} milliseconds or less, the interval`,
      got: `${timeout} milliseconds`,
      instead: 'Prometheus takes no such configuration',
    });
  }
  return {
    interval: every && prometheusDuration(every),
    scrapeTimeout: timeout && prometheusDuration(timeout),
    relabelings: relabelingsOf(where, 'exporter.monitor.relabelings', relabelings),
    metricRelabelings: relabelingsOf(where, 'exporter.monitor.metricRelabelings', metricRelabelings),
  };
}

/** As Prometheus reads it. */
function prometheusDuration(milliseconds: number): string {
  return milliseconds % 1000 === 0 ? `${milliseconds / 1000}s` : `${milliseconds}ms`;
}
