import { Cron, Size } from 'cdk8s';
import * as kplus from 'cdk8s-plus-28';
import { BackupVolume, CassandraCluster, MongoCluster } from '../../src';
import { memoryLimit, requested } from '../../src/engine/resources';
import { Manifest } from '../../src/manifest/manifest';
import { podTemplate, POD_KINDS } from '../../src/manifest/reading';
import { cluster as ring } from '../cassandra/support/cluster';
import { cluster as set, secret } from '../mongo/support/cluster';
import { propertiesOf } from '../support/assembly';
import { complaint, synth } from '../support/synth';

// What a docstring says in words that a container gets by default is what it gets.

const schedule = Cron.daily();

function events(): CassandraCluster {
  const of = ring({ exporter: { image: 'exporter:1', jar: '/agent.jar' } });
  of.addBackup({ schedule, image: 'kubectl:1' });
  return of;
}

function orders(): MongoCluster {
  const of = set({ arbiter: {}, exporter: { image: 'exporter:1', credentials: { secret: secret('exporter') } } });
  of.addBackup({ schedule, credentials: { secret: secret('backup') }, volume: BackupVolume.ofSize(Size.gibibytes(1)) });
  return of;
}

const [RING, SET] = [events(), orders()].map(synth) as [Manifest[], Manifest[]];

function resourcesOf(manifests: Manifest[], kind: string, name: string, container: string): Manifest {
  const pod = manifests.find(each => POD_KINDS.includes(each.kind) && each.kind === kind && each.metadata.name.startsWith(name))!;
  const { initContainers = [], containers } = podTemplate(pod).spec;
  return [...initContainers, ...containers].find(each => each.name === container)!.resources;
}

const PROCESSORS: Record<string, string> = { '500m': 'half a processor', '1000m': '1 processor', '1': '1 processor' };
const processors = (quantity: string) => PROCESSORS[quantity] ?? `${quantity} of a processor`;
const size = (quantity: string) => quantity.replace(/(?:(\d+)Mi)$/, (_, mebibytes) => mebibytes % 1024 === 0 ? `${mebibytes / 1024} GiB` : `${mebibytes} MiB`).replace(/Gi$/, ' GiB');

test.each<[string, string, Manifest]>([
  ['CassandraClusterProps', 'resources', resourcesOf(RING, 'StatefulSet', 'events', 'cassandra')],
  ['CassandraClusterProps', 'gateResources', resourcesOf(RING, 'StatefulSet', 'events', 'gate')],
  ['CassandraExporter', 'resources', resourcesOf(RING, 'StatefulSet', 'events', 'exporter')],
  ['MongoClusterProps', 'resources', resourcesOf(SET, 'StatefulSet', 'orders', 'mongod')],
  ['MongoClusterProps', 'managerResources', resourcesOf(SET, 'StatefulSet', 'orders', 'manager')],
  ['MongoExporter', 'resources', resourcesOf(SET, 'StatefulSet', 'orders', 'exporter')],
  ['MongoArbiter', 'resources', resourcesOf(SET, 'StatefulSet', 'orders-arbiter', 'mongod')],
])('%s.%s', (struct, prop, { requests, limits }) => {
  const { docs } = propertiesOf(struct).find(({ name }) => name === prop)!;
  const memory = requests.memory === limits.memory ? `${size(limits.memory)} of memory` : `${size(requests.memory)} of memory requested, ${size(limits.memory)} at most`;
  expect(docs!.default!.split(/, (?:and|no)[^;]*; |; /)).toEqual([`- ${processors(requests.cpu)} requested`, memory]);
});

test('JobPodProps.resources', () => {
  const { docs } = propertiesOf('JobPodProps').find(({ name }) => name === 'resources')!;
  const [job, snapshots] = [resourcesOf(RING, 'Job', 'events-auth', 'main'), resourcesOf(RING, 'CronJob', 'events-backup', 'main')];
  const dump = resourcesOf(SET, 'CronJob', 'orders-backup', 'main');
  for (const { requests } of [job, snapshots, dump]) expect(docs!.default).toBe(`- ${processors(requests.cpu)} and ${size(requests.memory)} of memory requested`);
  for (const { limits } of [job, snapshots]) expect(docs!.remarks).toContain(` and ${size(limits.memory)} of memory; `);
  expect(docs!.remarks).toContain(`; a dump ${size(dump.limits.memory)}.`);
});

const NEED = { least: 512, because: 'the cache is derived from it' };

test.each([[Size.mebibytes(512), 512], [Size.kibibytes(524289), 512.0009765625]])('%j of memory are enough', (limit, mebibytes) => {
  expect(memoryLimit('prod/db', 'resources', { memory: { limit } }, NEED)).toBe(mebibytes);
});

test.each<[kplus.ContainerResources, string]>([
  [{}, 'nothing'], [{ memory: {} }, 'nothing'], [{ memory: { limit: Size.mebibytes(511) } }, "'511 MiB'"], [{ memory: { limit: Size.mebibytes(NaN) } }, "'NaN MiB'"],
])('%j of memory are not enough', (resources, got) => {
  expect(complaint(() => memoryLimit('prod/db', 'hidden.resources', resources, NEED))).toBe(
    `prod/db: 'hidden.resources.memory.limit' must be 512 MiB or more, because the cache is derived from it, got ${got}`,
  );
});

test('as much is requested as may be used, unless said otherwise', () => {
  const [less, more] = [Size.mebibytes(1), Size.mebibytes(2)];
  expect(requested({ memory: { limit: more } })).toEqual({ memory: { request: more, limit: more } });
  expect(requested({ memory: { request: less, limit: more } })).toEqual({ memory: { request: less, limit: more } });
  expect(requested({})).toEqual({ memory: {} });
});
