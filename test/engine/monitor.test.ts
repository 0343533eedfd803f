import { Duration } from 'cdk8s';
import { Monitor, MonitorOptions, RelabelAction, Relabeling } from '../../src';
import { chart, complaint, only, synth } from '../support/synth';

const metadata = { name: 'db', namespace: 'prod', labels: { app: 'db' } };
const made = (monitor: Monitor, scope = chart()) => {
  monitor._make(scope, { metadata, matchLabels: { app: 'db' } });
  return scope;
};
const endpoint = (options: MonitorOptions) => only('PodMonitor', made(Monitor.podMonitor(options))).spec.podMetricsEndpoints[0];

test.each([
  ['PodMonitor', Monitor.podMonitor({ labels: { release: 'p' } }), 'podMetricsEndpoints'], ['ServiceMonitor', Monitor.serviceMonitor({ labels: { release: 'p' } }), 'endpoints'],
])('a %s has labels beside those of all objects, and scrapes as Prometheus does by default', (kind, monitor, endpoints) => {
  expect(only(kind, made(monitor))).toEqual({
    apiVersion: 'monitoring.coreos.com/v1',
    kind,
    metadata: { name: 'db', namespace: 'prod', labels: { app: 'db', release: 'p' } },
    spec: { selector: { matchLabels: { app: 'db' } }, [endpoints]: [{ port: 'metrics' }] },
  });
});

test('there may be none', () => expect(synth(made(Monitor.none()))).toEqual([]));

test.each<[Duration, string]>([[Duration.seconds(30), '30s'], [Duration.minutes(2), '120s'], [Duration.millis(2500), '2500ms'], [Duration.millis(1), '1ms']])('the interval of case %# is as Prometheus reads it: %s', (interval, written) => {
  expect(endpoint({ interval, scrapeTimeout: interval })).toEqual({ port: 'metrics', interval: written, scrapeTimeout: written });
});

const whole: Relabeling = { action: RelabelAction.HASHMOD, sourceLabels: ['__address__', 'pod'], separator: '', targetLabel: '__tmp', modulus: 2, regex: '(.*)', replacement: '$1' };
test('relabelings are written as they are given', () => {
  expect(endpoint({ relabelings: [whole], metricRelabelings: [{ action: RelabelAction.DROP, sourceLabels: ['__name__'], regex: 'go_.*' }, { targetLabel: 'dc', replacement: 'a', separator: undefined }] })).toEqual({
    port: 'metrics', relabelings: [whole], metricRelabelings: [{ action: 'drop', sourceLabels: ['__name__'], regex: 'go_.*' }, { targetLabel: 'dc', replacement: 'a' }],
  });
  expect(endpoint({ relabelings: [{ targetLabel: '${1}_total' }] }).relabelings).toEqual([{ targetLabel: '${1}_total' }]);
});

const A_LABEL = 'the name of a label: letters, digits and _, beginning with no digit';
test.each<[MonitorOptions, string]>([
  [{ interval: Duration.millis(0) }, "'exporter.monitor.interval' must be a whole number of milliseconds, 1 or more, got '0 milliseconds'"],
  [{ scrapeTimeout: Duration.millis(0.5) }, "'exporter.monitor.scrapeTimeout' must be a whole number of milliseconds, 1 or more, got '0.5 milliseconds'"],
  [{ interval: Duration.seconds(10), scrapeTimeout: Duration.millis(10_001) }, "'exporter.monitor.scrapeTimeout' must be 10000 milliseconds or less, the interval, got '10001 milliseconds'; Prometheus takes no such configuration"],
  [{ relabelings: [whole, { ...whole, sourceLabels: ['pod', '9'] }] }, `'exporter.monitor.relabelings[1].sourceLabels[1]' must be ${A_LABEL}, got '9'`],
  [{ metricRelabelings: [{ ...whole, targetLabel: 'a-b' }] }, `'exporter.monitor.metricRelabelings[0].targetLabel' must be ${A_LABEL}; or composed of $1 and the like, got 'a-b'`],
  [{ relabelings: [{ ...whole, modulus: undefined }] }, "'exporter.monitor.relabelings[0].modulus' must be given for hashmod, got nothing"],
  [{ relabelings: [{ ...whole, modulus: 0 }] }, "'exporter.monitor.relabelings[0].modulus' must be a whole number, 1 or more, got 0"],
])('a monitor of case %# is refused', (options, said) => expect(complaint(() => endpoint(options))).toBe(`prod: ${said}`));

const { REPLACE, KEEP, DROP, KEEP_EQUAL, DROP_EQUAL, HASHMOD, LABEL_MAP, LABEL_DROP, LABEL_KEEP, LOWERCASE, UPPERCASE } = RelabelAction;
test.each([REPLACE, KEEP_EQUAL, DROP_EQUAL, HASHMOD, LOWERCASE, UPPERCASE])('%s needs a label to write, or to compare with', (action) => {
  expect(complaint(() => endpoint({ relabelings: [{ action, modulus: 2 }] }))).toBe(`prod: 'exporter.monitor.relabelings[0].targetLabel' must be given for ${action}, got nothing`);
});

test.each([KEEP, DROP, LABEL_MAP, LABEL_DROP, LABEL_KEEP])('%s needs no label', (action) => {
  expect(endpoint({ relabelings: [{ action }] }).relabelings).toEqual([{ action }]);
});

test('a relabeling replaces unless it says otherwise', () => {
  expect(complaint(() => endpoint({ relabelings: [{}] }))).toBe("prod: 'exporter.monitor.relabelings[0].targetLabel' must be given for replace, got nothing");
});
