import { App, Chart, Cron, Lazy, Size } from 'cdk8s';
import * as kplus from 'cdk8s-plus-28';
import { BackupVolume, CassandraAuthentication, CassandraCluster, CassandraTls, HeadlessService, Monitor, MongoCluster, MongoTls, Spread, StatefulBackend } from '../../src';
import { checkGivenMetadata } from '../../src/synthesis/given-metadata';
import { refusing } from '../../src/synthesis/refusing';
import { cluster, secret } from '../mongo/support/cluster';
import { chart, complaint, only } from '../support/synth';

// Every door at which labels or annotations are given, and what is said of those that Kubernetes does not take.

type Map = Record<string, string>;

const LABEL_KEYS = "labels whose keys are up to 63 letters, digits, '-', '_' or '.', after an optional domain and '/'";
const ANNOTATION_KEYS = LABEL_KEYS.replace('labels', 'annotations');
const VALUE = "empty, or up to 63 letters, digits, '-', '_' or '.', beginning and ending with a letter or digit";
const MOST = 256 * 1024;

const backend = (props = {}, scope = chart()) => new StatefulBackend(scope, 'db', { containers: [{ image: 'x:1', portNumber: 80 }], ...props });
const ring = (props = {}) => new CassandraCluster(chart(), 'ring', {
  nodes: 3, storage: Size.gibibytes(10), authentication: CassandraAuthentication.password({ secret: secret('superuser') }), ...props,
});
const set = (props = {}): MongoCluster => cluster(props);
const service = (props = {}) => new HeadlessService(chart(), 'db', props);
const dump = { schedule: Cron.daily(), credentials: { secret: secret('backup') }, volume: BackupVolume.ofSize(Size.gibibytes(1)) };
const issued = (secretTemplate: object) => ({ name: 'ca', secretTemplate });
const selecting = (labels: Map) => kplus.Pods.select(chart(), 'pods', { labels });

/** Where, the prop in which labels are, and who is given them. */
const LABELS: [string, string, (labels: Map) => unknown][] = [
  ['prod/db', 'metadata.labels', labels => backend({ metadata: { labels } })],
  ['prod/db', 'podMetadata.labels', labels => backend({ podMetadata: { labels } })],
  ['prod/db', 'selectorLabels', labels => backend({ selectorLabels: labels })],
  ['prod/db', 'spread[1].matchLabels', matchLabels => backend({ spread: [Spread.soft(kplus.Topology.ZONE), Spread.hard(kplus.Topology.HOSTNAME, { matchLabels })] })],
  ['prod/db/data', 'labels', labels => backend().addClaim('data', { size: Size.gibibytes(1), labels })],
  ['prod/db/db-client', 'metadata.labels', labels => backend().addClientService({ metadata: { labels } })],
  ['prod/db', 'metadata.labels', labels => backend().addPodServices({ metadata: { labels } })],
  ['prod/db', 'metadata.labels', labels => service({ metadata: { labels } })],
  ['prod/db', 'selector', labels => service({ selector: selecting(labels) })],
  ['prod/db', 'selector', labels => service().select(selecting(labels))],
  ['prod/db', 'selector', labels => Object.entries(labels).forEach(label => service().selectLabel(...label))],
  ['prod/ring', 'metadata.labels', labels => ring({ metadata: { labels } })],
  ['prod/ring', 'podMetadata.labels', labels => ring({ podMetadata: { labels } })],
  ['prod/ring', 'authentication.job.podMetadata.labels', labels => ring({ authentication: CassandraAuthentication.password({ secret: secret('superuser'), job: { podMetadata: { labels } } }) })],
  ['prod/ring', 'podMetadata.labels', labels => ring().addBackup({ schedule: Cron.daily(), image: 'kubectl:1', podMetadata: { labels } })],
  ['prod/ring', 'exporter.monitor.labels', labels => ring({ exporter: { image: 'x:1', jar: '/agent.jar', monitor: Monitor.podMonitor({ labels }) } })],
  ['prod/ring', 'tls.secretTemplate.labels', labels => ring({ tls: CassandraTls.fromIssuer(issued({ labels })) })],
  ['prod/orders', 'metadata.labels', labels => set({ metadata: { labels } })],
  ['prod/orders', 'podMetadata.labels', labels => set({ podMetadata: { labels } })],
  ['prod/orders', 'podMetadata.labels', labels => set().addBackup({ ...dump, podMetadata: { labels } })],
  ['prod/orders', 'exporter.monitor.labels', labels => set({ exporter: { image: 'x:1', credentials: { secret: secret('exporter') }, monitor: Monitor.serviceMonitor({ labels }) } })],
  ['prod/orders', 'tls.secretTemplate.labels', labels => set({ tls: MongoTls.fromIssuer(issued({ labels })) })],
];

/** The same of annotations. */
const ANNOTATIONS: [string, string, (annotations: Map) => unknown][] = [
  ['prod/db', 'metadata.annotations', annotations => backend({ metadata: { annotations } })],
  ['prod/db', 'podMetadata.annotations', annotations => backend({ podMetadata: { annotations } })],
  ['prod/db/data', 'annotations', annotations => backend().addClaim('data', { size: Size.gibibytes(1), annotations })],
  ['prod/db/db-client', 'metadata.annotations', annotations => backend().addClientService({ metadata: { annotations } })],
  ['prod/db', 'metadata.annotations', annotations => backend().addPodServices({ metadata: { annotations } })],
  ['prod/db', 'metadata.annotations', annotations => service({ metadata: { annotations } })],
  ['prod/ring', 'metadata.annotations', annotations => ring({ metadata: { annotations } })],
  ['prod/ring', 'podMetadata.annotations', annotations => ring({ podMetadata: { annotations } })],
  ['prod/ring', 'authentication.job.podMetadata.annotations', annotations => ring({ authentication: CassandraAuthentication.password({ secret: secret('superuser'), job: { podMetadata: { annotations } } }) })],
  ['prod/ring', 'podMetadata.annotations', annotations => ring().addBackup({ schedule: Cron.daily(), image: 'kubectl:1', podMetadata: { annotations } })],
  ['prod/ring', 'tls.secretTemplate.annotations', annotations => ring({ tls: CassandraTls.fromIssuer(issued({ annotations })) })],
  ['prod/orders', 'metadata.annotations', annotations => set({ metadata: { annotations } })],
  ['prod/orders', 'podMetadata.annotations', annotations => set({ podMetadata: { annotations } })],
  ['prod/orders', 'podMetadata.annotations', annotations => set().addBackup({ ...dump, podMetadata: { annotations } })],
  ['prod/orders', 'tls.secretTemplate.annotations', annotations => set({ tls: MongoTls.fromIssuer(issued({ annotations })) })],
];

describe.each(LABELS)('%s: %s', (where, what, give) => {
  test.each<[string, Map]>([
    ['of one letter', { a: 'b' }],
    ['of 63 letters', { ['a'.repeat(63)]: 'b'.repeat(63) }],
    ['with a domain', { 'example.org/a': 'B_1' }],
  ])('takes a label %s', (_, labels) => expect(() => give(labels)).not.toThrow());

  test.each<[Map, string]>([
    [{ '': 'a' }, `'${what}' must be ${LABEL_KEYS}, got ''`],
    [{ 'a b': 'a' }, `'${what}' must be ${LABEL_KEYS}, got 'a b'`],
    [{ 'Example.org/a': 'a' }, `'${what}' must be ${LABEL_KEYS}, got 'Example.org/a'`],
    [{ ['a'.repeat(64)]: 'a' }, `'${what}' must be ${LABEL_KEYS}, got '${'a'.repeat(64)}'`],
    [{ a: 'b'.repeat(64) }, `'${what}.a' must be ${VALUE}, got '${'b'.repeat(64)}'`],
    [{ a: 'b c' }, `'${what}.a' must be ${VALUE}, got 'b c'`],
  ])('refuses %j', (labels, said) => expect(complaint(() => give(labels))).toBe(`${where}: ${said}`));
});

describe.each(ANNOTATIONS)('%s: %s', (where, what, give) => {
  test.each<[string, Map]>([
    ['of any text', { a: 'b c\n' }],
    ['with capitals in its domain', { 'Example.org/a': '' }],
    ['of 256 KiB but for what the library adds', { a: 'b'.repeat(MOST - 100) }],
  ])('takes an annotation %s', (_, annotations) => expect(() => give(annotations)).not.toThrow());

  test.each<[string, Map, string]>([
    ['an empty key', { '': 'a' }, `'${what}' must be ${ANNOTATION_KEYS}, got ''`],
    ['a blank in a key', { 'a b': 'a' }, `'${what}' must be ${ANNOTATION_KEYS}, got 'a b'`],
    ['a long key', { ['a'.repeat(64)]: 'a' }, `'${what}' must be ${ANNOTATION_KEYS}, got '${'a'.repeat(64)}'`],
    ['a byte more than 256 KiB', { a: 'b'.repeat(MOST) }, `'${what}' must be at most ${MOST} bytes, keys and values together, got ${MOST + 1}`],
  ])('refuses %s', (_, annotations, said) => expect(complaint(() => give(annotations))).toBe(`${where}: ${said}`));
});

test('annotations have 256 KiB together, to the byte', () => {
  const of = backend({ podMetadata: { annotations: { a: 'b'.repeat(MOST - 3), c: 'd' } } });
  expect(only('StatefulSet', of).spec.template.metadata.annotations.c).toBe('d');
});

test('what is undefined is not there, whatever its key', () => {
  expect(() => backend({ metadata: { labels: { 'a b': undefined }, annotations: { 'a b': undefined } } })).not.toThrow();
});

test('what is produced later is left to synthesis', () => {
  const late = Lazy.any({ produce: () => 'late' });
  const of = backend({ metadata: { labels: { late } }, podMetadata: { annotations: { late } } });
  expect(only('StatefulSet', of).metadata.labels.late).toBe('late');
  const map = Lazy.any({ produce: () => ({}) });
  expect(() => checkGivenMetadata(refusing(chart(), 'prod/db'), 'metadata', { labels: map, annotations: map })).not.toThrow();
});

test('what a resolver of the app makes something else of is left to synthesis', () => {
  const app = new App({ resolvers: [{ resolve: (context) => { if (context.value === '$(TEAM)') context.replaceValue('data'); } }] });
  const of = backend({ podMetadata: { labels: { team: '$(TEAM)' } } }, new Chart(app, 'prod', { namespace: 'prod' }));
  expect(only('StatefulSet', of).spec.template.metadata.labels.team).toBe('data');
});
