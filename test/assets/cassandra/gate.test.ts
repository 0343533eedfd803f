import { existsSync, readdirSync, writeFileSync } from 'fs';
import { join } from 'path';
import { accepts, FakeCluster, FakePod } from './support/fake-cluster';
import { decision, keepsWaiting } from './support/gate';

let cluster: FakeCluster;
afterEach(async () => cluster.ends());

function pods(count: number): FakePod[] {
  cluster = new FakeCluster(count);
  return cluster.pods;
}

describe('a disk that is known', () => {
  test('lets a member pass at once, whoever is silent', async () => {
    const [pod] = pods(3);
    pod.hasJoined();
    const gate = pod.runs('gate.sh');
    expect(await decision(gate, pod)).toBe('');
    expect(gate.said).toMatch(/this disk is that of a member/);
  });

  test('is not that of a member once it has been emptied, though the marker is still there', async () => {
    const [zero, one] = pods(2);
    one.hasOnDisk('.joined', `${one.data}/data/system\n`);
    one.hasOnDisk('.began', 'join\n');
    await cluster.isARing([zero], [{ ...one.entry(), address: cluster.freshAddress() }]);
    const gate = one.runs('gate.sh');
    expect(await decision(gate, one)).toMatch(/^replace /);
    expect(gate.said).toContain("this disk was a member's, and its data is gone");
  });

  test('of a decommissioned node waits for ever, and says what to delete', async () => {
    const [, one] = pods(2);
    one.hasJoined();
    one.hasOnDisk('.decommissioned');
    await keepsWaiting(one.runs('gate.sh'), one, 'this disk is of a node that was decommissioned, and Cassandra does not start on it again; delete the claims of events-1 to let a new node join');
    expect(await accepts(one.address, cluster.ports.word)).toBe(false);
  });
});

describe('commit logs on a disk of their own', () => {
  test('are set aside when the data disk is lost, and nothing is deleted', async () => {
    const [zero] = pods(1);
    const logs = cluster.folder('commitlog');
    for (const name of ['CommitLog-7-1.log', 'CommitLog-7-2.log', 'CommitLog-7-1_cdc.idx']) writeFileSync(join(logs, name), name);
    const gate = zero.runs('gate.sh', { RING_COMMITLOG: logs });
    expect(await decision(gate, zero)).toMatch(/^found/);
    const aside = readdirSync(logs).find(name => name.startsWith('lost-'))!;
    expect(readdirSync(join(logs, aside)).sort()).toEqual(['CommitLog-7-1.log', 'CommitLog-7-2.log']);
    expect(readdirSync(logs).filter(name => name.endsWith('.log'))).toEqual([]);
    expect(gate.said).toContain(`moved 2 files to ${logs}/${aside}`);
  });

  test('stay where the data is', async () => {
    const [zero] = pods(1);
    const logs = cluster.folder('commitlog');
    zero.hasOnDisk('data/system/local-1/x');
    writeFileSync(join(logs, 'CommitLog-7-1.log'), '');
    expect(await decision(zero.runs('gate.sh', { RING_COMMITLOG: logs }), zero)).toMatch(/^found/);
    expect(readdirSync(logs)).toEqual(['CommitLog-7-1.log']);
  });
});

describe('a signal', () => {
  test('ends it while it waits, and nothing listens any more', async () => {
    const [zero] = pods(2);
    const gate = zero.runs('gate.sh', { RING_ROUND: '600' });
    await gate.says('waiting:');
    expect(await accepts(zero.address, cluster.ports.word)).toBe(true);
    gate.signal('SIGTERM');
    expect(await gate.ended).toBe(143);
    expect(await accepts(zero.address, cluster.ports.word)).toBe(false);
    expect(readdirSync(cluster.folder('tmp'))).toEqual([]);
  });

  test('ends it while it looks around', async () => {
    const [zero] = pods(2);
    cluster.fake('dns/.slow', '600');
    const gate = zero.runs('gate.sh', { RING_LOOKUP: '600' });
    while (!existsSync(join(zero.run, '..')) || !await accepts(zero.address, cluster.ports.word)) await new Promise(setImmediate);
    gate.signal('SIGTERM');
    expect(await gate.ended).toBe(143);
    expect(await accepts(zero.address, cluster.ports.word)).toBe(false);
  });
});
