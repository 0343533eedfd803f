import { Duration, Size } from 'cdk8s';
import * as kplus from 'cdk8s-plus-28';
import { cluster, conf, container, secret } from './support/cluster';
import { MongoClusterProps, UpdateStrategy } from '../../src';
import { chart, complaint, synth } from '../support/synth';

const refused = (props: Partial<MongoClusterProps>, id = 'orders') => complaint(() => cluster(props, chart(), id)).replace(/^prod\/[^:]*: /, '');
const mib = (amount: number) => Size.mebibytes(amount);
const memory = (limit: Size) => ({ memory: { limit } });
const cache = (props: Partial<MongoClusterProps>, set?: string) => container(cluster(props), 'mongod', set).command.slice(2, 4);

describe('names', () => {
  test.each(['o', 'a'.repeat(40), 'orders-2'])('%s can be the name of a cluster', id => expect(() => cluster({}, chart(), id)).not.toThrow());

  test.each(['2orders', 'a'.repeat(41), 'or_ders', 'orders-'])('%s cannot be the name of a cluster', (id) => {
    expect(refused({}, id)).toBe(
      `'id' must be 1 to 40 lower-case letters, digits or '-', beginning with a letter and not ending with '-', got '${id}'; the object is named after the construct's id; call it something else, or set metadata.name`,
    );
  });

  test.each(['rs0', 'Orders_2-b', 'a'.repeat(63)])('%s can be the name of the replica set', setName => expect(conf(cluster({ setName })).replication).toEqual({ replSetName: setName }));

  test.each(['', 'a'.repeat(64), 'rs 0', "rs'0", 'rs"0', 'rs$0', 'rs/0', 'rs\n0', 'r\u00e9'])('%j cannot be the name of the replica set', (setName) => {
    expect(refused({ setName })).toBe(`'setName' must be 1 to 63 letters, digits, _ or -, got '${JSON.stringify(setName).slice(1, -1)}'`);
  });

  test('nor can anything but text', () => expect(refused({ setName: 5 as never })).toBe("'setName' must be a string, got 5"));
  test('it is called as the cluster is', () => expect(conf(cluster()).replication).toEqual({ replSetName: 'orders' }));

  test.each(['cluster.example', 'x'])('%s can be the domain', clusterDomain => expect(() => cluster({ clusterDomain })).not.toThrow());
  test.each(['Cluster', 'a"b', 'a b', ''])('%j cannot be the domain', clusterDomain => expect(refused({ clusterDomain })).toContain("'clusterDomain' must be a domain name"));
});

describe('memory', () => {
  const inMiB = (got: number | string) => (typeof got === 'string' ? got : `${got} MiB`);
  const cacheOf = (most: number, limit: number, got: number | string) =>
    `'wiredTigerCache' must be from 256 MiB to ${most} MiB, which leaves 256 MiB of the memory limit of ${limit} MiB, got '${inMiB(got)}'; mongod needs memory beside its cache, and is killed for lack of it`;
  const diskOf = (what: string, got: number | string) => `'${what}' must be 1024 MiB or more, got '${inMiB(got)}'; the journal and diagnostic data of a mongod without data take up to 500 MiB`;

  test.each<[Partial<MongoClusterProps>, string]>([
    [{}, '0.5'], [{ resources: memory(mib(512)) }, '0.25'], [{ resources: memory(mib(1536)) }, '0.25'], [{ resources: memory(mib(1538)) }, '0.2509765625'],
    [{ resources: memory(Size.gibibytes(16)) }, '7.5'], [{ resources: memory(Size.gibibytes(4)), wiredTigerCache: Size.gibibytes(3) }, '3'], [{ wiredTigerCache: mib(256) }, '0.25'],
    [{ wiredTigerCache: mib(1792) }, '1.75'], [{ resources: memory(mib(512)), wiredTigerCache: mib(256) }, '0.25'],
  ])('a member with %j has a cache of %s GiB', (props, gigabytes) => expect(cache(props)).toEqual(['--wiredTigerCacheSizeGB', gigabytes]));

  test.each<[Partial<MongoClusterProps>, string]>([
    [{ resources: {} }, "'resources.memory.limit' must be 512 MiB or more, because the cache is derived from it, got nothing"],
    [{ resources: memory(mib(511)) }, "'resources.memory.limit' must be 512 MiB or more, because the cache is derived from it, got '511 MiB'"],
    [{ wiredTigerCache: mib(255) }, cacheOf(1792, 2048, 255)],
    [{ wiredTigerCache: Size.kibibytes(1) }, cacheOf(1792, 2048, '1 KiB')],
    [{ wiredTigerCache: mib(1793) }, cacheOf(1792, 2048, 1793)],
    [{ wiredTigerCache: mib(NaN) }, cacheOf(1792, 2048, NaN)],
    [{ resources: memory(mib(NaN)) }, "'resources.memory.limit' must be 512 MiB or more, because the cache is derived from it, got 'NaN MiB'"],
    [{ storage: mib(NaN) }, diskOf('storage', NaN)],
    [{ wiredTigerCache: mib(2047) }, cacheOf(1792, 2048, 2047)],
    [{ wiredTigerCache: mib(2048) }, cacheOf(1792, 2048, 2048)],
    [{ resources: memory(mib(512)), wiredTigerCache: mib(257) }, cacheOf(256, 512, 257)],
    [{ hidden: { members: 1, resources: memory(mib(512)) }, resources: memory(Size.gibibytes(4)), wiredTigerCache: Size.gibibytes(4) }, cacheOf(3840, 4096, '4 GiB')],
    [{ hidden: { members: 1, resources: {} } }, "'hidden.resources.memory.limit' must be 512 MiB or more, because the cache is derived from it, got nothing"],
    [{ storage: mib(1023) }, diskOf('storage', 1023)],
    [{ storage: Size.kibibytes(1024 * 1024 - 1) }, diskOf('storage', '1048575 KiB')],
    [{ hidden: { members: 1, storage: mib(1023) } }, diskOf('hidden.storage', 1023)],
    [{ arbiter: { storage: mib(1023) } }, diskOf('arbiter.storage', 1023)],
  ])('the memory of %j is refused', (props, said) => expect(refused(props)).toBe(said));

  test('a disk may be measured in anything', () => expect(() => synth(cluster({ storage: Size.kibibytes(1024 * 1024 + 1) }))).not.toThrow());

  test('and so may memory', () => {
    const of = cluster({ resources: memory(Size.kibibytes(2097153)), wiredTigerCache: Size.gibibytes(0.3) });
    expect(container(of, 'mongod').resources.limits).toEqual({ memory: '2097153Ki' });
    expect(container(of, 'mongod').command.slice(2, 4)).toEqual(['--wiredTigerCacheSizeGB', '0.3']);
  });

  test('1 GiB of disk is enough', () => expect(() => cluster({ storage: mib(1024), hidden: { members: 1, storage: mib(1024) }, arbiter: { storage: mib(1024) } })).not.toThrow());

  test('as much is requested as may be used, unless said otherwise', () => {
    expect(container(cluster(), 'mongod').resources).toEqual({ requests: { cpu: '500m', memory: '2Gi' }, limits: { memory: '2Gi' } });
    const resources = { cpu: { request: kplus.Cpu.units(2) }, memory: { request: mib(600), limit: mib(900) } };
    expect(container(cluster({ resources }), 'mongod').resources).toEqual({ requests: { cpu: '2', memory: '600Mi' }, limits: { memory: '900Mi' } });
  });

  test('hidden members have their own, or that of the others', () => {
    expect(cache({ hidden: { members: 1 }, resources: memory(Size.gibibytes(4)), wiredTigerCache: Size.gibibytes(2) }, 'orders-hidden')).toEqual(['--wiredTigerCacheSizeGB', '2']);
    expect(cache({ hidden: { members: 1, resources: memory(Size.gibibytes(8)) }, wiredTigerCache: mib(300) }, 'orders-hidden')).toEqual(['--wiredTigerCacheSizeGB', '3.5']);
  });
});

test.each<[Partial<MongoClusterProps>, string]>([
  [{ updateStrategy: UpdateStrategy.rollingUpdate({ partition: -1 }) }, "'updateStrategy.partition' must be a whole number from 0 to 2147483647, got -1"],
  [{ revisionHistoryLimit: -1 }, "'revisionHistoryLimit' must be a whole number from 0 to 2147483647, got -1"],
  [{ terminationGracePeriod: Duration.millis(1500) }, "'terminationGracePeriod' must be a whole number of seconds, 0 or more, got '1.5 seconds'"],
  [{ minReady: Duration.millis(1500) }, "'minReady' must be a whole number of seconds from 0 to 2147483647, got '1.5 seconds'"],
])('what its backends refuse is refused at its own path: %#', (props, said) => expect(complaint(() => cluster(props))).toBe(`prod/orders: ${said}`));

describe('the exporter', () => {
  const exporter = (port?: number) => ({ image: 'e:1', credentials: { secret: secret('orders-exporter') }, port });

  test.each([1024, 65535, undefined])('may tell on port %s', port => expect(() => cluster({ exporter: exporter(port) })).not.toThrow());

  test.each([[1023, 'a whole number from 1024 to 65535'], [65536, 'a whole number from 1024 to 65535'], [27017, 'a port other than 27017, 28017, which mongod and the manager use'], [28017, 'a port other than 27017, 28017, which mongod and the manager use']])(
    'may not on %s', (port, allowed) => expect(refused({ exporter: exporter(port) })).toBe(`'exporter.port' must be ${allowed}, got ${port}`),
  );
});

test('further options of mongod stand beside our own', () => {
  expect(conf(cluster({ mongodConfig: { operationProfiling: { mode: 'slowOp' }, net: { maxIncomingConnections: 1000 } } }))).toEqual({
    net: { port: 27017, bindIpAll: true, maxIncomingConnections: 1000 },
    operationProfiling: { mode: 'slowOp' },
    replication: { replSetName: 'orders' },
    security: { keyFile: '/run/mongod/keyfile' },
    storage: { dbPath: '/data/db' },
  });
});

test('those that the construct writes are refused', () => expect(refused({ mongodConfig: { net: { port: 1 } } })).toContain("'mongodConfig.net.port' must be left out"));

test('an image of one\'s own may know more of them', () => {
  expect(refused({ mongodConfig: { net: { warpDrive: true } } })).toContain("'mongodConfig.net.warpDrive' must be");
  expect(conf(cluster({ image: 'own:1', mongodConfig: { net: { warpDrive: true } } })).net).toMatchObject({ warpDrive: true });
});
