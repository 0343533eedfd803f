import { existsSync, readFileSync, statSync, utimesSync, writeFileSync } from 'fs';
import { join } from 'path';
import { FakeCluster, FakePod } from './support/fake-cluster';

let cluster: FakeCluster;
let log: string;
afterEach(async () => cluster.ends());

function pods(count: number): FakePod[] {
  cluster = new FakeCluster(count);
  log = join(cluster.root, 'log');
  return cluster.pods;
}

const probe = (pod: FakePod, env: Record<string, string> = {}) => pod.runs('alive.sh', { LOG_DIR: cluster.root, RING_CONSOLE: log, ...env });

/** Until it is so: what runs in the background has no end to await. */
async function until(condition: () => boolean): Promise<void> {
  for (const end = Date.now() + 50_000; !condition();) {
    if (Date.now() > end) throw new Error(`not so after all: ${String(condition)}; said:\n${logged()}`);
    await new Promise(resolve => setTimeout(resolve, 20));
  }
}

const logged = () => (existsSync(log) ? readFileSync(log, 'utf8') : '');

test('fails as long as nothing listens for JMX, and succeeds from then on, whether CQL is open or not', async () => {
  const [zero] = pods(1);
  expect(await probe(zero).ended).toBe(1);
  await zero.listens(cluster.ports.jmx);
  expect(await probe(zero).ended).toBe(0);
  expect(existsSync(join(zero.data, '.joined'))).toBe(false);
});

test('fails where the port is open, and the JVM behind it answers nobody', async () => {
  const [zero] = pods(1);
  zero.hangs = true;
  await zero.listens(cluster.ports.jmx);
  const program = probe(zero, { RING_ANSWER: '0.2' });
  expect(await program.ended).toBe(1);
  expect(program.said).toContain(`the JVM does not answer on port ${cluster.ports.jmx}`);
});

test('touches the heartbeat of a member, and of nobody else', async () => {
  const [zero] = pods(1);
  await zero.listens(cluster.ports.jmx);
  expect(await probe(zero).ended).toBe(0);
  expect(existsSync(join(zero.data, '.heartbeat'))).toBe(false);
  zero.hasJoined();
  expect(await probe(zero).ended).toBe(0);
  utimesSync(join(zero.data, '.heartbeat'), 1, 1);
  expect(await probe(zero).ended).toBe(0);
  expect(statSync(join(zero.data, '.heartbeat')).mtimeMs).toBeGreaterThan(Date.now() - 60_000);
});

test('marks the disk as that of a member once CQL is open', async () => {
  const [zero] = pods(1);
  zero.hasOnDisk('data/system/x');
  await zero.listens(cluster.ports.jmx);
  await zero.serves();
  expect(await probe(zero).ended).toBe(0);
  expect(readFileSync(join(zero.data, '.joined'), 'utf8')).toBe(`${zero.data}/data/system`);
});

test('marks it too where the data is elsewhere', async () => {
  const [zero] = pods(1);
  await zero.listens(cluster.ports.jmx);
  await zero.serves();
  expect(await probe(zero).ended).toBe(0);
  expect(readFileSync(join(zero.data, '.joined'), 'utf8')).toBe('');
});

test('starts no JVM', async () => {
  const [zero] = pods(1);
  await zero.listens(cluster.ports.jmx);
  await probe(zero).ended;
  expect(cluster.log('nodetool')).toEqual([]);
});

describe('a member that is to leave', () => {
  async function ring(leaving: number): Promise<FakePod[]> {
    const all = pods(3);
    for (const pod of all) {
      pod.hasJoined();
      await pod.serves();
    }
    await all[leaving].listens(cluster.ports.jmx);
    return all;
  }

  test('is decommissioned once, in the background, and lives ever after', async () => {
    const all = await ring(2);
    const [,, two] = all;
    expect(await probe(two).ended).toBe(0);
    expect(cluster.log('nodetool')).toEqual([]);
    cluster.members(all, [two]);
    expect(await probe(two).ended).toBe(0);
    expect(await probe(two).ended).toBe(0);
    await until(() => logged().includes('this node has left the ring'));
    expect(cluster.log('nodetool')).toEqual(['events-2 decommission HOME=/tmp']);
    expect(readFileSync(join(cluster.root, 'decommission.log'), 'utf8')).toBe('output of nodetool decommission\n');
    await two.stopsListening();
    expect(await probe(two).ended).toBe(0);
  });

  test('is not decommissioned a second time while that has not come to its end', async () => {
    const all = await ring(2);
    const leaving = join(all[2].run, 'leaving');
    cluster.members(all, [all[2]]);
    await all[1].stopsListening(); // what it waits for
    expect(await probe(all[2]).ended).toBe(0);
    writeFileSync(leaving, 'as it was'); // each begins with a new one
    expect(await probe(all[2]).ended).toBe(0);
    expect(readFileSync(leaving, 'utf8')).toBe('as it was');
  });

  test('waits until those that stay can take its data', async () => {
    const all = await ring(2);
    cluster.members(all, [all[2]]);
    await all[1].stopsListening();
    expect(await probe(all[2]).ended).toBe(0);
    await until(() => logged().includes('not leaving yet: events-1 does not serve CQL'));
    expect(cluster.log('nodetool')).toEqual([]);
    await all[1].serves();
    await until(() => existsSync(join(all[2].data, '.decommissioned')));
  });

  /** What nodetool says of a ring of so many nodes, beside another datacenter. */
  const status = (nodes: number) => [
    'Datacenter: dc0', '===============', '--  Address  Load  Tokens  Owns  Host ID  Rack', 'UN  10.1.0.1  1 KiB  16  ?  id  rack1', 'UN  10.1.0.2  1 KiB  16  ?  id  rack1', '',
    'Datacenter: dc1', '===============', 'Status=Up/Down', '|/ State=Normal/Leaving/Joining/Moving', '--  Address  Load  Tokens  Owns  Host ID  Rack',
    ...Array.from({ length: nodes }, (_, index) => `${index === 0 ? 'UN' : 'DL'}  10.0.0.${index}  1 KiB  16  ?  id  rack1`), '',
  ].join('\n');

  test('waits for its turn, the last first, until the ring does not know that any more, whether it serves or not', async () => {
    const all = await ring(1);
    cluster.members(all, [all[1], all[2]]);
    cluster.fake('nodetool.status', status(3));
    await all[2].stopsListening();
    expect(await probe(all[1]).ended).toBe(0);
    await until(() => logged().includes('not leaving yet: events-2 leaves first'));
    cluster.fake('nodetool.status', status(2));
    await until(() => existsSync(join(all[1].data, '.decommissioned')));
  });

  test('does not take it for its turn when the ring tells nothing', async () => {
    const all = await ring(1);
    cluster.members(all, [all[1], all[2]]);
    cluster.fake('nodetool.status', 'error: connection refused\n');
    expect(await probe(all[1]).ended).toBe(0);
    await until(() => logged().includes('not leaving yet: nodetool status does not show the ring'));
    expect(cluster.log('nodetool').filter(line => line.includes('decommission'))).toEqual([]);
  });

  test('stays, if it is to stay after all before it has begun', async () => {
    const all = await ring(2);
    cluster.members(all, [all[2]]);
    await all[1].stopsListening();
    expect(await probe(all[2]).ended).toBe(0);
    await until(() => logged().includes('not leaving yet'));
    cluster.members(all);
    await until(() => !existsSync(join(all[2].run, 'leaving')));
    expect(cluster.log('nodetool')).toEqual([]);
  });

  test('tries again after a failure', async () => {
    const all = await ring(2);
    cluster.members(all, [all[2]]);
    cluster.fake('nodetool.fails', 'decommission\n');
    cluster.fake('nodetool.decommission', "nodetool: Unsupported operation: Not enough live nodes\nSee 'nodetool help' or 'nodetool help <command>'.\n");
    expect(await probe(all[2], { RING_RETRY: '0.1' }).ended).toBe(0);
    await until(() => logged().includes('nodetool decommission failed, next try in 0.1 seconds: nodetool: Unsupported operation: Not enough live nodes'));
    cluster.fake('nodetool.fails', undefined);
    await until(() => existsSync(join(all[2].data, '.decommissioned')));
  });

  test('has first to have joined', async () => {
    const all = await ring(2);
    cluster.members(all, [all[2]]);
    all[2].losesItsDisk();
    await all[2].stopsListening(cluster.ports.cql);
    expect(await probe(all[2]).ended).toBe(0);
    expect(existsSync(join(all[2].run, 'leaving'))).toBe(false);
  });

  test('keeps nothing of the probe open', async () => {
    const all = await ring(2);
    cluster.members(all, [all[2]]);
    await all[1].stopsListening();
    const one = probe(all[2]);
    await one.closed; // what is in the background goes on
    expect(existsSync(join(all[2].run, 'leaving'))).toBe(true);
    writeFileSync(log, '');
    await until(() => logged().includes('not leaving yet'));
  });
});
