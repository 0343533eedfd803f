import { execFileSync } from 'child_process';
import { existsSync, readdirSync, readFileSync, statSync, writeFileSync } from 'fs';
import { join } from 'path';
import { FakeNamespace } from './cassandra/support/auth/fake-namespace';
import { FakeRing } from './cassandra/support/auth/fake-ring';
import { FakeCluster } from './cassandra/support/fake-cluster';
import { decision } from './cassandra/support/gate';
import { Program } from './cassandra/support/program';
import { archive, FakePod } from './mongo/support/shell/fake-pod';

// A cluster may run the pods as a user of its own choice: one without a name or a home, in group 0. Such a user owns the volumes' group, and nothing else.

const SOMEBODY = { uid: 1000680000, gid: 0 };

jest.setTimeout(120_000);

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
