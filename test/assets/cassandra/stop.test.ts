import { chmodSync, existsSync, readFileSync, writeFileSync } from 'fs';
import { join } from 'path';
import { FakeCluster, FakePod } from './support/fake-cluster';
import { Program } from './support/program';

let cluster: FakeCluster;
afterEach(async () => cluster.ends());

async function serving(count: number): Promise<FakePod[]> {
  cluster = new FakeCluster(count);
  for (const pod of cluster.pods) await pod.serves();
  await cluster.pods[0]!.listens(cluster.ports.jmx); // of the loopback, which all of them share
  return cluster.pods;
}

const stop = (pod: FakePod, env: Record<string, string> = {}) => pod.runs('stop.sh', { RING_TURN: '0.05', RING_FAREWELL: '0', ...env });
const told = (pod: FakePod) => cluster.log('nodetool').filter(line => line.startsWith(`${pod.name} `)).map(line => line.slice(pod.name.length + 1));
const TOLD = ['disablebinary HOME=/tmp', 'drain HOME=/tmp'];

test('takes leave of clients, then of the other nodes, with nothing of the server\'s in nodetool\'s environment', async () => {
  const [zero] = await serving(3);
  const program = stop(zero!, { MAX_HEAP_SIZE: '8G', JVM_OPTS: '-x', JVM_EXTRA_OPTS: '-y' });
  expect(await program.ended).toBe(0);
  expect(told(zero!)).toEqual(TOLD);
});

test('gives clients that it has turned away the time to go elsewhere before it takes leave of the nodes', async () => {
  const [zero] = await serving(1);
  const sleep = join(cluster.root, 'bin', 'sleep'); // an hour takes no time, and is written down
  writeFileSync(sleep, '#!/usr/bin/env bash\nif [[ $1 == 3600 ]]; then echo "$POD_NAME sleep $*" >>"$FAKES/nodetool.log"; else PATH=${PATH#*:} exec sleep "$@"; fi\n');
  chmodSync(sleep, 0o755);
  expect(await stop(zero!, { RING_FAREWELL: '3600' }).ended).toBe(0);
  expect(told(zero!)).toEqual([TOLD[0], 'sleep 3600', TOLD[1]]);
});

test('leaves the mark of a member on the disk of a node that serves, which no probe may have seen yet', async () => {
  const [zero] = await serving(1);
  zero!.hasOnDisk('data/system/x');
  expect(await stop(zero!).ended).toBe(0);
  expect(readFileSync(join(zero!.data, '.joined'), 'utf8')).toBe(`${zero!.data}/data/system`);
});

test('leaves no such mark on the disk of a node that does not serve: it may not have joined', async () => {
  const [zero] = await serving(1);
  zero!.hasOnDisk('data/system/x');
  await zero!.stopsListening(cluster.ports.cql);
  expect(await stop(zero!).ended).toBe(0);
  expect(existsSync(join(zero!.data, '.joined'))).toBe(false);
});

test('is no failure where nodetool fails: nobody is left to mend it', async () => {
  const [zero] = await serving(1);
  cluster.fake('nodetool.fails', 'drain\ndisablebinary\n');
  const program = stop(zero!);
  expect(await program.ended).toBe(0);
  expect(program.said).toMatch(/nodetool disablebinary failed[\s\S]*nodetool drain failed/);
});

test('waits while another member is down, and goes when it is back', async () => {
  const [zero, one] = await serving(3);
  await one!.stopsListening();
  const program = stop(zero!);
  await program.says('stopping later: events-1 does not serve CQL.', 2);
  expect(told(zero!)).toEqual([]);
  await one!.serves();
  expect(await program.ended).toBe(0);
  expect(told(zero!)).toEqual(TOLD);
});

test('waits no longer than it was told to', async () => {
  const [zero, one] = await serving(2);
  await one!.stopsListening();
  const program = stop(zero!, { RING_PATIENCE: '1' });
  expect(await program.ended).toBe(0);
  expect(program.said).toContain('stopping after 1 seconds, although events-1 does not serve CQL.');
  expect(told(zero!)).toEqual(TOLD);
});

test('waits for nobody where it does not serve itself: it is no loss', async () => {
  const [zero, one] = await serving(2);
  await zero!.stopsListening(cluster.ports.cql);
  await one!.stopsListening();
  expect(await stop(zero!).ended).toBe(0);
  expect(told(zero!)).toEqual(TOLD);
});

test('takes no leave where its JVM answers nobody: it would only be waited for', async () => {
  const [zero, one] = await serving(2);
  await one!.stopsListening();
  zero!.hangs = true;
  const program = stop(zero!, { RING_ANSWER: '0.2' });
  expect(await program.ended).toBe(0);
  expect(program.said).toContain('stopping: the JVM does not answer');
  expect(told(zero!)).toEqual([]);
});

/** The companion of a pod, which tells the others how its node sees the ring: `<state> <pod>`. */
async function sees(pod: FakePod, states: Record<string, string>): Promise<void> {
  cluster.sees(pod, states);
  await pod.tellsTheRing();
}

describe('how the others see the ring', () => {
  test.each(['?N', 'DN'])('is waited for, when one of them takes another to be %s, though that one serves', async (state) => {
    const [zero, one, two] = await serving(3);
    await sees(one!, { 'events-0': 'UN', 'events-1': 'UN', 'events-2': state });
    await sees(two!, { 'events-0': 'UN', 'events-1': 'UN', 'events-2': 'UN' });
    const program = stop(zero!);
    await program.says(`stopping later: events-1 sees events-2 at ${two!.address} as ${state}.`, 2);
    expect(told(zero!)).toEqual([]);
    cluster.sees(one!, { 'events-0': 'UN', 'events-1': 'UN', 'events-2': 'UN' });
    expect(await program.ended).toBe(0);
    expect(told(zero!)).toEqual(TOLD);
  });

  test('is waited for, when one of them does not know another', async () => {
    const [zero, one, two] = await serving(3);
    await sees(one!, { 'events-0': 'UN', 'events-1': 'UN' });
    await stop(zero!).says(`stopping later: events-1 sees events-2 at ${two!.address} as nobody it knows.`);
  });

  test('does not matter where it is this node that they see amiss: it goes', async () => {
    const [zero, one] = await serving(2);
    await sees(one!, { 'events-0': '?N', 'events-1': 'UN' });
    expect(await stop(zero!).ended).toBe(0);
  });

  test('is not known of those that an earlier release has started, and not waited for', async () => {
    const [zero] = await serving(3);
    expect(await stop(zero!).ended).toBe(0);
  });

  test('is waited for where it should be told and is not', async () => {
    const [zero, one] = await serving(2);
    await sees(one!, {});
    await stop(zero!).says('stopping later: events-1 does not say how it sees the ring.');
  });
});

test('waits for nobody who leaves the ring', async () => {
  const [zero, one] = await serving(2);
  cluster.members(cluster.pods, [one!]);
  await one!.stopsListening();
  expect(await stop(zero!).ended).toBe(0);
});

test('waits for others as before while DNS does not answer: that does not mean that the ring is being deleted', async () => {
  const [zero, one] = await serving(2);
  await one!.stopsListening();
  cluster.fake('dns/.silent', '');
  const program = stop(zero!);
  await program.says('stopping later', 6);
  expect(program.said).not.toContain('the governing Service is gone');
  expect(told(zero!)).toEqual([]);
});

test('waits for others as before where DNS has lost the governing Service for a moment, time and again', async () => {
  const [zero, one] = await serving(2);
  await one!.stopsListening();
  const asked = join(cluster.root, 'asked');
  writeFileSync(asked, '');
  // Each third time it is there.
  writeFileSync(join(cluster.root, 'bin', 'python3'), `#!/usr/bin/env bash\nif [[ $1 != -c ]]; then exit 1; fi\necho >>'${asked}'\n(( $(wc -l <'${asked}') % 3 == 0 ))\n`);
  const program = stop(zero!);
  await program.says('stopping later', 8);
  expect(program.said).not.toContain('the governing Service is gone');
});

test('waits for nobody where the ring is being deleted: its governing Service is gone, and with it the names', async () => {
  const [zero, one] = await serving(2);
  await one!.stopsListening();
  const program = stop(zero!);
  await program.says('stopping later');
  for (const pod of cluster.pods) cluster.resolves(pod.host);
  expect(await program.ended).toBe(0);
  expect(program.said).toContain('the governing Service is gone: the ring is being deleted, so this node waits for nobody');
});

test('of three that are stopped at once, one per rack, no two are down together; and all get their turn', async () => {
  const pods = await serving(3);
  cluster.fake('nodetool.status', cluster.status(Object.fromEntries(pods.map(pod => [pod.name, 'UN']))));
  const log = join(cluster.root, 'down');
  writeFileSync(log, '');
  // A node is down from its drain until its next incarnation serves. `drain` tells us, and waits for us to have heard.
  writeFileSync(join(cluster.root, 'bin', 'nodetool'), `#!/usr/bin/env bash\nif [[ $1 == status ]]; then cat "$FAKES/nodetool.status"; fi\nif [[ $1 == drain ]]; then echo "$POD_NAME" >>"${log}"; until [[ -e ${cluster.root}/down.$POD_NAME ]]; do sleep 0.02; done; fi\n`);
  const programs: Program[] = pods.map(pod => stop(pod));
  const down = () => readFileSync(log, 'utf8').split('\n').slice(0, -1);
  for (let turn = 1; turn <= 3; turn++) {
    while (down().length < turn) await new Promise(resolve => setTimeout(resolve, 20));
    const pod = pods.find(({ name }) => name === down()[turn - 1])!;
    await pod.stopsListening();
    for (const [i, program] of programs.entries()) if (!down().includes(pods[i]!.name)) await program.says(`${pod.name} `);
    expect(down()).toHaveLength(turn); // the others look on
    writeFileSync(`${cluster.root}/down.${pod.name}`, '');
    await programs[pods.indexOf(pod)]!.ended;
    programs[pods.indexOf(pod)]!.end(); // the container, and with it what the pod said of itself
    await pod.serves();
  }
  expect(new Set(down()).size).toBe(3);
});
