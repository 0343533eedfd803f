import { Duration, Size } from 'cdk8s';
import { cluster } from './support/cluster';
import { CassandraClusterProps, ClaimRetention, Guard } from '../../src';
import { chart } from '../support/synth';

/** Of a ring about which there is nothing else to say. */
const advice = (props: Partial<CassandraClusterProps>) => {
  const prod = chart();
  cluster({ repairEvery: Duration.days(7), ...props }, prod).addNetworkPolicy();
  return new Guard().report(prod).map(said => said.replace(/^prod\/events: /, ''));
};

const unrepaired = (hours: number) =>
  `'repairEvery' must be set, unless you repair every table yourself within gcGrace, ${hours} hours, got nothing; without repair, deleted data can come back from a node that missed the deletion`;
const late = (given: number, grace: string) => `'repairEvery' must be less than gcGrace, ${grace}, got '${given} hours'; deleted data may come back before it is repaired`;

test.each<[string, Partial<CassandraClusterProps>, string[]]>([
  ['a ring that repairs itself', {}, []],
  ['nobody repairs', { repairEvery: undefined }, [unrepaired(240)]],
  ['nobody repairs, and deletions are forgotten sooner', { repairEvery: undefined, gcGrace: Duration.days(1) }, [unrepaired(24)]],
  ['a single node, which has nobody to compare with', { nodes: 1, repairEvery: undefined }, []],
  ['a single node with others in another datacenter', { nodes: 1, repairEvery: undefined, clusterName: 'Events', datacenter: 'west', extraSeeds: ['a.example'] }, [unrepaired(240)]],
  ['repair just in time', { repairEvery: Duration.hours(239) }, []],
  ['repair just too late', { repairEvery: Duration.hours(240) }, [late(240, '240 hours')]],
  ['repair just too late, to the second', { repairEvery: Duration.hours(2), gcGrace: Duration.seconds(7199) }, [late(2, '7199 seconds')]],
  ['repair just in time, to the second', { repairEvery: Duration.hours(2), gcGrace: Duration.seconds(7201) }, []],
  ['repair much too late', { repairEvery: Duration.days(7), gcGrace: Duration.days(1) }, [late(168, '24 hours')]],
])('repair: %s', (_, props, said) => expect(advice(props)).toEqual(said));

const pair = "'nodes' must be 1, or 3 or more, got 2; QUORUM of two replicas is both, so with one node down nobody reads or writes at QUORUM";
const DELETE = { claimsWhenScaled: ClaimRetention.DELETE };
const deletes = "'claimsWhenScaled' must be RETAIN, unless every node is decommissioned before 'nodes' is lowered, got 'Delete'; the replicas of a node that is not are deleted with its volume";
const shrinking = (staying: number, nodes: number) => `'nodes' must be ${staying}, without 'decommission', once the others have left the ring, got ${nodes}; until then no machine that runs a remaining node can be drained`;

test.each<[string, Partial<CassandraClusterProps>, string[]]>([
  ['claims that stay', { claimsWhenScaled: ClaimRetention.RETAIN }, []],
  ['claims that go', DELETE, [deletes]],
  ['claims that go after their data', { ...DELETE, nodes: 4, decommission: 1 }, [shrinking(3, 4)]],
  ['the first of two steps', { nodes: 5, decommission: 2 }, [shrinking(3, 5)]],
  ['no step', { nodes: 5, decommission: 0 }, []],
])('fewer nodes: %s', (_, props, said) => expect(advice(props)).toEqual(said));

const mebibytes = (limit: number, heap?: number, directMemory?: number): Partial<CassandraClusterProps> => ({
  resources: { memory: { limit: Size.mebibytes(limit) } },
  heap: heap === undefined ? undefined : Size.mebibytes(heap),
  directMemory: directMemory === undefined ? undefined : Size.mebibytes(directMemory),
});
const thin = (beside: number, least: number) =>
  `'resources.memory.limit' must be ${least} MiB more than heap and direct memory together, got '${beside} MiB more'; the other memory of the JVM and Cassandra grows with data and load, and each nodetool is another JVM`;

// [limit, heap, direct memory]
test.each<[Partial<CassandraClusterProps>, string[]]>([
  [{}, []],
  [mebibytes(1024), [thin(256, 512)]],
  [mebibytes(1536), [thin(384, 512)]],
  [mebibytes(2044), [thin(511, 512)]],
  [mebibytes(2048), []],
  [mebibytes(3413, 2048, 853), []], // 512 MiB are 15 %
  [mebibytes(4096, 2458, 1024), [thin(614, 615)]],
  [mebibytes(4096, 2457, 1024), []],
  [mebibytes(32 * 1024), []],
  [mebibytes(32 * 1024, 24 * 1024, 4 * 1024), [thin(4096, 4916)]],
])('memory: %j', (props, said) => expect(advice(props)).toEqual(said));

const open = "prod/events: 'addNetworkPolicy' must be called, unless a policy of your own closes port 7002 to others, got nothing; "
  + 'anyone who reaches it can keep nodes from hearing each other, so that none joins and each that stops waits for minutes';

test.each<[Partial<CassandraClusterProps>, string[]]>([[{ nodes: 1 }, []], [{ nodes: 2 }, [`prod/events: ${pair}`, open]], [{ nodes: 3 }, [open]]])('%j, and everybody may reach the nodes: %j', (props, said) => {
  const prod = chart();
  cluster({ repairEvery: Duration.days(7), ...props }, prod);
  expect(new Guard().report(prod)).toEqual(said);
});

test('a policy that is added when all else is made takes that back', () => {
  const prod = chart();
  const events = cluster({ repairEvery: Duration.days(7) }, prod);
  expect(new Guard().report(prod)).toEqual([open]);
  events.addNetworkPolicy();
  expect(new Guard().report(prod)).toEqual([]);
});

const uneven = (racks: number, nodes: number) =>
  `'nodes' must be a multiple of ${racks}, the number of racks, got ${nodes}; each rack holds as much data as any other, so in one with fewer nodes each of them has more to hold and to serve`;
const two = '\'racks\' must be one rack, or three or more, got ["a","b"]; of three replicas one of two racks holds two: without it nobody reads or writes at QUORUM';
const racks = (names: string) => [...names].map(name => ({ name }));

test.each<[Partial<CassandraClusterProps>, string[]]>([
  [{ nodes: 1 }, []], [{ nodes: 2 }, [pair]], [{ nodes: 3 }, []], [{ nodes: 4 }, []],
  [{ nodes: 3, decommission: 1 }, [shrinking(2, 3), pair]],
  [{ nodes: 3, racks: racks('abc') }, []], [{ nodes: 4, racks: racks('abc') }, [uneven(3, 4)]], [{ nodes: 5, racks: racks('abc') }, [uneven(3, 5)]], [{ nodes: 6, racks: racks('abc') }, []],
  [{ nodes: 4, racks: racks('abc'), decommission: 1 }, [shrinking(3, 4)]], [{ nodes: 3, racks: racks('a') }, []],
  [{ nodes: 2, racks: racks('ab') }, [pair]], [{ nodes: 3, racks: racks('ab') }, [uneven(2, 3), two]], [{ nodes: 4, racks: racks('ab') }, [two]],
])('replicas: %j', (props, said) => expect(advice(props)).toEqual(said));

const floating = (image: string) => `'image' must be named by version or digest, such as cassandra:5.0, got '${image}'; it is whatever Cassandra a machine pulled last: two pods may run two of them, and a restart may be an upgrade`;
const unsure = (image: string) => `'image' must be a full version number, 5.0.8 or later, with repairEvery, got '${image}'; on a machine that has pulled an older one under this name, the node waits, and says so in its log`;

test.each<[string | undefined, string[]]>([
  [undefined, []], ['cassandra:5.0.8', []], ['cassandra:5.1', []], ['registry.example:5000/own@sha256:0', []], ['cassandra@sha256:0', []], ['cassandra:5.0@sha256:0', []], ['own/image:7', []], ['own/image:main', []],
  ['cassandra', [floating('cassandra')]], ['registry.example:5000/library/cassandra', [floating('registry.example:5000/library/cassandra')]], ['cassandra:5', [floating('cassandra:5')]],
  ['cassandra:latest', [floating('cassandra:latest')]], ['own/image:latest', [floating('own/image:latest')]],
  ['cassandra:5.0', [unsure('cassandra:5.0')]], ['registry.example/cassandra:5.0-jammy', [unsure('registry.example/cassandra:5.0-jammy')]],
])('the image %s', (image, said) => expect(advice({ image })).toEqual(said));

test('without repairEvery, any 5.0 will do', () => expect(advice({ image: 'cassandra:5.0', repairEvery: undefined })).toEqual([unrepaired(240)]));
