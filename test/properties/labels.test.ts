import { App, Chart, Cron, Size } from 'cdk8s';
import * as kplus from 'cdk8s-plus-28';
import { Construct } from 'constructs';
import * as fc from 'fast-check';
import { BackupVolume, CassandraAuthentication, CassandraCluster, CassandraTls, HeadlessService, Monitor, MongoCluster, MongoTls, StatefulBackend } from '../../src';
import { Manifest } from '../../src/manifest/manifest';
import { backends, build } from '../support/arbitraries';
import { labelled, recommended, selectors } from '../support/labels';
import { chart, synth } from '../support/synth';

type Asked = Record<string, string>;

// Everything that each construct can make.

function headless(scope: Construct, labels?: Asked): Construct {
  return new HeadlessService(scope, 'db', { metadata: { labels } });
}

function backend(scope: Construct, labels?: Asked): Construct {
  const db = new StatefulBackend(scope, 'db', { replicas: 2, metadata: { labels }, isolate: true });
  db.addContainer({ image: 'x:1', ports: [{ name: 'db', number: 9000 }] }).mount('/data', db.addClaim('data', { size: Size.gibibytes(1) }));
  db.addClientService();
  db.addPodServices();
  db.addNetworkPolicy();
  return db;
}

const secret = (scope: Construct, name: string) => kplus.Secret.fromSecretName(scope, name, name);
const issuer = { name: 'internal' };

function cassandra(scope: Construct, labels?: Asked, monitor = Monitor.podMonitor()): Construct {
  const ring = new CassandraCluster(scope, 'db', {
    nodes: 2,
    racks: [{ name: 'a' }, { name: 'b' }],
    metadata: { labels },
    storage: Size.gibibytes(10),
    commitLog: { storage: Size.gibibytes(10) },
    authentication: CassandraAuthentication.password({ secret: secret(scope, 'superuser') }),
    tls: CassandraTls.fromIssuer(issuer),
    exporter: { image: 'exporter:1', jar: '/agent.jar', monitor },
  });
  ring.addBackup({ schedule: Cron.daily(), image: 'kubectl:1' });
  ring.addNetworkPolicy();
  return ring;
}

function mongo(scope: Construct, labels?: Asked, monitor = Monitor.podMonitor()): Construct {
  const set = new MongoCluster(scope, 'db', {
    members: 2,
    hidden: { members: 1 },
    arbiter: {},
    metadata: { labels },
    storage: Size.gibibytes(10),
    keyFile: { secret: secret(scope, 'keyfile') },
    rootCredentials: { secret: secret(scope, 'root') },
    tls: MongoTls.fromIssuer(issuer),
    exporter: { image: 'exporter:1', credentials: { secret: secret(scope, 'exporter') }, monitor },
  });
  set.addBackup({ schedule: Cron.daily(), credentials: { secret: secret(scope, 'backup') }, volume: BackupVolume.ofSize(Size.gibibytes(10)) });
  set.addNetworkPolicy();
  return set;
}

const EVERYTHING: [string, (scope: Construct, labels?: Asked) => Construct, string, (place: string) => string][] = [
  ['a HeadlessService', headless, 'db', () => 'server'],
  ['a StatefulBackend', backend, 'db', () => 'server'],
  ['a CassandraCluster', cassandra, 'cassandra', place => /db-(auth|backup)/.exec(place)?.[1] ?? 'node'],
  ['a CassandraCluster with a ServiceMonitor', (scope, labels) => cassandra(scope, labels, Monitor.serviceMonitor()), 'cassandra', place => /db-(auth|backup)/.exec(place)?.[1] ?? 'node'],
  ['a MongoCluster', mongo, 'mongodb', place => /db-(hidden|arbiter|backup)/.exec(place)?.[1] ?? 'member'],
  ['a MongoCluster with a ServiceMonitor', (scope, labels) => mongo(scope, labels, Monitor.serviceMonitor()), 'mongodb', place => /db-(hidden|arbiter|backup)/.exec(place)?.[1] ?? 'member'],
];

const kinds = (manifests: Manifest[]) => new Set(labelled(manifests).map(([place]) => place.replace(/ \S+/, '')));

test('there is everything', () => {
  const all = EVERYTHING.map(([, make]) => kinds(synth(make(chart()))));
  expect([...new Set(all.flatMap(each => [...each]))].sort()).toEqual([
    'Certificate', 'ConfigMap', 'CronJob', 'CronJob job', 'CronJob template', 'Job', 'Job template', 'NetworkPolicy', 'PersistentVolumeClaim', 'PodDisruptionBudget', 'PodMonitor', 'Role', 'RoleBinding',
    'Service', 'ServiceAccount', 'ServiceMonitor', 'StatefulSet', 'StatefulSet claim commitlog', 'StatefulSet claim data', 'StatefulSet template',
  ]);
});

describe.each(EVERYTHING)('%s', (_, make, name, component) => {
  test('gives all that it makes, and what is made of it, the recommended labels', () => {
    for (const [place, labels] of labelled(synth(make(chart())))) expect({ place, labels }).toEqual({ place, labels: expect.objectContaining(recommended('db', component(place), name)) });
  });

  test('and its own labels, which go over the recommended ones', () => {
    const asked = { 'team': 'data', 'app.kubernetes.io/part-of': 'shop', 'app.kubernetes.io/managed-by': 'us' };
    for (const [place, labels] of labelled(synth(make(chart(), asked)))) {
      expect({ place, labels }).toEqual({ place, labels: expect.objectContaining({ ...recommended('db', component(place), name), ...asked }) });
    }
  });

  test('and of those of the chart the recommended ones, as the chart\'s other objects have them', () => {
    const prod = new Chart(new App(), 'prod', { namespace: 'prod', labels: { 'app.kubernetes.io/part-of': 'shop', 'owner': 'data' } });
    for (const [place, labels] of labelled(synth(make(prod)))) {
      expect({ place, labels }).toEqual({ place, labels: expect.objectContaining({ ...recommended('db', component(place), name), 'app.kubernetes.io/part-of': 'shop' }) });
      expect({ place, owner: labels.owner }).toEqual({ place, owner: /claim|template|job/.test(place) ? undefined : 'data' });
    }
  });

  test('selects nothing by any of them', () => {
    const found = JSON.stringify(synth(make(chart(), { team: 'data' })).map(manifest => selectors(manifest)));
    expect(found).not.toMatch(/app\.kubernetes\.io|team/);
    if (make !== headless) expect(found).toContain('"db"'); // and by names it does
  });

  test('tells the version of the library where it restarts nobody', () => {
    for (const manifest of synth(make(chart()))) {
      const version = manifest.metadata.annotations?.['cdk8s-stateful/version'];
      expect([manifest.kind, version]).toEqual([manifest.kind, manifest.kind === 'StatefulSet' ? '0.0.0' : undefined]);
      expect(JSON.stringify(manifest.spec ?? {})).not.toContain('cdk8s-stateful/version');
    }
  });
});

test('an annotation of the user\'s stands beside the version, or in its place', () => {
  const of = (annotations: Asked) => synth(new StatefulBackend(chart(), 'db', { metadata: { annotations }, containers: [{ image: 'x:1' }] })).find(({ kind }) => kind === 'StatefulSet')!.metadata.annotations;
  expect(of({ note: 'a' })).toEqual({ 'note': 'a', 'cdk8s-stateful/version': '0.0.0' });
  expect(of({ 'cdk8s-stateful/version': 'ours' })).toEqual({ 'cdk8s-stateful/version': 'ours' });
});

test('a label by which pods are selected stays what it is, whatever the objects are labelled', () => {
  const db = new StatefulBackend(chart(), 'db', { metadata: { labels: { app: 'shop' } }, selectorLabels: { 'app': 'db', 'app.kubernetes.io/name': 'x' }, containers: [{ image: 'x:1' }] });
  const [service, set] = synth(db);
  expect([service.metadata.labels.app, set.metadata.labels.app]).toEqual(['shop', 'shop']);
  expect(set.spec.template.metadata.labels).toEqual({ ...recommended('db'), 'app': 'db', 'app.kubernetes.io/name': 'x' });
});

test('a claim\'s own labels and a pod\'s own labels go over those for all', () => {
  const db = new StatefulBackend(chart(), 'db', { metadata: { labels: { a: '1', b: '1', c: '1' } }, podMetadata: { labels: { b: '2' } } });
  db.addContainer({ image: 'x:1' }).mount('/data', db.addClaim('data', { size: Size.gibibytes(1), labels: { c: '3' } }));
  const { template, volumeClaimTemplates: [claim] } = synth(db).find(({ kind }) => kind === 'StatefulSet')!.spec;
  expect(template.metadata.labels).toMatchObject({ a: '1', b: '2', c: '1' });
  expect(claim.metadata.labels).toMatchObject({ a: '1', b: '1', c: '3' });
});

test('of the longest names, too, every value is one that Kubernetes takes', () => {
  const long = (length: number) => `a${'-'.repeat(length - 2)}z`;
  const scope = chart();
  for (const made of [
    new HeadlessService(scope, 'service', { metadata: { name: long(63) } }),
    new StatefulBackend(scope, 'backend', { metadata: { name: long(52) }, containers: [{ image: 'x:1' }] }),
  ]) for (const [, labels] of labelled(synth(made))) for (const value of Object.values(labels)) expect(value).toMatch(/^[A-Za-z0-9]([-A-Za-z0-9_.]{0,61}[A-Za-z0-9])?$/);
});

test('whatever is asked of a backend, everything is labelled, and nothing selected by it that nobody asked for', () => {
  fc.assert(fc.property(backends, (drawing) => {
    const asked = drawing.props.metadata?.labels ?? {};
    const manifests = synth(build(chart(), drawing));
    const wanted = Object.keys(recommended('db'));
    for (const [place, labels] of labelled(manifests)) expect([place, wanted.filter(key => labels[key] === undefined)]).toEqual([place, []]);
    for (const manifest of manifests) expect(Object.keys(manifest.metadata.labels)).toEqual(expect.arrayContaining(drawing.ownService && manifest.metadata.name.startsWith('g-') ? [] : Object.keys(asked)));
    expect(JSON.stringify(manifests.map(manifest => selectors(manifest)))).not.toContain('app.kubernetes.io');
  }), { numRuns: 100 });
});
