import { readFileSync, writeFileSync } from 'fs';
import { join } from 'path';
import { FakeCluster, FakePod } from './support/fake-cluster';
import { Program } from './support/program';

jest.setTimeout(60_000);

let cluster: FakeCluster;
afterEach(async () => cluster.ends());

async function serving(count: number): Promise<FakePod[]> {
  cluster = new FakeCluster(count);
  for (const pod of cluster.pods) await pod.serves();
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
  await zero!.stopsListening();
  await one!.stopsListening();
  expect(await stop(zero!).ended).toBe(0);
  expect(told(zero!)).toEqual(TOLD);
});

test('waits for nobody who leaves the ring', async () => {
  const [zero, one] = await serving(2);
  cluster.members(cluster.pods, [one!]);
  await one!.stopsListening();
  expect(await stop(zero!).ended).toBe(0);
});

test('waits for nobody where the ring is being deleted: its governing Service is gone, and with it the names', async () => {
  const [zero, one] = await serving(2);
  await one!.stopsListening();
  const program = stop(zero!);
  await program.says('stopping later');
  for (const pod of cluster.pods) cluster.resolves(pod.host);
  expect(await program.ended).toBe(0);
  expect(program.said).toContain('the governing Service is gone: the ring is being deleted, and nobody is waited for');
});

test('of three that are stopped at once, one per rack, no two are down together; and all get their turn', async () => {
  const pods = await serving(3);
  const log = join(cluster.root, 'down');
  writeFileSync(log, '');
  // A node is down from its drain until its next incarnation serves. `drain` tells us, and waits for us to have heard.
  writeFileSync(join(cluster.root, 'bin', 'nodetool'), `#!/usr/bin/env bash\nif [[ $1 == drain ]]; then echo "$POD_NAME" >>"${log}"; until [[ -e ${cluster.root}/down.$POD_NAME ]]; do sleep 0.02; done; fi\n`);
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
