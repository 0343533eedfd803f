import { appendFileSync, existsSync, mkdirSync, readFileSync, statSync, utimesSync, writeFileSync } from 'fs';
import { join } from 'path';
import { accepts, FakeCluster, FakePod, uuidOf } from './support/fake-cluster';
import { Program } from './support/program';

let cluster: FakeCluster;
afterEach(async () => cluster.ends());

const line = (addresses: string) => `seed_provider: [{"class_name": "org.apache.cassandra.locator.SimpleSeedProvider", "parameters": [{"seeds": "${addresses}"}]}]\n`;

/** Pods that serve, the last of which has a configuration with these seeds. */
async function ring(count: number, seeds = (pods: FakePod[]) => pods.map(pod => pod.address)): Promise<FakePod[]> {
  cluster = new FakeCluster(count);
  const { pods } = cluster;
  for (const pod of pods) await pod.serves();
  for (const pod of pods) {
    writeFileSync(join(pod.run, 'cassandra.yaml'), `a: 1\n${line(seeds(pods).join(','))}b: 2\n`);
    writeFileSync(join(pod.run, 'seeds'), pods.map(one => `${one === pod ? pod.address : one.host}\n`).join(''));
  }
  return pods;
}

/** Beside a server that is this very test. */
const companion = (pod: FakePod, verdict = '', env: Record<string, string> = {}, server = String(process.pid)) =>
  pod.runs('companion.sh', { CASSANDRA_CONF: pod.run, RING_MARK: '0.05', RING_FOLLOW: '0', RING_LOOK: '1', RING_SETTLE: '0', RING_RETRY: '0.1', ...env }, server, verdict);

const yaml = (pod: FakePod) => readFileSync(join(pod.run, 'cassandra.yaml'), 'utf8');
const told = (pod: FakePod) => cluster.log('nodetool').filter(entry => entry.startsWith(`${pod.name} `)).map(entry => entry.split(' ')[1]);
const up = (...names: string[]) => Object.fromEntries(names.map(name => [name, 'UN']));

async function until(condition: () => boolean): Promise<void> {
  for (const end = Date.now() + 50_000; !condition();) {
    if (Date.now() > end) throw new Error(`not so after all: ${String(condition)}`);
    await new Promise(resolve => setTimeout(resolve, 20));
  }
}

test('ends with its server, and so does what tells its word', async () => {
  const [zero] = await ring(1);
  const server = zero!.runs('../../test/assets/cassandra/support/sleep.sh');
  const program = companion(zero!, '', {}, String(server.pid));
  while (!await accepts(zero!.address, cluster.ports.word)) await new Promise(resolve => setTimeout(resolve, 20));
  server.end();
  expect(await program.ended).toBe(0);
  expect(await accepts(zero!.address, cluster.ports.word)).toBe(false); // nothing that it started outlives it
});

test('certificates that are two files are put together again when they change', async () => {
  const [zero] = await ring(1);
  const [parts, tls] = ['parts', 'tls'].map(name => join(zero!.run, name));
  for (const folder of [parts!, tls!]) mkdirSync(folder);
  for (const name of ['tls.key', 'tls.crt', 'ca.crt']) writeFileSync(join(parts!, name), name);
  companion(zero!, '', { TLS_PARTS: parts!, TLS_DIR: tls! });
  const combined = () => existsSync(join(tls!, 'tls-combined.pem')) && readFileSync(join(tls!, 'tls-combined.pem'), 'utf8');
  await until(() => combined() === 'tls.key\ntls.crt\n');
  writeFileSync(join(parts!, 'tls.crt'), 'another');
  await until(() => combined() === 'tls.key\nanother\n');
});

describe('the seeds', () => {
  test('are given to Cassandra anew when DNS has another address for one of them', async () => {
    const [zero, one] = await ring(2);
    const program = companion(one!);
    const before = `${zero!.address},${one!.address}`;
    cluster.resolves(zero!.host, '10.9.0.1');
    await program.says(`the seeds have new addresses in DNS: 10.9.0.1,${one!.address}, formerly ${before}`);
    expect(yaml(one!)).toBe(`a: 1\n${line(`10.9.0.1,${one!.address}`)}b: 2\n`);
    expect(told(one!).filter(command => command === 'reloadseeds')).toEqual(['reloadseeds']);
  });

  test('are found by a node that started alone, because DNS was late', async () => {
    const [zero, one, two] = await ring(3, pods => [pods[2]!.address]);
    const program = companion(two!);
    await program.says(`the seeds have new addresses in DNS: ${zero!.address},${one!.address},${two!.address}, formerly ${two!.address}`);
  });

  test('are told once more, if Cassandra was not to be spoken to', async () => {
    const [zero, one] = await ring(2);
    cluster.fake('nodetool.fails', 'reloadseeds\n');
    const program = companion(one!);
    cluster.resolves(zero!.host, '10.9.0.1');
    await until(() => told(one!).filter(command => command === 'reloadseeds').length > 2);
    expect(program.said).not.toContain('the seeds have new addresses in DNS');
    cluster.fake('nodetool.fails', undefined);
    await program.says('the seeds have new addresses in DNS');
  });

  test('stay as they are while DNS has no answer', async () => {
    const [zero, one] = await ring(2);
    const before = yaml(one!);
    cluster.resolves(zero!.host);
    const program = companion(one!);
    await until(() => told(one!).filter(command => command === 'status').length > 1);
    expect(yaml(one!)).toBe(before);
    expect(program.said).not.toContain('DNS has other');
  });
});

describe('a join', () => {
  test('that failed is begun anew: the server is told to end', async () => {
    const [zero, one] = await ring(2);
    await one!.stopsListening();
    appendFileSync(join(cluster.root, 'system.log'), 'ERROR Bootstrap will have to be restarted.\n'); // of an earlier start
    const server = one!.runs('../../test/assets/cassandra/support/sleep.sh');
    const program = companion(one!, 'join', {}, String(server.pid));
    cluster.resolves(zero!.host, '10.9.0.1');
    await program.says('the seeds have new addresses in DNS'); // it has looked at the log before that
    appendFileSync(join(cluster.root, 'system.log'), 'INFO something else\n');
    appendFileSync(join(cluster.root, 'system.log'), 'ERROR Error while waiting on bootstrap to complete. Bootstrap will have to be restarted.\n');
    await program.says('this node could not fetch all of its data, because the stream was interrupted: it restarts, and fetches everything again');
    expect(await server.ended).toBe('SIGTERM');
    expect(await program.ended).toBe(0);
  });

  test('that has succeeded makes a member of the disk, once CQL is open', async () => {
    const [, one] = await ring(2);
    one!.hasOnDisk('data/system/x');
    await companion(one!, 'join').says('this node has joined the ring');
    expect(readFileSync(join(one!.data, '.joined'), 'utf8')).toBe(`${one!.data}/data/system`);
    expect(told(one!)).not.toContain('repair');
  });
});

describe('a replacement', () => {
  test('is repaired once: whom it copied from may have missed what the lost disk had', async () => {
    const [, one] = await ring(2);
    one!.hasOnDisk('.repair');
    const program = companion(one!, 'replace 10.0.0.9');
    await program.says('this node is repaired');
    expect(program.said).toContain('this node has taken the place of a dead one: repairing it once, nodetool repair --full');
    expect(told(one!).filter(command => command === 'repair')).toEqual(['repair']);
    expect(existsSync(join(one!.data, '.repair'))).toBe(false);
  });

  test('is repaired after a restart, if that came before', async () => {
    const [, one] = await ring(2);
    one!.hasJoined();
    one!.hasOnDisk('.repair');
    await companion(one!).says('this node is repaired');
  });

  test('is repaired when all others serve', async () => {
    const [zero, one] = await ring(2);
    await zero!.stopsListening();
    one!.hasOnDisk('.repair');
    const program = companion(one!, 'replace 10.0.0.9');
    await program.says('not repaired yet, next try in 0.1 seconds: events-0 does not serve CQL', 2);
    expect(told(one!)).not.toContain('repair');
    await zero!.serves();
    await program.says('this node is repaired');
  });

  test('is repaired once more after a failure', async () => {
    const [, one] = await ring(2);
    one!.hasOnDisk('.repair');
    cluster.fake('nodetool.fails', 'repair\n');
    cluster.fake('nodetool.repair', 'error: Repair job has failed\n');
    const program = companion(one!, 'replace 10.0.0.9');
    await program.says('not repaired yet, next try in 0.1 seconds: error: Repair job has failed', 2);
    expect(existsSync(join(one!.data, '.repair'))).toBe(true);
    cluster.fake('nodetool.fails', undefined);
    await program.says('this node is repaired');
  });
});

describe('a look at the ring', () => {
  test('notes the host id, for the day on which the disk comes back', async () => {
    const [, one] = await ring(2);
    cluster.sees(one!, up('events-0', 'events-1'));
    const program = companion(one!);
    await until(() => existsSync(join(one!.data, '.host-id')));
    expect(readFileSync(join(one!.data, '.host-id'), 'utf8')).toBe(`${uuidOf('events-1')}\n`);
    // Nobody was to join: that the disk is a member's is for others to say.
    expect(program.said).toBe('');
    expect(existsSync(join(one!.data, '.joined'))).toBe(false);
  });

  test('does not write the host id again that it has noted, which would sync the disk at each look', async () => {
    const [, one] = await ring(2);
    one!.hasOnDisk('.host-id', `${uuidOf('events-1')}\n`);
    utimesSync(join(one!.data, '.host-id'), 1, 1);
    cluster.sees(one!, up('events-0', 'events-1'));
    companion(one!, '', { RING_LOOK: '0' });
    await until(() => told(one!).filter(command => command === 'status').length > 1); // the first look has ended
    expect(statSync(join(one!.data, '.host-id')).mtimeMs).toBe(1000);
  });

  test('is for when the node has joined: until then, nodetool is not started for it', async () => {
    const [, one] = await ring(2);
    await one!.stopsListening();
    one!.announces('away', '1700000000');
    companion(one!, '', { RING_LOOK: '0', RING_RETURN: '0' });
    await until(() => !existsSync(join(one!.run, 'words', one!.host, 'away'))); // which a round does last
    expect(told(one!)).toEqual([]);
    await one!.serves();
    await until(() => told(one!).includes('status'));
  });

  test('does not note a host id that nodetool does not tell', async () => {
    const [, one] = await ring(2);
    cluster.fake('nodetool.status', cluster.status(up('events-0', 'events-1')).replaceAll(uuidOf('events-1'), 'null'));
    companion(one!, '', { RING_LOOK: '0' });
    await until(() => told(one!).filter(command => command === 'status').length > 1);
    expect(existsSync(join(one!.data, '.host-id'))).toBe(false);
  });

  test('tells of a node that it does not see, though that one serves, and which of the two to restart', async () => {
    const [zero, one] = await ring(2);
    cluster.sees(one!, { 'events-0': '?N', 'events-1': 'UN' });
    await companion(one!).says(`this node sees events-0 at ${zero!.address} as ?N, although it serves CQL: requests may fail here. If it lasts, restart events-0, not this one: kubectl delete pod -n prod events-0`);
  });

  const LEFT = `the node at 10.0.0.9 (host id ${uuidOf('10.0.0.9')}) is down, and belongs to no pod any more. If 'nodes' was lowered without 'decommission': raise it again, then decommission; or, if its disk is gone: nodetool removenode ${uuidOf('10.0.0.9')}`;

  test('tells of one that was scaled away and not decommissioned', async () => {
    const [zero] = await ring(2);
    cluster.sees(zero!, { ...up('events-0', 'events-1'), '10.0.0.9': 'DN' });
    await companion(zero!).says(LEFT);
  });

  test.each<[string, number, boolean]>([['one of the pods may be, at another address', 0, true], ['the first pod tells of', 1, false]])('says nothing of one that %s', async (_, self, down) => {
    const pods = await ring(2);
    if (down) await pods[1]!.stopsListening();
    cluster.sees(pods[self]!, { ...up('events-0', 'events-1'), '10.0.0.9': 'DN' });
    const program: Program = companion(pods[self]!);
    await until(() => told(pods[self]!).filter(command => command === 'status').length > 2);
    expect(program.said).not.toContain('10.0.0.9');
  });
});

test.each([[true, '600'], [false, '0']])('says for a while that the node was away, and then no longer: %s, where that is %s seconds', async (says, RING_RETURN) => {
  const [zero] = await ring(1);
  const word = join(zero!.run, 'words', zero!.host, 'away');
  zero!.announces('away', '1700000000');
  companion(zero!, '', { RING_LOOK: '0', RING_RETURN });
  await until(() => told(zero!).filter(command => command === 'status').length > 1); // one round is over
  expect(existsSync(word)).toBe(says);
});
