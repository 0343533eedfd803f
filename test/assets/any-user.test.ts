import { execFileSync } from 'child_process';
import { existsSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'fs';
import { AddressInfo, createServer } from 'net';
import { join } from 'path';
import { FakeNamespace } from './cassandra/support/auth/fake-namespace';
import { FakeRing } from './cassandra/support/auth/fake-ring';
import { accepts, FakeCluster } from './cassandra/support/fake-cluster';
import { decision } from './cassandra/support/gate';
import { Program } from './cassandra/support/program';
import { archive, FakePod } from './mongo/support/shell/fake-pod';

// A cluster may run the pods as a user of its own choice: one without a name or a home, in group 0. Such a user owns the volumes' group, and nothing else.

const SOMEBODY = { uid: 1000680000, gid: 0 };

/** Only root can run something as somebody else. */
const isRoot = process.getuid?.() === 0;
if (!isRoot) console.warn('The programs are not run as a user without a name: that needs root.');
const asSomebody = isRoot ? test : test.skip;

const endings: (() => unknown)[] = [];
beforeEach(() => {
  Program.as = SOMEBODY;
});
afterEach(async () => {
  Program.as = {};
  for (const end of endings.splice(0)) await end();
});

/** As the folder of a pod. */
const give = (folder: string) => execFileSync('chown', ['-R', `${SOMEBODY.uid}:${SOMEBODY.gid}`, folder]);

describe('of a replica set', () => {
  function pod(): FakePod {
    const made = new FakePod();
    endings.push(() => made.ends());
    writeFileSync(made.path('keyfile', 'keyfile'), 'c2VjcmV0\n');
    return made;
  }

  asSomebody('mongod is started, with a key file that is its own', async () => {
    const of = pod();
    of.command('mongod', '#!/usr/bin/env bash\nwhoami 2>&1\nid -u -r\n');
    give(of.root);
    const { status, said, printed } = await of.ran('start.sh', { POD_IPS: 'fd00::7' });
    expect({ status, said }).toEqual({ status: 0, said: '' });
    expect(printed).toBe(`whoami: cannot find name for user ID ${SOMEBODY.uid}\n${SOMEBODY.uid}\n`);
    const key = statSync(of.path('mongod', 'keyfile'));
    expect([key.uid, (key.mode % 0o1000).toString(8)]).toEqual([SOMEBODY.uid, '400']);
    expect(readFileSync(of.path('data', '.cdk8s-stateful'), 'utf8')).toBe('rs0\n');
  });

  asSomebody('the manager is started', async () => {
    const of = pod();
    of.command('mongosh', '#!/usr/bin/env bash\necho "$*"\ncat "$HOME/.mongodb/mongosh/config"\n');
    give(of.root);
    const { status, printed } = await of.ran('manager.sh');
    expect([status, printed]).toEqual([0, expect.stringMatching(/^--nodb --norc --quiet .*manager\.js\n\{"disableLogging":true/)]);
  });

  asSomebody('a backup is made', async () => {
    const of = pod();
    of.change({ members: { 'orders-0.orders:27017': { setName: 'rs0', secondary: true } }, dump: { archive: archive().toString('base64') } });
    give(of.root);
    expect(await of.ran('backup.sh')).toMatchObject({ status: 0, said: expect.stringMatching(/backup .* is complete/) });
    expect(readdirSync(of.path('backup'))).toHaveLength(1);
  });

  asSomebody('one is restored', async () => {
    const of = pod();
    of.has('rs0-20250101T030000Z.archive.gz');
    give(of.root);
    expect(await of.ran('restore.sh')).toMatchObject({ status: 0, said: expect.stringMatching(/is restored\n$/) });
  });

  asSomebody('mongod is started with certificates that are two files', async () => {
    const of = pod();
    of.command('mongod', '#!/usr/bin/env bash\n');
    mkdirSync(of.path('tls-parts'));
    for (const name of ['tls.key', 'tls.crt', 'ca.crt']) writeFileSync(of.path('tls-parts', name), `${name}\n`);
    give(of.root);
    expect(await of.ran('start.sh', { TLS_PARTS: of.path('tls-parts') })).toMatchObject({ status: 0, said: '' });
    const whole = statSync(of.path('tls', 'tls-combined.pem'));
    expect([whole.uid, (whole.mode % 0o1000).toString(8)]).toEqual([SOMEBODY.uid, '640']);
  });

  asSomebody('probes and hooks do what they do', async () => {
    const of = pod();
    for (const name of ['ready', 'may-stop']) writeFileSync(of.path('manager', name), `${Math.floor(Date.now() / 1000)}\n`);
    const server = createServer(socket => socket.on('error', () => undefined).resume());
    await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve));
    endings.push(() => server.close());
    give(of.root);
    const MONGO_PORT = `${(server.address() as AddressInfo).port}`;
    expect(await of.ran('young.sh', {}, of.path('manager', 'ready'), '30')).toMatchObject({ status: 0 });
    expect(await of.ran('arbiter-alive.sh', { MONGO_PORT })).toMatchObject({ status: 0 });
    expect(await of.ran('stop.sh', { MONGO_PATIENCE: '60' })).toMatchObject({ status: 0 });
    expect(statSync(of.path('manager', 'stopping')).uid).toBe(SOMEBODY.uid);
    const outlasting = of.runs('outlast.sh', { MONGO_PORT });
    server.close();
    expect(await outlasting.ended).toBe(0);
  });
});

describe('of a ring', () => {
  function cluster(): FakeCluster {
    const made = new FakeCluster(1);
    endings.push(async () => made.ends());
    return made;
  }

  asSomebody('the gate lets the founder in, and Cassandra is started on it', async () => {
    const of = cluster();
    const [pod] = of.pods;
    const image = of.folder('image');
    writeFileSync(join(image, 'cassandra.yaml'), 'num_tokens: 16\nlisten_address: localhost\n');
    writeFileSync(join(image, 'jvm-server.options'), '-ea\n');
    give(of.root);
    expect(await decision(pod!.runs('gate.sh'), pod!)).toMatch(/^found/);
    const start = pod!.runs('start.sh', { IMAGE_CONF: image, RING_MARK: '0.05' });
    expect([await start.ended, start.printed]).toEqual([0, expect.stringContaining('args -f\n')]);
    expect(readFileSync(join(pod!.run, 'conf', 'cassandra.yaml'), 'utf8')).toContain(`listen_address: "${pod!.address}"`);
    expect(existsSync(join(pod!.data, '.began'))).toBe(true);
  });

  asSomebody('probes and hooks do what they do', async () => {
    const of = cluster();
    const [pod] = of.pods;
    pod!.hasOnDisk('data/system/x');
    await pod!.listens(of.ports.jmx);
    await pod!.serves();
    give(of.root);
    expect(await pod!.runs('alive.sh', { LOG_DIR: of.root, RING_CONSOLE: join(of.root, 'log') }).ended).toBe(0);
    expect(statSync(join(pod!.data, '.joined')).uid).toBe(SOMEBODY.uid);
    expect(await pod!.runs('stop.sh', { RING_TURN: '0.05', RING_FAREWELL: '0' }).ended).toBe(0);
    expect(of.log('nodetool').filter(line => line.includes('drain'))).toHaveLength(1);
  });

  asSomebody('the companion tells its word, and puts certificates together', async () => {
    const of = cluster();
    const [pod] = of.pods;
    await pod!.serves();
    const [parts, tls] = ['parts', 'tls'].map(name => join(pod!.run, name));
    for (const folder of [parts!, tls!]) mkdirSync(folder);
    for (const name of ['tls.key', 'tls.crt', 'ca.crt']) writeFileSync(join(parts!, name), name);
    writeFileSync(join(pod!.run, 'cassandra.yaml'), `seed_provider: [{"class_name": "x", "parameters": [{"seeds": "${pod!.address}"}]}]\n`);
    writeFileSync(join(pod!.run, 'seeds'), `${pod!.address}\n`);
    give(of.root);
    const env = { CASSANDRA_CONF: pod!.run, RING_MARK: '0.05', RING_FOLLOW: '0', RING_LOOK: '1', RING_SETTLE: '0', RING_RETRY: '0.1', TLS_PARTS: parts!, TLS_DIR: tls! };
    const server = pod!.runs('../../test/assets/cassandra/support/sleep.sh'); // of the same user: of others nobody knows whether they are there
    const companion = pod!.runs('companion.sh', env, String(server.pid), '');
    endings.push(() => { for (const each of [companion, server]) each.end(); });
    const whole = join(tls!, 'tls-combined.pem');
    const end = Date.now() + 30_000;
    while (!existsSync(whole) || !await accepts(pod!.address, of.ports.word)) {
      if (Date.now() > end) throw new Error(`it only said:\n${companion.said}`);
      await new Promise(resolve => setTimeout(resolve, 20));
    }
    expect(statSync(whole).uid).toBe(SOMEBODY.uid);
  });

  asSomebody('the Job makes the superuser', async () => {
    const ring = await FakeRing.of(1);
    endings.push(async () => ring.ends());
    ring.secret({ username: 'admin', password: 'right' });
    await ring.serves();
    for (const folder of [ring.folder, ring.cluster.root]) give(folder);
    const auth = ring.auth({ RING_AUTH_REPLICATION: '1' });
    expect([await auth.ended, Object.keys(ring.state.roles).sort()]).toEqual([0, ['admin', 'cassandra']]);
  });

  asSomebody('snapshots are made', async () => {
    const namespace = await FakeNamespace.of('data-events-0');
    endings.push(() => namespace.ends());
    give(namespace.folder);
    expect(await namespace.backUp()).toEqual({ status: 0, said: expect.stringContaining('is complete: 1 snapshots') });
  });
});
