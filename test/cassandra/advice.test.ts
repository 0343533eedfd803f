import { Duration, Size } from 'cdk8s';
import { cluster } from './support/cluster';
import { Advice, CassandraClusterProps, ClaimRetention } from '../../src';
import { chart } from '../support/synth';

/** Of a ring about which there is nothing else to say. */
const advice = (props: Partial<CassandraClusterProps>) => {
  const prod = chart();
  cluster({ repairEvery: Duration.days(7), ...props }, prod).addNetworkPolicy();
  return Advice.of(prod).map(said => said.replace(/^prod\/events: /, ''));
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

test.each<[Partial<CassandraClusterProps>, string[]]>([[{ nodes: 1 }, []], [{ nodes: 2 }, [open]], [{ nodes: 3 }, [open]]])('%j, and everybody may reach the nodes: %j', (props, said) => {
  const prod = chart();
  cluster({ repairEvery: Duration.days(7), ...props }, prod);
  expect(Advice.of(prod)).toEqual(said);
});

test('a policy that is added when all else is made takes that back', () => {
  const prod = chart();
  const events = cluster({ repairEvery: Duration.days(7) }, prod);
  expect(Advice.of(prod)).toEqual([open]);
  events.addNetworkPolicy();
  expect(Advice.of(prod)).toEqual([]);
});
