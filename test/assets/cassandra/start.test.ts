import { spawnSync } from 'child_process';
import { existsSync, mkdirSync, readFileSync, utimesSync, writeFileSync } from 'fs';
import { join } from 'path';
import { accepts, FakeCluster, FakePod } from './support/fake-cluster';
import { Program } from './support/program';

let cluster: FakeCluster;
let image: string;

function pods(count: number): FakePod[] {
  cluster = new FakeCluster(count);
  image = cluster.folder('image');
  writeFileSync(join(image, 'cassandra.yaml'), 'num_tokens: 16\nlisten_address: localhost\n');
  writeFileSync(join(image, 'jvm-server.options'), '-ea\n');
  return cluster.pods;
}

afterEach(async () => cluster.ends());

const runs = (pod: FakePod, env: Record<string, string> = {}) => pod.runs('start.sh', { IMAGE_CONF: image, RING_MARK: '0.05', ...env });

/** With what Cassandra was started. */
async function cassandra(start: Program): Promise<Record<string, string>> {
  const status = await start.ended;
  if (status !== 0) throw new Error(`start.sh ended with ${status}:\n${start.said}`);
  return Object.fromEntries(start.printed.split('\n').slice(0, -1).map(line => [line.slice(0, line.indexOf(' ')), line.slice(line.indexOf(' ') + 1)]));
}

const OPTIONS = '-XX:+ExitOnOutOfMemoryError -XX:-HeapDumpOnOutOfMemoryError -XX:MaxDirectMemorySize=512M';

const seeds = (pod: FakePod) => /"seeds": "(.*?)"/.exec(readFileSync(join(pod.run, 'conf', 'cassandra.yaml'), 'utf8'))![1];

function decided(pod: FakePod, verdict: string, names: string): void {
  writeFileSync(join(pod.run, 'decision'), `${verdict}\nseeds ${names}\n`);
}

describe('a newcomer', () => {
  test('starts as was decided, with a configuration of its own', async () => {
    const [zero, one] = pods(2);
    decided(one, 'join', `${zero.host},far.example`);
    cluster.resolves('far.example', '10.9.0.1');
    const options = `${OPTIONS} -Dcassandra.reset_bootstrap_progress=true`;
    expect(await cassandra(runs(one))).toEqual({ args: '-f', conf: join(one.run, 'conf'), heap: '1024M', options });
    expect(seeds(one)).toBe(`10.9.0.1,${zero.address}`);
    expect(existsSync(join(one.run, 'conf', 'jvm-server.options'))).toBe(true);
    expect(readFileSync(join(one.data, '.began'), 'utf8')).toBe('join\n');
  });

  test('replaces whom was decided', async () => {
    const [zero, one] = pods(2);
    decided(one, 'replace 10.0.0.9', zero.host);
    expect((await cassandra(runs(one))).options).toBe(`${OPTIONS} -Dcassandra.reset_bootstrap_progress=true -Dcassandra.replace_address_first_boot=10.0.0.9`);
    expect(existsSync(join(one.data, '.repair'))).toBe(true);
  });

  test('waits for DNS until one of its seeds resolves', async () => {
    const [zero, one] = pods(2);
    cluster.resolves(zero.host);
    decided(one, 'join', `${zero.host},far.example`);
    const start = runs(one);
    await start.says(`waiting for DNS: none of the seeds resolves: ${zero.host} far.example`, 2);
    cluster.resolves('far.example', '127.0.0.1');
    await cassandra(start);
  });

  test('is a member from the moment at which CQL is open', async () => {
    const [zero, one] = pods(2);
    decided(one, 'join', zero.host);
    one.hasOnDisk('data/system/x');
    cluster.fake('cassandra.stays', '');
    const start = runs(one);
    await start.says('starting (join)');
    expect(existsSync(join(one.data, '.joined'))).toBe(false);
    await one.serves();
    await start.says('this node has joined the ring');
    expect(readFileSync(join(one.data, '.joined'), 'utf8')).toBe(`${one.data}/data/system`);
  });

  test('goes to the gate again when its container starts anew, and not by a stale decision', async () => {
    const [zero, one] = pods(2);
    decided(one, 'replace 10.0.0.9', zero.host);
    await cassandra(runs(one));
    await cluster.isARing([zero]);
    const again = runs(one);
    expect((await cassandra(again)).options).toBe(`${OPTIONS} -Dcassandra.reset_bootstrap_progress=true`);
    expect(again.said).toContain(`this pod may start as new node; seeds ${zero.host}`);
    expect(again.said).toContain('starting (join)');
  });

  test('goes to the gate where there is no decision at all', async () => {
    const [zero, one] = pods(2);
    await cluster.isARing([zero]);
    const start = runs(one);
    await cassandra(start);
    expect(start.said).toContain('starting (join)');
  });

  test('ends on a signal while it is at the gate, and nothing listens any more', async () => {
    const [, one] = pods(2);
    const start = runs(one);
    await start.says('waiting: ');
    expect(await accepts(one.address, cluster.ports.word)).toBe(true);
    start.signal('SIGTERM');
    expect(await start.ended).toBe(143);
    expect(await accepts(one.address, cluster.ports.word)).toBe(false);
  });

  test('ends on a signal while it waits for DNS', async () => {
    const [, one] = pods(2);
    decided(one, 'join', 'nowhere.example');
    const start = runs(one, { RING_ROUND: '600' });
    await start.says('waiting for DNS');
    start.signal('SIGTERM');
    expect(await start.ended).toBe(143);
  });
});

describe('a member', () => {
  test('starts without a decision, with the first three that stay as seeds, itself by its address, and those of other datacenters', async () => {
    const all = pods(5);
    const [zero, one, two, three] = all;
    cluster.members(all, [one]);
    cluster.file('extra-seeds', 'far.example');
    zero.hasJoined();
    decided(zero, 'replace 10.0.0.9', 'stale');
    cluster.resolves('far.example', '10.9.0.1');
    expect((await cassandra(runs(zero))).options).toBe(OPTIONS);
    expect(seeds(zero)).toBe(['10.9.0.1', zero.address, two.address, three.address].join(','));
  });

  test('starts at once with all others, when every node was down', async () => {
    const all = pods(3);
    for (const pod of all) pod.hasJoined();
    await Promise.all(all.map(async pod => cassandra(runs(pod, { RING_ROUND: '600' }))));
    expect(all.map(seeds)).toEqual(all.map(() => all.map(pod => pod.address).join(',')));
  });

  test('starts alone where DNS knows nobody else yet', async () => {
    const all = pods(3);
    for (const pod of all) {
      pod.hasJoined();
      cluster.resolves(pod.host);
    }
    await cassandra(runs(all[1], { RING_MEET: '1' }));
    expect(seeds(all[1])).toBe(all[1].address);
  });

  test('takes of a seed with addresses of both families that of its own', async () => {
    const [zero, one] = pods(2);
    one.hasJoined();
    cluster.resolves(zero.host, 'fd00::7', zero.address);
    await cassandra(runs(one));
    expect(seeds(one)).toBe(`${zero.address},${one.address}`);
  });

  test('waits for a container that still runs on its disk, and says whose it is', async () => {
    const [zero] = pods(1);
    zero.hasJoined();
    cluster.fake('cassandra.stays', '');
    const old = runs(zero);
    await old.says('starting: ');
    const young = runs(zero, { POD_IP: '127.0.0.9' });
    await young.says(new RegExp(`waiting: another container still uses this disk, events-0 at ${zero.address}, since \\S+; it ends by itself when its preStop hook has`), 2);
    expect(young.printed).toBe('');
    cluster.fake('cassandra.stays', undefined);
    old.end();
    expect((await cassandra(young)).args).toBe('-f');
  });

  test('has its disk to itself until its Cassandra ends, and not for as long as the companion takes to notice', async () => {
    const [zero] = pods(1);
    zero.hasJoined();
    cluster.fake('cassandra.stays', '');
    const start = runs(zero, { RING_MARK: '600' });
    await start.says('starting: ');
    while (!start.printed) await new Promise(resolve => setTimeout(resolve, 20)); // it is Cassandra by now, and the companion has begun
    const isFree = () => spawnSync('flock', ['--nonblock', join(zero.data, '.lock'), 'true']).status === 0;
    expect(isFree()).toBe(false);
    start.signal('SIGKILL');
    await start.ended;
    expect(isFree()).toBe(true);
  });

  test('asks at the gate once more when it had to wait for its disk', async () => {
    const [zero, one] = pods(2);
    decided(one, 'replace 10.0.0.9', zero.host);
    cluster.fake('cassandra.stays', '');
    const old = runs(one);
    await old.says('starting (replace 10.0.0.9)');
    decided(one, 'join', zero.host);
    const young = runs(one);
    await young.says('waiting: another container still uses this disk');
    await cluster.isARing([zero, one]);
    one.hasJoined();
    cluster.fake('cassandra.stays', undefined);
    old.end();
    await cassandra(young);
    expect(young.said).toContain('this disk is that of a member');
  });

  test('that had to wait for a disk that is too old names the container that it waits in', async () => {
    const [zero, one] = pods(2);
    decided(one, 'replace 10.0.0.9', zero.host);
    cluster.fake('cassandra.stays', '');
    const old = runs(one);
    await old.says('starting (replace 10.0.0.9)');
    const young = runs(one);
    await young.says('waiting: another container still uses this disk');
    one.hasJoined();
    const longAgo = Date.now() / 1000 - 11 * 24 * 3600;
    writeFileSync(join(one.data, '.heartbeat'), '');
    utimesSync(join(one.data, '.heartbeat'), longAgo, longAgo);
    await cluster.isARing([zero, one]);
    old.end();
    await young.says(/kubectl exec -n prod events-1 -c cassandra -- touch \S+\/\.heartbeat/);
    young.end();
  });

  test('waits until DNS knows it, when nobody else is to be found', async () => {
    const [zero, one] = pods(2);
    one.hasJoined();
    cluster.resolves(zero.host, '127.0.0.2');
    cluster.resolves(one.host, '127.0.0.3');
    const start = runs(one);
    await start.says(`waiting until DNS resolves this pod to ${one.address}, or another seed answers`, 2);
    cluster.resolves(one.host, one.address);
    await cassandra(start);
  });

  test('does not wait for that when another seed answers', async () => {
    const [zero, one] = pods(2);
    one.hasJoined();
    cluster.resolves(one.host, '127.0.0.3');
    await zero.listens(cluster.ports.internode);
    const start = runs(one);
    await cassandra(start);
    expect(start.said).not.toContain('waiting until DNS');
  });

  test('... or for longer than it should', async () => {
    const [, one] = pods(2);
    one.hasJoined();
    cluster.resolves(one.host);
    const start = runs(one, { RING_MEET: '1' });
    await cassandra(start);
    expect(start.said).toContain('going on after 1 seconds');
  });

  test('that is alone waits for nothing', async () => {
    const [zero] = pods(1);
    zero.hasJoined();
    cluster.resolves(zero.host);
    await cassandra(runs(zero));
    expect(seeds(zero)).toBe(zero.address);
  });

  test('that has left the ring stays at the gate when its container starts anew', async () => {
    const [zero] = pods(2);
    zero.hasJoined();
    zero.hasOnDisk('.decommissioned');
    await runs(zero).says('this disk is of a node that was decommissioned');
  });

  test('whose disk was emptied is none', async () => {
    const [zero] = pods(2);
    zero.hasOnDisk('.joined', `${zero.data}/data/system`);
    await runs(zero).says("this disk was a member's, and its data is gone");
  });

  test('may keep its data elsewhere', async () => {
    const [zero] = pods(1);
    zero.hasOnDisk('.joined');
    await cassandra(runs(zero));
  });
});

const GIB = 1024 ** 3;

// [MEMORY_LIMIT, RING_HEAP, RING_DIRECT_MEMORY, heap, direct memory]
test.each<[number, string, string, string, string]>([
  [4 * GIB, '', '', '2048M', '1024M'],
  [3 * GIB + 1, '', '', '1536M', '768M'],
  [32 * GIB, '', '', '16384M', '8192M'],
  [33 * GIB, '', '', '16384M', '8448M'],
  [31 * GIB, '', '', '15872M', '7936M'],
  [4 * GIB, `${GIB}`, `${GIB / 2}`, '1024M', '512M'],
  [64 * GIB, `${31 * GIB}`, '', '31744M', '16384M'],
])('of %i bytes, with a heap of %p and direct memory of %p asked for, %s and %s are given', async (limit, heap, direct, MAX_HEAP_SIZE, size) => {
  const [zero] = pods(1);
  zero.hasJoined();
  expect(await cassandra(runs(zero, { MEMORY_LIMIT: `${limit}`, RING_HEAP: heap, RING_DIRECT_MEMORY: direct })))
    .toMatchObject({ heap: MAX_HEAP_SIZE, options: `-XX:+ExitOnOutOfMemoryError -XX:-HeapDumpOnOutOfMemoryError -XX:MaxDirectMemorySize=${size}` });
});

test('options of the JVM follow, and an agent', async () => {
  const [zero] = pods(1);
  zero.hasJoined();
  const { options } = await cassandra(runs(zero, { RING_JVM_OPTIONS: '-Da=1 -Db=2', RING_AGENT: '-javaagent:/x.jar=7070:/y' }));
  expect(options).toBe(`${OPTIONS} -Da=1 -Db=2 -javaagent:/x.jar=7070:/y`);
});

test('an IPv6 pod does not prefer IPv4, whatever the options of the image say', async () => {
  const [zero] = pods(1);
  zero.hasJoined();
  cluster.resolves('fd00::7', 'fd00::7');
  expect((await cassandra(runs(zero, { POD_IP: 'fd00::7' }))).options).toBe(`${OPTIONS} -Djava.net.preferIPv4Stack=false`);
});

test('the image and the certificates are looked at before Cassandra starts', async () => {
  const [zero] = pods(1);
  zero.hasJoined();
  const tls = cluster.folder('tls');
  cluster.file('overrides', 'auto_repair: {"enabled":true}');
  const start = runs(zero, { TLS_DIR: tls, CASSANDRA_VERSION: '5.0.7' });
  await start.says('not starting: this image has Cassandra 5.0.7');
  cluster.file('overrides');
  await start.says(`not starting: there is no ${tls}/ca.crt`);
  expect(start.printed).toBe('');
});

test('a configuration that cannot be made is the end, before anything is marked', async () => {
  const [zero] = pods(1);
  writeFileSync(join(image, 'cassandra.yaml'), 'a: 1\na: 2\n');
  decided(zero, 'found', zero.address);
  const start = runs(zero);
  expect(await start.ended).toBe(1);
  expect(start.said).toContain("cassandra.yaml: 'a' is there twice, in lines 1 and 2");
  expect(existsSync(join(zero.data, '.began'))).toBe(false);
});

test('a decommission begins anew with the container', async () => {
  const [zero] = pods(1);
  zero.hasJoined();
  mkdirSync(zero.run, { recursive: true });
  writeFileSync(join(zero.run, 'leaving'), '');
  await cassandra(runs(zero));
  expect(existsSync(join(zero.run, 'leaving'))).toBe(false);
});
