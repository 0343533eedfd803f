import { FakeCluster, FakePod } from './support/fake-cluster';
import { decision, keepsWaiting } from './support/gate';

let cluster: FakeCluster;
afterEach(async () => cluster.ends());

function pods(count: number): FakePod[] {
  cluster = new FakeCluster(count);
  return cluster.pods;
}

describe('a lost disk', () => {
  const elsewhere = (pod: FakePod) => ({ ...pod.entry(), address: cluster.freshAddress() });

  test.each([0, 1, 2])('of ordinal %i is replaced while the others serve', async (lost) => {
    const all = pods(3);
    const others = all.filter((_, index) => index !== lost);
    const dead = elsewhere(all[lost]);
    await cluster.isARing(others, [dead]);
    expect(await decision(all[lost].runs('gate.sh'), all[lost])).toBe(`replace ${dead.address}\nseeds ${others.map(({ host }) => host).join(',')}\n`);
  });

  test('of ordinal 0 waits for ever while the others are down, founds nothing, and says what would end it', async () => {
    const [zero] = pods(3);
    await keepsWaiting(zero.runs('gate.sh'), zero,
      "nobody serves CQL; silent: events-1, events-2; they are starting, or are down and may hold the ring's data: if they are gone for good together with their disks, lower 'nodes' so that they are no longer members");
  });

  test('waits while another member is down, and says how to replace by hand', async () => {
    const [zero, one, two] = pods(3);
    const dead = elsewhere(two);
    await cluster.isARing([zero], [dead, one.entry()]);
    const gate = two.runs('gate.sh');
    await keepsWaiting(gate, two, `2 nodes of the ring are dead: ${one.address} (rack1, host id id-events-1), ${dead.address} (rack1, host id id-events-2). Let them come back, or`);
    expect(gate.said).toContain("replaceNodes: { 'events-2': '<address>' }");
    await cluster.isARing([one], [zero.entry(), dead]);
    expect(await decision(gate, two)).toBe(`replace ${dead.address}\nseeds ${zero.host},${one.host}\n`);
  });

  test('is replaced by the word of the operator, who may write the address in capitals, as Cassandra does not', async () => {
    const [zero, one, two] = pods(3);
    cluster.file('replace', 'events-2 FD00::7A');
    await cluster.isARing([zero], [one.entry(), { ...two.entry(), address: 'fd00::7a' }]);
    expect(await decision(two.runs('gate.sh'), two)).toBe(`replace fd00::7a\nseeds ${zero.host}\n`);
  });

  test('is replaced where the pod has the address that the dead node had', async () => {
    const [zero, one] = pods(2);
    await cluster.isARing([zero], [one.entry()]);
    expect(await decision(one.runs('gate.sh'), one)).toBe(`replace ${one.address}\nseeds ${zero.host}\n`);
  });

  test('is replaced although a newcomer has got the address of the dead node', async () => {
    const [zero, one, two] = pods(3);
    await cluster.isARing([zero], [{ ...one.entry(), address: two.address }]);
    const last = two.runs('gate.sh');
    await keepsWaiting(last, two, `the node at ${two.address} (rack1, host id id-events-1) is dead, and may be that of events-1, which must be heard from first`);
    expect(await decision(one.runs('gate.sh'), one)).toBe(`replace ${two.address}\nseeds ${zero.host}\n`);
    expect(two.decision).toBe('');
  });

  test('is replaced within its rack only', async () => {
    const [zero, one] = pods(2);
    const dead = { ...elsewhere(one), rack: 'b' };
    await cluster.isARing([zero], [dead]);
    await keepsWaiting(one.runs('gate.sh'), one, `the node at ${dead.address} (b, host id id-events-1) is dead, and this pod is in rack1`);
  });

  test('is replaced although somebody before it waits in another rack', async () => {
    const [zero, one, two] = pods(3);
    one.rack = 'rack2';
    cluster.members();
    const dead = elsewhere(two);
    await cluster.isARing([zero], [dead]);
    const other = one.runs('gate.sh');
    await keepsWaiting(other, one, `the node at ${dead.address} (rack1, host id id-events-2) is dead, and may be that of events-2`);
    expect(await decision(two.runs('gate.sh'), two)).toBe(`replace ${dead.address}\nseeds ${zero.host}\n`);
    expect(one.decision).toBe('');
  });

  test('waits beside a node that was scaled away and is still in the ring', async () => {
    const [zero, one] = pods(2);
    const dead = elsewhere(one);
    const away = { address: cluster.freshAddress(), hostId: 'id-away', datacenter: 'dc1', rack: 'rack1' };
    await cluster.isARing([zero], [dead, away]);
    const gate = one.runs('gate.sh');
    await keepsWaiting(gate, one, 'for a node that was scaled away and not decommissioned: nodetool removenode id-events-1, id-away');
    cluster.answers(zero.address, [zero.entry(), dead]);
    expect(await decision(gate, one)).toBe(`replace ${dead.address}\nseeds ${zero.host}\n`);
  });

  test('is replaced as the operator says, where the ring cannot tell', async () => {
    const [zero, one, two] = pods(3);
    await cluster.isARing([zero], [elsewhere(one), elsewhere(two)]);
    const dead = elsewhere(two);
    cluster.answers(zero.address, [zero.entry(), elsewhere(one), dead]);
    const gate = two.runs('gate.sh');
    await keepsWaiting(gate, two, '2 nodes of the ring are dead');
    cluster.file('replace', `events-2 ${dead.address}`);
    expect(await decision(gate, two)).toBe(`replace ${dead.address}\nseeds ${zero.host}\n`);
  });

  test('is replaced by an address of IPv6 however it is written', async () => {
    const [zero, one, two] = pods(3);
    const dead = { ...elsewhere(two), address: 'fd00::a5' };
    await cluster.isARing([zero], [elsewhere(one), dead]);
    cluster.file('replace', 'events-2 FD00::A5');
    expect(await decision(two.runs('gate.sh'), two)).toBe(`replace ${dead.address}\nseeds ${zero.host}\n`);
  });

  test('is not replaced as the operator says, if somebody serves there', async () => {
    const [zero, one, two] = pods(3);
    await cluster.isARing([zero, one]);
    cluster.file('replace', `events-2 ${one.address}`);
    await keepsWaiting(two.runs('gate.sh'), two, `'replaceNodes' says that this pod replaces ${one.address}, but events-1 serves CQL there`);
  });
});
