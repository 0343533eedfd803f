import { existsSync, readFileSync, rmSync, utimesSync } from 'fs';
import { join } from 'path';
import { FakeCluster, FakePod } from './support/fake-cluster';
import { decision, keepsWaiting } from './support/gate';

let cluster: FakeCluster;
afterEach(async () => cluster.ends());

/** Members' disks, all of them. */
function pods(count: number): FakePod[] {
  cluster = new FakeCluster(count);
  for (const pod of cluster.pods) {
    pod.hasJoined();
    pod.hasOnDisk('.heartbeat');
    pod.hasOnDisk('.host-id', `id-${pod.name}\n`);
  }
  return cluster.pods;
}

const GRACE = 864_000;

/** It was last served from so many seconds ago. */
function wasAway(pod: FakePod, seconds: number): void {
  const then = Date.now() / 1000 - seconds;
  utimesSync(join(pod.data, '.heartbeat'), then, then);
}

const TOO_LONG = /waiting: this disk's node was last alive \d+ days and \d+ hours ago, and deletions are remembered for 240 hours: rows that were deleted since would come back\. Delete the claims of events-1 and its pod, and a new node takes its place; or, if nothing was deleted, start on it: kubectl exec -n prod events-1 -c gate -- touch \S+\/\.heartbeat/;

describe('a disk that comes back', () => {
  test.each([0, GRACE - 60])('after %i seconds is started on', async (seconds) => {
    const [zero, one] = pods(2);
    wasAway(one!, seconds);
    await cluster.isARing([zero!], [one!.entry()]);
    const gate = one!.runs('gate.sh');
    expect(await decision(gate, one!)).toBe('');
    expect(gate.said).toContain('this disk is that of a member');
  });

  test('after longer than deletions are remembered is not, until somebody says so', async () => {
    const [zero, one] = pods(2);
    wasAway(one!, GRACE + 60);
    await cluster.isARing([zero!], [one!.entry()]);
    const gate = one!.runs('gate.sh');
    await gate.says(TOO_LONG, 2);
    wasAway(one!, 0);
    expect(await decision(gate, one!)).toBe('');
  });

  test('goes by what the tables remember, where that is another time', async () => {
    const [zero, one] = pods(2);
    wasAway(one!, 7200);
    await cluster.isARing([zero!], [one!.entry()]);
    await one!.runs('gate.sh', { RING_GC_GRACE: '3600' }).says('was last alive 0 days and 2 hours ago, and deletions are remembered for 1 hours');
    expect(await decision(one!.runs('gate.sh', { RING_GC_GRACE: '10800' }), one!)).toBe('');
  });

  test('of an earlier release has no heartbeat, and is as old as what was written last', async () => {
    const [zero, one] = pods(2);
    rmSync(join(one!.data, '.heartbeat'));
    await cluster.isARing([zero!], [one!.entry()]);
    const then = Date.now() / 1000 - GRACE - 3600;
    for (const file of ['.joined', '.host-id', 'data/system/local-1/nb-1-big-Data.db']) utimesSync(join(one!.data, file), then, then);
    await one!.runs('gate.sh').says(TOO_LONG);
    rmSync(join(one!.data, '.heartbeat'));
    one!.hasOnDisk('commitlog/CommitLog-7-1.log');
    utimesSync(join(one!.data, '.host-id'), 999_999_999, 999_999_999); // of 2001, and fewer digits
    expect(await decision(one!.runs('gate.sh'), one!)).toBe('');
  });

  test('with all others, after the whole ring was stopped for long, is started on: nothing was deleted meanwhile', async () => {
    const all = pods(3);
    for (const pod of all) wasAway(pod, 3 * GRACE);
    const gates = all.map(pod => pod.runs('gate.sh', { RING_ROUND: '0.3' }));
    const word = (pod: FakePod) => join(pod.run, 'words', pod.host, 'away');
    for (const [i, pod] of all.entries()) {
      expect(await decision(gates[i]!, pod)).toBe('');
      expect(Number(readFileSync(word(pod), 'utf8'))).toBeGreaterThan(1_700_000_000);
      await pod.tellsTheRing(); // its companion says it on, for those that are later
    }
  });

  test.each<[string, (one: FakePod) => Promise<void>]>([
    ['was away for less', async () => undefined],
    ['was away as well, but serves again for days and says nothing more of it', async (other) => { await other.serves(); }],
    ['was stopped much later', async (other) => {
      other.announces('away', String(Math.floor(Date.now() / 1000 - GRACE)));
      await other.tellsTheRing();
    }],
  ])('is not started on where another %s', async (_, other) => {
    const [zero, one] = pods(2);
    wasAway(one!, 2 * GRACE + 60);
    await other(zero!);
    await one!.runs('gate.sh').says(TOO_LONG, 3);
  });

  test('is not that of a member which the ring has removed, until somebody says so', async () => {
    const [zero, one] = pods(2);
    await cluster.isARing([zero!]);
    const gate = one!.runs('gate.sh');
    await keepsWaiting(gate, one!, 'the node of this disk (host id id-events-1): it was removed or decommissioned, and rows that were deleted since would come back. Delete the claims and the pod of events-1 to let a new node join; or, to let it back in with all that it has: kubectl exec -n prod events-1 -c gate -- rm ');
    rmSync(join(one!.data, '.host-id'));
    expect(await decision(gate, one!)).toBe('');
  });

  test('is not that of a member whose place another has taken', async () => {
    const [zero, one, two] = pods(3);
    await cluster.isARing([zero!]);
    cluster.answers(zero!.address, [zero!.entry(), two!.entry('id-events-1')]);
    await two!.serves();
    cluster.answers(two!.address, [zero!.entry(), two!.entry('id-events-1')]);
    await keepsWaiting(one!.runs('gate.sh'), one!, `events-2 at ${two!.address} has taken the place of this disk's node (host id id-events-1): delete the claims of events-1 and its pod`);
  });

  test.each<[string, (zero: FakePod) => Promise<void>]>([
    ['nobody serves who could be asked', async () => undefined],
    ['those who serve cannot tell', async (zero) => { await zero.serves(); }],
  ])('is started on where %s about the ring', async (_, others) => {
    const [zero, one] = pods(2);
    await others(zero!);
    expect(await decision(one!.runs('gate.sh'), one!)).toBe('');
  });

  test('is started on where it never learned its host id', async () => {
    const [zero, one] = pods(2);
    rmSync(join(one!.data, '.host-id'));
    await cluster.isARing([zero!]);
    expect(await decision(one!.runs('gate.sh'), one!)).toBe('');
    expect(existsSync(join(one!.run, 'words', one!.host, 'away'))).toBe(false);
  });
});

describe('while DNS does not answer', () => {
  test('a newcomer says that, and nothing of the others', async () => {
    cluster = new FakeCluster(2);
    const [zero, one] = cluster.pods;
    for (const pod of cluster.pods) cluster.resolves(pod.host);
    cluster.fake('dns/.silent', '');
    const gate = one!.runs('gate.sh');
    await keepsWaiting(gate, one!, 'waiting: DNS does not answer, so nothing is known of the other members');
    expect(gate.said).not.toContain('silent');
    cluster.fake('dns/.silent', undefined);
    await cluster.isARing([zero!]);
    cluster.resolves(zero!.host, zero!.address);
    expect(await decision(gate, one!)).toMatch(/^join/);
  });

  test('a member starts all the same', async () => {
    const [, one] = pods(2);
    for (const pod of cluster.pods) cluster.resolves(pod.host);
    cluster.fake('dns/.silent', '');
    expect(await decision(one!.runs('gate.sh'), one!)).toBe('');
  });
});

test('a quorum that is missing is not taken for a wrong password', async () => {
  cluster = new FakeCluster(2);
  const [zero, one] = cluster.pods;
  await zero!.serves();
  cluster.fake('cqlsh.error', "AuthenticationFailed('Failed to authenticate: Error from server: code=0100 [Bad credentials] message=\"Unable to perform authentication: Cannot achieve consistency level LOCAL_QUORUM\"')\n");
  await keepsWaiting(one!.runs('gate.sh'), one!, `members serve CQL, but none reports on the ring: ${zero!.address} cannot check a login, because too few replicas of system_auth are up`);
});
