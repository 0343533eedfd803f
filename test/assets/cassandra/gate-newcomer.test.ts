import { accepts, FakeCluster, FakePod } from './support/fake-cluster';
import { decision, keepsWaiting } from './support/gate';

let cluster: FakeCluster;
afterEach(async () => cluster.ends());

function pods(count: number): FakePod[] {
  cluster = new FakeCluster(count);
  return cluster.pods;
}

describe('a founder', () => {
  test('is the first of the chain, alone in the list', async () => {
    const [pod] = pods(1);
    expect(await decision(pod.runs('gate.sh'), pod)).toBe(`found\nseeds ${pod.address}\n`);
    expect(await accepts(pod.address, cluster.ports.word)).toBe(false);
  });

  test('waits until every other member says that it is new, and hears it when a name comes to resolve', async () => {
    const [zero, one] = pods(2);
    cluster.resolves(one.host);
    const gate = zero.runs('gate.sh');
    await keepsWaiting(gate, zero, "silent: events-1; they are starting, or are down and may hold the ring's data: if they are gone for good together with their disks, lower 'nodes' so that they are no longer members");
    const other = one.runs('gate.sh');
    await other.says('nobody serves CQL; new like this pod: events-0');
    expect(zero.decision).toBe('');
    cluster.resolves(one.host, one.address);
    expect(await decision(gate, zero)).toBe(`found\nseeds ${zero.address}\n`);
  });

  test('waits for ever when the others have begun to join a ring, and may hold its data', async () => {
    const [zero, one] = pods(2);
    one.hasOnDisk('.began', 'join\n');
    one.runs('gate.sh');
    await keepsWaiting(zero.runs('gate.sh'), zero, 'events-1 began to join a ring and may hold its data: if that ring is gone for good, delete the claims of events-1');
  });

  test('goes on founding on the disk on which it began, whoever is silent', async () => {
    const [zero] = pods(3);
    zero.hasOnDisk('.began', 'found\n');
    zero.hasOnDisk('data/system/local-1/x');
    expect(await decision(zero.runs('gate.sh'), zero)).toBe(`found\nseeds ${zero.address}\n`);
  });

  test('is nobody while a member keeps silent, although its name leads to a newcomer by an old address', async () => {
    const [zero, one, two] = pods(3);
    cluster.resolves(one.host, two.address); // DNS is behind
    const gate = zero.runs('gate.sh');
    two.runs('gate.sh');
    await gate.says('new like this pod: events-2');
    await keepsWaiting(gate, zero, 'silent: events-1; they are starting');
  });
});

describe('a newcomer', () => {
  test('joins, with those as seeds that serve, and never itself', async () => {
    const [zero, one, two, three, four] = pods(5);
    await cluster.isARing([zero, one, two, three]);
    expect(await decision(four.runs('gate.sh'), four)).toBe(`join\nseeds ${zero.host},${one.host},${two.host}\n`);
  });

  test('waits for its turn', async () => {
    const [zero, one, two] = pods(3);
    await cluster.isARing([zero]);
    const gate = two.runs('gate.sh');
    await keepsWaiting(gate, two, "it is events-1's turn to join, before this pod");
    cluster.answers(zero.address, [zero.entry(), one.entry()]);
    await cluster.isARing([one], [zero.entry()]);
    expect(await decision(gate, two)).toBe(`join\nseeds ${zero.host},${one.host}\n`);
  });

  test('waits for another who is joining, by what gossip says', async () => {
    const [zero, one] = pods(2);
    await cluster.isARing([zero], [], { '10.9.9.9': 'BOOT,-123', [one.address]: 'BOOT,-1', [zero.address]: 'NORMAL,-1' });
    const gate = one.runs('gate.sh');
    await keepsWaiting(gate, one, 'only one node joins or leaves at a time, and 10.9.9.9 joins (BOOT). If it is interrupted, it starts over by itself; if its pod is gone for good, the ring forgets it within a minute or two');
    cluster.answers(zero.address, [zero.entry()], { '10.9.9.9': 'NORMAL,-123', [one.address]: 'BOOT,-1' });
    expect(await decision(gate, one)).toMatch(/^join/);
  });

  test('needs no virtual table of gossip', async () => {
    const [zero, one] = pods(2);
    await cluster.isARing([zero]);
    cluster.fake('cql/' + zero.address, ` ring_address | host_id | data_center | rack | tokens\n---+---\n ${zero.address} | id-0 | dc1 | rack1 | {'1'}\n\n(1 rows)\n`);
    expect(await decision(one.runs('gate.sh'), one)).toMatch(/^join/);
  });

  test('does not count as a node what has no tokens, or is in another datacenter', async () => {
    const [zero, one] = pods(2);
    await cluster.isARing([zero]);
    cluster.fake('cql/' + zero.address, [
      ' ring_address | host_id | data_center | rack | tokens', '---+---', ` ${zero.address} | id-0 | dc1 | rack1 | {'1'}`, ' 10.9.9.8 | null | dc1 | rack1 | null',
      ' 10.9.9.7 | id-7 | dc2 | rack1 | {}', ' 10.9.9.6 | id-6 | dc2 | dc1 | {}', '', '(4 rows)', '',
    ].join('\n'));
    expect(await decision(one.runs('gate.sh'), one)).toMatch(/^join/);
  });

  test('waits as long as it is no member', async () => {
    const [zero, one] = pods(2);
    cluster.members([zero]);
    await cluster.isARing([zero]);
    const gate = one.runs('gate.sh');
    await keepsWaiting(gate, one, "events-1 is no member of the ring: raise 'nodes', or let the pod go");
    cluster.members();
    expect(await decision(gate, one)).toMatch(/^join/);
  });

  test('that grows the ring joins beside the others', async () => {
    const [zero, one, two] = pods(3);
    await cluster.isARing([zero, one, two]);
    const three = cluster.add();
    expect(await decision(three.runs('gate.sh'), three)).toBe(`join\nseeds ${zero.host},${one.host},${two.host}\n`);
  });

  test('is patient with slow DNS', async () => {
    const [zero, one] = pods(2);
    await cluster.isARing([zero]);
    cluster.fake('dns/.slow', '0.5');
    expect(await decision(one.runs('gate.sh'), one)).toMatch(/^join/);
  });

  test('takes DNS that does not answer for silence', async () => {
    const [zero, one] = pods(2);
    await cluster.isARing([zero]);
    cluster.fake('dns/.slow', '30');
    await keepsWaiting(one.runs('gate.sh', { RING_LOOKUP: '0.2' }), one, 'nobody serves CQL; silent: events-0;');
  });
});

describe('a ring with extra seeds', () => {
  test('is never founded, whoever is new', async () => {
    const [zero, one] = pods(2);
    cluster.file('extra-seeds', 'far.example');
    one.runs('gate.sh');
    const gate = zero.runs('gate.sh');
    await gate.says('new like this pod: events-1');
    await keepsWaiting(gate, zero, 'extra seeds, which must answer first: far.example');
  });

  test('is joined by the first of a new datacenter, and then by the next', async () => {
    const [zero, one] = pods(2);
    const far = new FakePod(cluster, 'far');
    cluster.file('extra-seeds', 'far.example', 'further.example');
    cluster.resolves('far.example', far.address);
    cluster.answers(far.address, [far.entry('id-far', 'dc0')]);
    await far.serves();
    const next = one.runs('gate.sh');
    await next.says("it is events-0's turn to join");
    expect(await decision(zero.runs('gate.sh'), zero)).toBe('join\nseeds far.example,further.example\n');
    cluster.answers(far.address, [far.entry('id-far', 'dc0'), zero.entry()]);
    await cluster.isARing([zero], [far.entry('id-far', 'dc0')]);
    expect(await decision(next, one)).toBe(`join\nseeds ${zero.host},far.example,further.example\n`);
    await far.stopsListening();
  });
});
