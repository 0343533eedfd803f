import { Cron, Lazy, Size } from 'cdk8s';
import * as kplus from 'cdk8s-plus-28';
import { BackupVolume, CassandraAuthentication, CassandraCluster, StatefulBackend } from '../../src';
import { checkResources } from '../../src/stateful-backend/resources';
import { refusing } from '../../src/synthesis/refusing';
import { cluster as set, secret } from '../mongo/support/cluster';
import { chart, complaint, only } from '../support/synth';

const written = (resources?: kplus.ContainerResources) => {
  const { containers, initContainers } = only('StatefulSet', new StatefulBackend(chart(), 'db', { containers: [{ image: 'x:1', resources }], initContainers: [{ image: 'x:1', resources }] })).spec.template.spec;
  expect(initContainers[0].resources).toEqual(containers[0].resources);
  return containers[0].resources;
};

test.each<[kplus.ContainerResources | undefined, unknown]>([
  [undefined, undefined],
  [{}, undefined],
  [{ cpu: { request: kplus.Cpu.millis(10) } }, { requests: { cpu: '10m' } }],
  [{ cpu: { request: kplus.Cpu.units(0.5), limit: kplus.Cpu.millis(1000) } }, { requests: { cpu: '500m' }, limits: { cpu: '1' } }],
  [{ memory: { limit: Size.gibibytes(1) } }, { limits: { memory: '1Gi' } }],
  [{ memory: { request: Size.kibibytes(1536), limit: Size.gibibytes(1.3) } }, { requests: { memory: '1536Ki' }, limits: { memory: '1395864371200m' } }],
  [{ ephemeralStorage: { request: Size.mebibytes(512), limit: Size.tebibytes(1) } }, { requests: { 'ephemeral-storage': '512Mi' }, limits: { 'ephemeral-storage': '1Ti' } }],
])('resources of %j are written as they were asked for, in whichever unit, and as the server spells it', (resources, said) => expect(written(resources)).toEqual(said));

const QUANTITY = "a quantity, 0 or more, such as '500m' or '2Gi'";
const { Cpu } = kplus;
const quantity = (text: string) => kplus.k8s.Quantity.fromString(text);
const container = (resources: kplus.ContainerResources) => ({ image: 'x:1', name: 'more', resources });
const backend = (props = {}) => new StatefulBackend(chart(), 'db', { containers: [{ image: 'x:1' }], ...props });
const ring = (props = {}) => new CassandraCluster(chart(), 'ring', {
  nodes: 3, storage: Size.gibibytes(10), authentication: CassandraAuthentication.password({ secret: secret('superuser') }), ...props,
});
const job = (resources: kplus.ContainerResources) => CassandraAuthentication.password({ secret: secret('superuser'), job: { resources } });
const schedule = Cron.daily();
const memory = { limit: Size.gibibytes(4) };

/** Where, the prop in which resources are, and who is given them. */
const DOORS: [string, string, (resources: kplus.ContainerResources) => unknown][] = [
  ['prod/db', 'resources', resources => backend().addContainer(container(resources))],
  ['prod/db', 'resources', resources => backend().addInitContainer(container(resources))],
  ['prod/db', 'containers[0].resources', resources => backend({ containers: [container(resources)] })],
  ['prod/ring', 'resources', resources => ring({ resources: { memory, ...resources } })],
  ['prod/ring', 'gateResources', resources => ring({ gateResources: resources })],
  ['prod/ring', 'exporter.resources', resources => ring({ exporter: { image: 'x:1', jar: '/agent.jar', resources } })],
  ['prod/ring', 'authentication.job.resources', resources => ring({ authentication: job(resources) })],
  ['prod/ring', 'resources', resources => ring().addBackup({ schedule, image: 'kubectl:1', resources })],
  ['prod/orders', 'resources', resources => set({ resources: { memory, ...resources } })],
  ['prod/orders', 'containers[0].resources', resources => set({ containers: [container(resources)] })],
  ['prod/orders', 'managerResources', resources => set({ managerResources: resources })],
  ['prod/orders', 'hidden.resources', resources => set({ hidden: { members: 1, resources: { memory, ...resources } } })],
  ['prod/orders', 'arbiter.resources', resources => set({ arbiter: { resources } })],
  ['prod/orders', 'exporter.resources', resources => set({ exporter: { image: 'x:1', credentials: { secret: secret('exporter') }, resources } })],
  ['prod/orders', 'resources', resources => set().addBackup({ schedule, credentials: { secret: secret('backup') }, volume: BackupVolume.ofSize(Size.gibibytes(1)), resources })],
];

describe.each(DOORS)('%s: %s', (where, what, give) => {
  test.each<[string, kplus.ContainerResources]>([
    ['nothing at all', { cpu: { request: Cpu.millis(0) } }],
    ['as much as the limit', { cpu: { request: Cpu.millis(2000), limit: Cpu.units(2) } }],
    ['as much as the limit, in whichever unit', { cpu: { request: Cpu.millis(2300), limit: Cpu.units(2.3) }, memory: { request: Size.mebibytes(4096), limit: Size.gibibytes(4) } }],
    ['a part of the limit', { ephemeralStorage: { request: Size.mebibytes(1023), limit: Size.gibibytes(1) } }],
  ])('takes a request for %s', (_, resources) => expect(() => give(resources)).not.toThrow());

  test.each<[string, kplus.ContainerResources, string]>([
    ['cpu below nothing', { cpu: { request: Cpu.millis(-1) } }, `cpu.request' must be ${QUANTITY}, got '-1m'`],
    ['a limit of cpu below nothing', { cpu: { limit: Cpu.units(-1) } }, `cpu.limit' must be ${QUANTITY}, got '-1'`],
    ['cpu that is no number', { cpu: { request: Cpu.units(NaN) } }, `cpu.request' must be ${QUANTITY}, got 'NaN'`],
    ['memory that is no number', { memory: { request: Size.mebibytes(NaN), limit: Size.gibibytes(4) } }, `memory.request' must be ${QUANTITY}, got 'NaN MiB'`],
    ['cpu just above the limit', { cpu: { request: Cpu.millis(2001), limit: Cpu.units(2) } }, "cpu.request' must be at most the limit, '2', got '2001m'"],
    ['memory just above the limit', { memory: { request: Size.mebibytes(4097), limit: Size.gibibytes(4) } }, "memory.request' must be at most the limit, '4 GiB', got '4097 MiB'"],
    ['disk just above the limit', { ephemeralStorage: { request: Size.mebibytes(1025), limit: Size.gibibytes(1) } }, "ephemeralStorage.request' must be at most the limit, '1 GiB', got '1025 MiB'"],
  ])('refuses %s', (_, resources, said) => expect(complaint(() => give(resources))).toBe(`${where}: '${what}.${said}`));
});

test('resources that are produced later are left to synthesis', () => {
  expect(() => checkResources(refusing(chart(), 'prod/db'), 'resources', Lazy.any({ produce: () => ({}) }))).not.toThrow();
});

describe('quantities of extendContainer', () => {
  const extend = (resources: kplus.k8s.ResourceRequirements) => {
    const of = backend();
    of.extendContainer(of.containers[0]!, { resources });
  };

  test.each<[string, kplus.k8s.ResourceRequirements]>([
    ['none', {}],
    ['as much as the limit', { requests: { cpu: quantity('2300m') }, limits: { cpu: quantity('2.3') } }],
    ['a plain text', { requests: { 'example.org/gpu': quantity('1') }, limits: { 'example.org/gpu': '1' as never } }],
    ['null in the place of amounts, which YAML has not', { requests: null, limits: { cpu: quantity('1') } } as never],
    ['null in the place of an amount', { requests: { cpu: quantity('1') }, limits: { cpu: null, memory: null } } as never],
    ['what is produced later', { requests: { cpu: quantity('-1') }, limits: Lazy.any({ produce: () => ({}) }) }],
    ['one of which is produced later', { requests: { 'cpu': quantity('1'), 'example.org/gpu': Lazy.any({ produce: () => 1 }) } }],
  ])('are taken: %s', (_, resources) => expect(() => extend(resources)).not.toThrow());

  test.each<[kplus.k8s.ResourceRequirements, string]>([
    [{ requests: { cpu: quantity('-1m') } }, `'resources.requests.cpu' must be ${QUANTITY}, got '-1m'`],
    [{ limits: { memory: quantity('-1Gi') } }, `'resources.limits.memory' must be ${QUANTITY}, got '-1Gi'`],
    [{ requests: { cpu: quantity('2001m') }, limits: { cpu: quantity('2') } }, "'resources.requests.cpu' must be at most the limit, '2', got '2001m'"],
    [{ requests: { 'example.org/gpu': quantity('1') } }, "'resources.limits.example.org/gpu' must be given, because it cannot be shared, got nothing"],
    [{ requests: { Memory: quantity('1') } }, "'resources.requests.Memory' must be one of cpu, memory, ephemeral-storage, hugepages-SIZE, or a resource with a domain of its own, got 'Memory'"],
  ])('are refused: %j', (resources, said) => expect(complaint(() => extend(resources))).toBe(`prod/db: ${said}`));
});

test.each([['a backend', (props: object) => backend(props), 'prod/db'], ['a ring', (props: object) => ring(props), 'prod/ring'], ['a replica set', (props: object) => set(props), 'prod/orders']] as const)('an overhead below nothing is refused at %s', (_, make, where) => {
  expect(() => make({ podFields: { overhead: { cpu: quantity('0') } } })).not.toThrow();
  expect(() => make({ podFields: { overhead: { cpu: Lazy.any({ produce: () => '1m' }) } } })).not.toThrow();
  expect(complaint(() => make({ podFields: { overhead: { cpu: quantity('-1m') } } }))).toBe(`${where}: 'podFields.overhead.cpu' must be ${QUANTITY}, got '-1m'`);
});
