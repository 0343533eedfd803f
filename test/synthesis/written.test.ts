import { mkdtempSync, readdirSync, rmSync } from 'fs';
import { tmpdir } from 'os';
import { join } from 'path';
import { ApiObject, App, Chart, JsonPatch, ResolutionContext, YamlOutputType } from 'cdk8s';
import * as kplus from 'cdk8s-plus-28';
import { Construct } from 'constructs';
import { HeadlessService, StatefulBackend } from '../../src';
import { LABEL_VALUE } from '../../src/manifest/syntax';
import { forbids } from '../../src/rules/rule';
import { rulesFor, WrittenObject } from '../../src/synthesis/written';
import { cluster as ring, RACKS } from '../cassandra/support/cluster';
import { cluster as set } from '../mongo/support/cluster';
import { chart, complaint, only, synth } from '../support/synth';

const backend = (of = chart()) => new StatefulBackend(of, 'db', { containers: [{ image: 'x:1', ports: [{ number: 9042, name: 'cql' }] }] });
const patch = (construct: StatefulBackend | HeadlessService, ...patches: JsonPatch[]) => ApiObject.of(construct).addJsonPatch(...patches);

const NO_NAME = 'without it no pod has a DNS name';

describe('patches', () => {
  test('are applied to the manifest, in the spelling of Kubernetes, and lose nothing', () => {
    const db = backend();
    patch(db,
      JsonPatch.add('/spec/template/spec/containers/0/resizePolicy', [{ resourceName: 'cpu', restartPolicy: 'NotRequired' }]),
      JsonPatch.add('/spec/template/spec/setHostnameAsFQDN', false),
      JsonPatch.add('/spec/template/spec/resources', { limits: { memory: '1Gi' } }),
    );
    patch(db.service, JsonPatch.add('/spec/trafficDistribution', 'PreferClose'));
    const { spec } = only('StatefulSet', db);
    expect(spec.template.spec.setHostnameAsFQDN).toBe(false);
    expect(spec.template.spec.resources).toEqual({ limits: { memory: '1Gi' } });
    expect(spec.template.spec.containers[0].resizePolicy).toEqual([{ resourceName: 'cpu', restartPolicy: 'NotRequired' }]);
    expect(only('Service', db).spec.trafficDistribution).toBe('PreferClose');
  });

  test('are applied anew at each synthesis, and to a fresh manifest', () => {
    const db = backend();
    patch(db, JsonPatch.add('/spec/template/spec/tolerations', []), JsonPatch.add('/spec/template/spec/tolerations/-', { operator: 'Exists' }));
    expect(synth(db)).toEqual(synth(db));
    expect(only('StatefulSet', db).spec.template.spec.tolerations).toEqual([{ operator: 'Exists' }]);
  });

  test('that break two rules are told of both', () => {
    const db = backend();
    patch(db, JsonPatch.replace('/spec/replicas', -1), JsonPatch.remove('/spec/template/spec/containers/0/image'));
    expect(complaint(() => synth(db))).toBe([
      "prod/db: 'spec.replicas' must be a whole number from 0 to 2147483647, got -1",
      "prod/db: 'spec.template.spec.containers[0].image' must be the name of an image, got nothing",
    ].join('\n'));
  });
});

test('a name that follows from what is written is made of the patched manifest, and the other metadata stays', () => {
  const of = chart();
  const object = new kplus.k8s.KubeJob(of, 'job', { metadata: { name: 'job', labels: { app: 'db' } }, spec: { template: {} } });
  const written = new WrittenObject({
    where: 'prod/job',
    object,
    spec: () => ({ template: { spec: { restartPolicy: 'Never', containers: [{ name: 'main', image: 'x:1' }] } } }),
    rules: rulesFor('Job'),
    name: ({ metadata, spec }) => `${metadata.name}-${spec.backoffLimit}`,
  });
  object.addJsonPatch(JsonPatch.add('/spec/backoffLimit', 3));
  expect(only('Job', of).metadata).toEqual({ name: 'job-3', namespace: 'prod', labels: { app: 'db' } });
  expect(written.name).toBe('job-3');
});

describe('what is promised of several manifests', () => {
  test.each([
    ['another serviceName', JsonPatch.replace('/spec/serviceName', 'other'), `'spec.serviceName' must be the name of a headless Service in the same namespace, got 'other'; ${NO_NAME}`],
    ['another namespace', JsonPatch.replace('/metadata/namespace', 'other'), `'spec.serviceName' must be the name of a headless Service in the same namespace, got 'db'; ${NO_NAME}`],
  ])('is refused after a patch of the StatefulSet: %s', (_, change, message) => {
    const db = backend();
    patch(db, change);
    expect(complaint(() => synth(db))).toBe(`prod/db: ${message}`);
  });

  test('is refused after a patch of the Service', () => {
    const db = backend();
    patch(db.service, JsonPatch.add('/spec/selector/tier', 'gold'));
    expect(complaint(() => synth(db))).toBe(
      "prod/db: 'spec.template.metadata.labels' must be the labels that Service 'db' selects by, {\"cdk8s.io/metadata.addr\":\"db\",\"tier\":\"gold\"}, "
      + `got ${JSON.stringify(only('StatefulSet', backend()).spec.template.metadata.labels)}; ${NO_NAME}`,
    );
  });

  test('is judged anew when something is patched between two runs', () => {
    const db = backend();
    expect(only('Service', db).metadata.name).toBe('db');
    patch(db.service, JsonPatch.replace('/metadata/name', 'renamed'));
    expect(complaint(() => synth(db))).toBe(`prod/db: 'spec.serviceName' must be the name of a headless Service in the same namespace, got 'db'; ${NO_NAME}`);
    patch(db, JsonPatch.replace('/spec/serviceName', 'renamed'));
    expect(only('StatefulSet', db).spec.serviceName).toBe('renamed');
  });

  test('is judged by what the Service is now, also where it is written after the StatefulSet', () => {
    const db = backend();
    db.service.node.addDependency(ApiObject.of(db));
    expect(synth(db).map(manifest => manifest.kind)).toEqual(['StatefulSet', 'Service']);
    patch(db.service, JsonPatch.replace('/metadata/name', 'renamed'));
    expect(complaint(() => synth(db))).toContain("'spec.serviceName' must be the name of a headless Service");
  });

  test('is judged also where the Service is in another chart', () => {
    const app = new App();
    const service = new HeadlessService(new Chart(app, 'services', { namespace: 'prod' }), 'db');
    const db = new StatefulBackend(new Chart(app, 'sets', { namespace: 'prod' }), 'db', { service, containers: [{ image: 'x:1' }] });
    expect(only('StatefulSet', db).spec.serviceName).toBe('db');
    patch(service, JsonPatch.replace('/spec/clusterIP', '10.0.0.1'));
    expect(complaint(() => synth(db))).toBe(`prod/db: 'spec.serviceName' must be the name of a Service with clusterIP 'None', got 'db'; ${NO_NAME}`.replace('prod/db', 'sets/db'));
  });
});

describe('nothing that breaks a rule is written', () => {
  test.each(Object.values(YamlOutputType).filter(value => typeof value === 'number'))('with output type %s', (yamlOutputType) => {
    const outdir = mkdtempSync(join(tmpdir(), 'cdk8s-stateful-'));
    const app = new App({ outdir, yamlOutputType: yamlOutputType as YamlOutputType });
    const db = backend(new Chart(app, 'prod', { namespace: 'prod' }));
    patch(db.service, JsonPatch.replace('/spec/type', 'NodePort'));
    expect(complaint(() => app.synth())).toMatch(/^prod\/db \(Service db\): 'spec.type' must be 'ClusterIP' for a headless Service, got 'NodePort'/);
    expect(complaint(() => app.synthYaml())).toMatch(/^prod\/db \(Service db\): 'spec.type'/);
    expect(readdirSync(outdir, { recursive: true }).filter(name => String(name).endsWith('.yaml'))).toEqual([]);
    rmSync(outdir, { recursive: true });
  });
});

test('an app with resolvers of its own has them asked', () => {
  const resolver = { resolve: (context: ResolutionContext) => { if (context.value === 'x:1') context.replaceValue('registry.example.org/x:1'); } };
  const db = backend(new Chart(new App({ resolvers: [resolver] }), 'prod', { namespace: 'prod' }));
  patch(db, JsonPatch.add('/spec/revisionHistoryLimit', 1));
  expect(only('StatefulSet', db).spec).toMatchObject({ revisionHistoryLimit: 1, template: { spec: { containers: [{ image: 'registry.example.org/x:1' }] } } });
});

test('every construct promises what the API server demands of its kind, and what it says itself on top', () => {
  const extra = { name: 'extra', certainty: 'advice', kinds: ['Service'], check: () => {} } as const;
  const rules = rulesFor('Service', extra);
  expect(rules.filter(rule => !rule.kinds.includes('Service'))).toEqual([]);
  expect(rules.slice(0, -1).map(forbids)).toEqual(rules.slice(0, -1).map(() => true));
  expect(rules.at(-1)).toBe(extra);
});

describe('a patch from another language, whose calls go to the prototype of the constructor', () => {
  const asTheKernelCalls = (object: ApiObject, ...patches: JsonPatch[]) => (object.constructor.prototype as ApiObject).addJsonPatch.apply(object, patches);

  test('arrives if it is legal', () => {
    const db = backend(chart());
    asTheKernelCalls(ApiObject.of(db), JsonPatch.add('/spec/minReadySeconds', 77));
    expect(only('StatefulSet', db).spec).toMatchObject({ minReadySeconds: 77 });
  });

  test('is refused if it is not', () => {
    const db = backend(chart());
    asTheKernelCalls(ApiObject.of(db.service), JsonPatch.add('/spec/type', 'NodePort'));
    expect(() => synth(db)).toThrow("prod/db (Service db): 'spec.type' must be 'ClusterIP' for a headless Service, got 'NodePort'; for access from outside add a client Service, or one Service per pod");
  });
});

test.each<[string, () => Construct, kind: string, where: string]>([
  ['a backend, of itself', () => backend(chart()), 'StatefulSet', 'prod/db'],
  ['a backend', () => backend(chart()), 'Service', 'prod/db (Service db)'],
  ['a backend of several', () => new StatefulBackend(chart(), 'db', { replicas: 3, containers: [{ image: 'db:1' }] }), 'PodDisruptionBudget', 'prod/db (PodDisruptionBudget db)'],
  ['a headless Service, of itself', () => new HeadlessService(chart(), 'db'), 'Service', 'prod/db'],
  ['a ring', () => ring(), 'StatefulSet', 'prod/events (StatefulSet events)'],
  ['a ring with racks', () => ring({ racks: RACKS }), 'StatefulSet', 'prod/events (StatefulSet events-a)'],
  ['a ring', () => ring(), 'Service', 'prod/events (Service events)'],
  ['a ring', () => ring(), 'PodDisruptionBudget', 'prod/events (PodDisruptionBudget events)'],
  ['a ring with racks', () => ring({ racks: RACKS }), 'PodDisruptionBudget', 'prod/events (PodDisruptionBudget events)'],
  ['a replica set', () => set(), 'StatefulSet', 'prod/orders (StatefulSet orders)'],
  ['a replica set', () => set(), 'Service', 'prod/orders (Service orders)'],
  ['a replica set', () => set(), 'PodDisruptionBudget', 'prod/orders (PodDisruptionBudget orders)'],
])('what %s has made is refused at a name that the user knows: %#', (_, make, kind, where) => {
  const made = make();
  const object = made.node.findAll().find((each): each is ApiObject => each instanceof ApiObject && each.kind === kind)!;
  object.addJsonPatch(JsonPatch.add('/metadata/labels', { a: '-' }));
  expect(complaint(() => synth(made)).split('\n')).toContain(`${where}: 'metadata.labels.a' must be ${LABEL_VALUE.allowed}, got '-'`);
});

test('objects that are not ours are left alone', () => {
  const one = chart();
  backend(one);
  new kplus.Service(one, 'plain', { metadata: { name: 'plain' }, clusterIP: 'None', type: kplus.ServiceType.NODE_PORT, ports: [{ port: 1 }] });
  expect(synth(one).map(manifest => manifest.metadata.name)).toEqual(['db', 'db', 'plain']);
});
