import { randomBytes } from 'crypto';
import { FakeRing } from './support/auth/fake-ring';
import { Program } from './support/program';

const rings: FakeRing[] = [];
afterEach(async () => {
  await Promise.all(rings.splice(0).map(async ring => ring.ends()));
});

/** One whose nodes serve, and the Secret. */
async function aRing(nodes: number, secret: Record<string, string> = { username: 'admin', password: 'right' }, extra?: Record<string, string>): Promise<FakeRing> {
  const ring = await FakeRing.of(nodes, extra);
  rings.push(ring);
  ring.secret(secret);
  return ring.serves();
}

/** What it said, if it ended so. */
async function ended(auth: Program, status: number): Promise<string> {
  const got = await auth.ended;
  if (got !== status) throw new Error(`auth.sh ended with ${got}, not ${status}:\n${auth.said}`);
  return auth.said;
}

const NTS = 'org.apache.cassandra.locator.NetworkTopologyStrategy';
const statements = (ring: FakeRing, pattern: RegExp) => ring.calls.filter(({ cql, outcome }) => pattern.test(cql) && outcome === 'done').map(({ cql }) => cql.trim());

/** As it should be in the end, whatever happened on the way. */
function everythingIsAsTheSecretSays(ring: FakeRing, { user = 'admin', password = 'right', dc1 = '3' } = {}): void {
  const { roles, replication, nodes } = ring.state;
  expect(replication).toEqual({ class: NTS, dc1 });
  const all = Object.keys(nodes).slice(0, Number(dc1));
  expect(roles).toEqual({
    ...(user !== 'cassandra' && { cassandra: { password: 'cassandra', superuser: false, login: false, on: all } }),
    [user]: { password, superuser: true, login: true, on: all },
  });
}

describe('a new ring', () => {
  test('gets the superuser of the Secret, its roles on three nodes, and no default superuser', async () => {
    const ring = await aRing(4);
    const said = await ended(ring.auth(), 0);
    everythingIsAsTheSecretSays(ring);
    expect(said).toMatch(/Z the superuser of the Secret exists\n.*Z done: the superuser of the Secret can log in to every node, cassandra\/cassandra to none\n$/);
  });

  test('gets one replica more at a time, so that every role is known to every node all the while', async () => {
    const ring = await aRing(3);
    ring.change({ roles: { ...ring.state.roles, app: { password: 'app', superuser: false, login: true, on: [ring.addresses[0]] } } });
    await ended(ring.auth(), 0);
    expect(statements(ring, /ALTER KEYSPACE/)).toEqual([1, 2, 3].map(count => `ALTER KEYSPACE system_auth WITH replication = {'class': 'NetworkTopologyStrategy', 'dc1': ${count}};`));
    expect(ring.calls.flatMap(({ unknown }) => unknown)).toEqual([]);
    expect(ring.state.roles.app.on).toEqual(ring.addresses);
  });

  test('is asked for every table of system_auth, also for one that is not known yet', async () => {
    const ring = await aRing(1);
    await ended(ring.auth(), 0);
    expect(statements(ring, /CONSISTENCY/)[0]).toBe('CONSISTENCY ALL;\nSELECT * FROM system_auth."roles";\nSELECT * FROM system_auth."role_members";\nSELECT * FROM system_auth."a_table_of_tomorrow";');
  });

  test('has the roles on as many nodes as there are, where more are wished', async () => {
    const ring = await aRing(2);
    await ended(ring.auth(), 0);
    everythingIsAsTheSecretSays(ring, { dc1: '2' });
  });

  test('is waited for until all that stay serve, and nobody that leaves', async () => {
    const ring = await aRing(4);
    const [zero, one, two, three] = ring.cluster.pods;
    ring.cluster.members([zero, one, two, three], [three]);
    await Promise.all([one, two, three].map(async pod => pod.stopsListening()));
    const auth = ring.auth();
    await auth.says('waiting for events-1 events-2 to serve CQL', 2);
    expect(ring.calls).toEqual([]);
    await one.serves();
    await auth.says('waiting for events-2 to serve CQL');
    await two.serves();
    await ended(auth, 0);
  });

  test('is waited for until the default superuser is there', async () => {
    const ring = await aRing(1);
    const { roles } = ring.state;
    ring.change({ roles: {} });
    const auth = ring.auth({ SECONDS: '100' }); // what has passed until then is not what it is patient with
    await auth.says('no superuser can log in', 2);
    ring.change({ roles });
    await ended(auth, 0);
    everythingIsAsTheSecretSays(ring, { dc1: '1' });
  });
});

describe('run again', () => {
  test('changes nothing', async () => {
    const ring = await aRing(3);
    await ended(ring.auth(), 0);
    const { roles, replication } = ring.state;
    ring.forgetCalls();
    await ended(ring.auth(), 0);
    expect(ring.state).toMatchObject({ roles, replication });
    expect(statements(ring, /KEYSPACE system_auth WITH|PASSWORD/)).toEqual([]);
    expect(new Set(ring.calls.filter(({ outcome }) => outcome === 'done').map(({ user }) => user))).toEqual(new Set(['admin']));
  });

  test.each(Array.from({ length: 14 }, (_, index) => index + 1))('comes to the same end after it was killed at step %i', async step => {
    const ring = await aRing(2);
    ring.change({ dieAfter: step });
    expect(await ring.auth().ended).toBe('SIGKILL');
    ring.change({ dieAfter: 0 });
    ring.forgetCalls();
    await ended(ring.auth(), 0);
    everythingIsAsTheSecretSays(ring, { dc1: '2' });
    expect(ring.calls.flatMap(({ unknown }) => unknown)).toEqual([]);
  });

  test('raises the replication where there are more nodes now', async () => {
    const ring = await aRing(3);
    await ended(ring.auth({ RING_AUTH_REPLICATION: '1' }), 0);
    everythingIsAsTheSecretSays(ring, { dc1: '1' });
    await ended(ring.auth(), 0);
    everythingIsAsTheSecretSays(ring);
  });
});

describe('the replication of system_auth', () => {
  test('is never lowered to the wished number', async () => {
    const ring = await aRing(5);
    ring.change({ replication: { class: NTS, dc1: '5' } });
    await ended(ring.auth(), 0);
    everythingIsAsTheSecretSays(ring, { dc1: '5' });
  });

  test('is lowered to the number of nodes, of which there are fewer now: more can neither be read nor left', async () => {
    const ring = await aRing(2);
    ring.change({ replication: { class: NTS, dc1: '3' }, roles: { cassandra: { ...ring.state.roles.cassandra, on: ring.addresses } } });
    await ended(ring.auth(), 0);
    everythingIsAsTheSecretSays(ring, { dc1: '2' });
  });

  test('of other datacenters stays', async () => {
    const ring = await aRing(2, undefined, { '10.9.0.1': 'dc2', '10.9.0.2': 'Europe West' });
    ring.change({ replication: { 'class': NTS, 'dc1': '1', 'dc2': '1', 'Europe West': '1' } });
    await ended(ring.auth(), 0);
    expect(ring.state.replication).toEqual({ 'class': NTS, 'dc1': '2', 'dc2': '1', 'Europe West': '1' });
  });

  test('goes from one count over all datacenters to one for each, and no row is lost', async () => {
    const ring = await aRing(2, undefined, { '10.9.0.1': 'dc2' });
    await ended(ring.auth(), 0);
    expect(ring.state.replication).toEqual({ class: NTS, dc1: '2', dc2: '1' });
    expect(ring.state.roles.admin.on).toEqual(ring.addresses);
  });

  test('is in each datacenter what it was over all of them', async () => {
    const ring = await aRing(2, undefined, { '10.9.0.1': 'dc2', '10.9.0.2': 'dc2' });
    ring.change({ replication: { ...ring.state.replication, replication_factor: '2' }, roles: { cassandra: { ...ring.state.roles.cassandra, on: ring.addresses.slice(0, 2) } } });
    await ended(ring.auth(), 0);
    expect(ring.state.replication).toEqual({ class: NTS, dc1: '2', dc2: '2' });
  });

  test('begins in a datacenter that is new with a login elsewhere', async () => {
    const ring = await aRing(3, undefined, { '10.9.0.1': 'dc2' });
    ring.cluster.file('extra-seeds', '10.9.0.1');
    ring.change({ replication: { class: NTS, dc2: '1' }, roles: { cassandra: { ...ring.state.roles.cassandra, on: ['10.9.0.1'] } } });
    await ended(ring.auth(), 0);
    expect(ring.state.replication).toEqual({ class: NTS, dc1: '3', dc2: '1' });
    expect(ring.state.roles.cassandra).toMatchObject({ login: false, on: ring.addresses });
  });

  test('is not touched where it is not understood', async () => {
    const ring = await aRing(1);
    ring.change({ replication: { class: 'org.apache.cassandra.locator.EverywhereStrategy' } });
    expect(await ended(ring.auth(), 1)).toContain('system_auth has a replication strategy that is not supported here (EverywhereStrategy): ALTER KEYSPACE system_auth to NetworkTopologyStrategy');
  });

  test('that cannot be spread while a node is down keeps no door open', async () => {
    const ring = await aRing(3, undefined, { '10.9.0.1': 'dc2', '10.9.0.2': 'dc2', '10.9.0.3': 'dc2' });
    ring.change({
      replication: { class: NTS, dc1: '3', dc2: '3' },
      nodes: { ...ring.state.nodes, '10.9.0.3': { dc: 'dc2', down: true } },
      roles: { cassandra: { ...ring.state.roles.cassandra, on: ring.addresses } },
    });
    const auth = ring.auth();
    await auth.says('some replica cannot be given the roles yet: Cannot achieve consistency level ALL', 2);
    expect(ring.state.roles).toMatchObject({ cassandra: { login: false, superuser: false }, admin: { login: true, superuser: true } });
    expect(auth.said).not.toContain('done');
    ring.change({ nodes: { ...ring.state.nodes, '10.9.0.3': { dc: 'dc2' } } });
    await ended(auth, 0);
  });

  test('of a datacenter that the ring does not know is a matter for the operator', async () => {
    const ring = await aRing(1);
    expect(await ended(ring.auth({ RING_DATACENTER: 'dc9', AUTH_PATIENCE: '0' }), 1)).toContain('the replication of system_auth cannot be changed: Unrecognized strategy option {dc9} passed to NetworkTopologyStrategy for keyspace system_auth');
  });
});

describe('the superuser', () => {
  test.each([
    ['an ordinary name', 'admin', 'right'],
    ['quotes', '"the" admin', 'it\'s "right"'],
    ['what means something to cqlsh, ini files, shells and CQL', '[ad;min] %(x)s=$HOME \\', '%s;#=: \\n $(id) `id` ${x} $$ -- /* \' \'\' ";'],
    ['other letters', 'Ädmin·管理', 'pässwört 🔑 éé'],
    ['a long password', 'admin', 'x'.repeat(500)],
  ])('is created with %s', async (_, username, password) => {
    const ring = await aRing(1, { username, password });
    await ended(ring.auth(), 0);
    everythingIsAsTheSecretSays(ring, { user: username, password, dc1: '1' });
  });

  test('has its password changed where the one before is known', async () => {
    const ring = await aRing(2, { username: 'admin', password: 'before' });
    await ended(ring.auth(), 0);
    ring.secret({ 'username': 'admin', 'password': "it's new", 'previous-password': 'before' });
    ring.change({ passwordLimit: 0, remembers: 2 });
    expect(await ended(ring.auth(), 0)).toContain('the superuser has the password of the Secret');
    everythingIsAsTheSecretSays(ring, { password: "it's new", dc1: '2' });
    await ended(ring.auth(), 0);
    everythingIsAsTheSecretSays(ring, { password: "it's new", dc1: '2' });
  });

  test.each<[string, Record<string, string>, Record<string, string>]>([
    ['by other keys', { user: 'admin', pwd: 'new', old: 'before' }, { RING_USERNAME_KEY: 'user', RING_PASSWORD_KEY: 'pwd', RING_PREVIOUS_PASSWORD_KEY: 'old' }],
    ['without a name', { 'cassandra-password': 'new', 'previous-password': 'before' }, { RING_USERNAME: 'admin', RING_PASSWORD_KEY: 'cassandra-password' }],
  ])('has its password changed where the Secret is another\'s: %s', async (_, keys, env) => {
    const ring = await aRing(1, { username: 'admin', password: 'before' });
    await ended(ring.auth(), 0);
    ring.secret(keys);
    ring.change({ passwordLimit: 0 });
    expect(await ended(ring.auth(env), 0)).toContain('the superuser has the password of the Secret');
    everythingIsAsTheSecretSays(ring, { password: 'new', dc1: '1' });
  });

  test('is asked for by the keys of its Secret', async () => {
    const env = { AUTH_PATIENCE: '0', RING_USERNAME_KEY: 'user', RING_PASSWORD_KEY: 'pwd', RING_PREVIOUS_PASSWORD_KEY: 'old' };
    const ring = await aRing(1);
    ring.secret({ user: "o'admin", pwd: 'right' });
    expect(await ended(ring.auth(env), 1)).toContain("the key 'user' of the superuser's Secret holds a single quote");
    ring.secret({ user: 'admin', pwd: 'wrong' });
    ring.change({ roles: { admin: { password: 'other', superuser: true, login: true, on: ring.addresses } } });
    expect(await ended(ring.auth(env), 1)).toContain("neither that of the Secret, with 'pwd' or 'old', nor the default one. If the password is new, put the old one beside it as 'old';");
  });

  test('comes to its new password after the change was killed, at any step', async () => {
    const ring = await aRing(1, { username: 'admin', password: 'before' });
    await ended(ring.auth(), 0);
    ring.secret({ 'username': 'admin', 'password': 'new', 'previous-password': 'before' });
    const before = ring.state;
    for (const step of [1, 2, 3, 4, 5, 6, 7, 8, 9]) {
      ring.forgetCalls();
      ring.state = { ...before, dieAfter: step };
      expect(await ring.auth().ended).toBe('SIGKILL');
      ring.change({ dieAfter: 0 });
      await ended(ring.auth(), 0);
      everythingIsAsTheSecretSays(ring, { password: 'new', dc1: '1' });
    }
  });

  test('may be that of every Cassandra, with another password', async () => {
    const ring = await aRing(3, { username: 'cassandra', password: 'another' });
    await ended(ring.auth(), 0);
    everythingIsAsTheSecretSays(ring, { user: 'cassandra', password: 'another' });
    await ended(ring.auth(), 0);
    ring.secret({ 'username': 'cassandra', 'password': 'a third', 'previous-password': 'another' });
    await ended(ring.auth(), 0);
    everythingIsAsTheSecretSays(ring, { user: 'cassandra', password: 'a third' });
  });

  test('may not be that of every Cassandra, with its password', async () => {
    const ring = await aRing(1, { username: 'cassandra', password: 'cassandra' });
    expect(await ended(ring.auth(), 1)).toContain("the superuser's Secret holds the name and the password that every Cassandra begins with: choose another password");
    expect(ring.calls).toEqual([]);
  });

  test('is made one where the role was there before, and gets its password when Cassandra lets it', async () => {
    const ring = await aRing(1);
    const { roles, nodes } = ring.state;
    const on = Object.keys(nodes);
    ring.change({ roles: { ...roles, admin: { password: 'other', superuser: false, login: false, on } }, passwordLimit: 12, changes: { admin: 0 } });
    expect(await ended(ring.auth(), 0)).toContain("the superuser's password cannot be changed yet: Password for role admin can only be changed every 5000ms.");
    everythingIsAsTheSecretSays(ring, { dc1: '1' });
  });

  test('is created, though Cassandra changes no password soon after', async () => {
    const ring = await aRing(1);
    ring.change({ passwordLimit: 1000, remembers: 1 });
    expect(await ended(ring.auth(), 0)).not.toContain('cannot be changed');
    everythingIsAsTheSecretSays(ring, { dc1: '1' });
  });

  test('that nobody lets in is said to be so, with what can be done', async () => {
    const ring = await aRing(3);
    ring.change({ roles: { admin: { password: 'other', superuser: true, login: true, on: ring.addresses.slice(0, 1) } } });
    expect(await ended(ring.auth({ AUTH_PATIENCE: '0' }), 1)).toContain(
      "no superuser can log in: neither that of the Secret, with 'password' or 'previous-password', nor the default one. If the password is new, put the old one beside it as 'previous-password'; if the user name is new, create that role as the old superuser");
  });

  test('that is none is said to be none', async () => {
    const ring = await aRing(1);
    const [on] = ring.addresses;
    ring.change({ roles: { admin: { password: 'right', superuser: false, login: true, on: [on] }, cassandra: { password: 'changed', superuser: true, login: true, on: [on] } } });
    expect(await ended(ring.auth({ AUTH_PATIENCE: '0' }), 1)).toContain('no superuser can log in: the role of the Secret is let in, but is no superuser: as a superuser, ALTER ROLE … WITH SUPERUSER = true');
  });

  test('is looked for on other nodes where the first ones do not know it', async () => {
    const ring = await aRing(5);
    const [, , , , five] = ring.addresses;
    // raised by hand, and never repaired: those that have no row find none
    ring.change({ replication: { class: NTS, dc1: '5' }, roles: { admin: { password: 'right', superuser: true, login: true, on: [five] } } });
    expect(await ended(ring.auth(), 0)).toContain('no superuser can log in');
    expect(ring.state.roles.admin.on).toEqual(ring.addresses);
  });

  test('is waited for as long as nobody can check a login', async () => {
    const ring = await aRing(2);
    const { nodes } = ring.state;
    ring.change({ replication: { class: NTS, dc1: '2' }, nodes: { ...nodes, [ring.addresses[1]]: { dc: 'dc1', down: true } } });
    const auth = ring.auth({ AUTH_PATIENCE: '0' });
    await auth.says('waiting for a node to answer a login:', 3);
    ring.change({ nodes });
    await ended(auth, 0);
  });
});

describe('the default superuser', () => {
  test('that is still let in is a matter for the operator', async () => {
    const ring = await aRing(1);
    ring.change({ open: true, roles: { ...ring.state.roles, admin: { password: 'x', superuser: true, login: true, on: ring.addresses } } });
    expect(await ended(ring.auth({ AUTH_PATIENCE: '0' }), 1)).toMatch(/127\.\S+ still lets cassandra\/cassandra in, though it was shut out: does the authenticator of this cluster ask for passwords at all\?/);
  });

  test('is asked for at every node, and one that does not answer is waited for', async () => {
    const ring = await aRing(2);
    const { nodes } = ring.state;
    const [zero, one] = ring.addresses;
    ring.change({
      replication: { class: NTS, dc1: '1' },
      roles: { admin: { password: 'right', superuser: true, login: true, on: [zero] } },
      nodes: { ...nodes, [one]: { dc: 'dc1', down: true } },
    });
    const auth = ring.auth({ RING_AUTH_REPLICATION: '1' });
    await auth.says(`waiting for ${one} to refuse cassandra/cassandra: Last error: Connection refused`, 2);
    ring.change({ nodes });
    await ended(auth, 0);
  });

  test('may have been dropped', async () => {
    const ring = await aRing(1);
    ring.change({ roles: { admin: { password: 'right', superuser: true, login: true, on: ring.addresses } } });
    await ended(ring.auth(), 0);
    expect(Object.keys(ring.state.roles)).toEqual(['admin']);
  });

  test('is shut out where it is a superuser with a password of its own', async () => {
    const ring = await aRing(1);
    ring.change({
      roles: {
        admin: { password: 'right', superuser: true, login: true, on: ring.addresses },
        cassandra: { password: 'changed', superuser: true, login: true, on: ring.addresses },
      },
    });
    await ended(ring.auth(), 0);
    expect(ring.state.roles.cassandra).toMatchObject({ superuser: false, login: false });
  });
});

describe('a password', () => {
  test('is in no argument, no environment, no log and no file that stays, even where the environment has its name', async () => {
    const password = `it's ${randomBytes(12).toString('hex')}`;
    const previous = `'${randomBytes(12).toString('hex')}`;
    const ring = await aRing(1, { username: 'admin', password: previous });
    const env = { password: 'exported', user: 'exported', secret: 'exported', cql_password: 'exported', cql_read_text: 'exported', answer: 'exported', reason: 'exported', line: 'exported' };
    let said = '';
    for (const keys of [{ password: previous }, { password, 'previous-password': previous }] as Record<string, string>[]) {
      ring.secret({ username: 'admin', ...keys });
      ring.change({ secret: keys.password.slice(-24) });
      const auth = ring.auth(env);
      said += await ended(auth, 0) + auth.printed;
    }
    const calls = ring.calls.map(({ argv, environment, rc, seen }) => ({ argv, environment, rc, seen }));
    expect(calls.length).toBeGreaterThan(10);
    expect(calls.flatMap(({ seen }) => seen)).toEqual([]);
    expect(JSON.stringify(calls)).not.toContain('$2a$'); // nor is a hash
    for (const secret of [password, previous].map(text => text.slice(-24))) expect(JSON.stringify(calls) + said).not.toContain(secret);
    expect(ring.cluster.log('cqlsh')).toEqual([]);
    expect(ring.left()).toEqual([]);
  });

  test('is not repeated where the server repeats it', async () => {
    const ring = await aRing(1, { username: 'admin', password: "o'sesame" });
    ring.change({
      failures: [
        { statement: 'CREATE ROLE', error: 'SyntaxException: line 1:81 no viable alternative at input \'o\'\'sesame\' (WITH PASSWORD = \'o\'\'sesame\')', times: 1 },
        { statement: 'CREATE ROLE', error: 'InvalidRequest: Error from server: code=2200 [Invalid query] message="no o\'sesame, o\'\'sesame"', times: 1 },
      ],
    });
    const said = await ended(ring.auth(), 0);
    expect(said).toContain('the superuser cannot be created yet: cqlsh does not say why');
    expect(said).toContain('the superuser cannot be created: no …, …\n');
    expect(said).not.toContain('sesame');
  });
});

describe('a Secret', () => {
  test.each([
    ["the key 'password' of the superuser's Secret ends with a line break, as files made with echo do: cqlsh cannot log in with it; change the Secret", { username: 'admin', password: 'right\n' }],
    ["the key 'previous-password' of the superuser's Secret begins or ends with a blank: cqlsh cannot log in with it; change the Secret", { 'username': 'admin', 'password': 'right', 'previous-password': ' before' }],
    ["the key 'username' of the superuser's Secret is missing: cqlsh cannot log in with it; change the Secret", { password: 'right' }],
    ["the key 'username' of the superuser's Secret holds a single quote: Cassandra 5.0 cannot create such a role; choose another name", { username: "o'admin", password: 'right' }],
  ])('that cannot be used is refused: %s', async (sentence, keys) => {
    const ring = await aRing(1, keys as Record<string, string>);
    const said = await ended(ring.auth(), 1);
    expect(said).toContain(sentence);
    expect(said).not.toContain('right');
    expect(ring.state.roles.cassandra.login).toBe(true);
  });
});

describe('a Job that another one has taken the place of', () => {
  const waits = async (env: Record<string, string>, named: string) => {
    const ring = await aRing(1);
    await ring.cluster.pods[0].stopsListening();
    ring.cluster.file('auth-job', ...named ? [named] : []);
    return ring.auth(env);
  };

  test('ends, for it might never be let in', async () => {
    expect(await ended(await waits({ JOB_NAME: 'events-auth-1' }, 'events-auth-2'), 0)).toMatch(/Z another Job does this now: events-auth-2\n$/);
  });

  test.each([['it is named itself', { JOB_NAME: 'events-auth-2' }, 'events-auth-2'], ['nobody is named', { JOB_NAME: 'events-auth-1' }, ''], ['it has no name', {}, 'events-auth-2']])('is none where %s', async (_, env, named) => {
    await (await waits(env as Record<string, string>, named)).says('waiting for events-0 to serve CQL', 2);
  });
});

test('a signal ends it soon, while it waits', async () => {
  const ring = await aRing(1);
  await ring.cluster.pods[0].stopsListening();
  const auth = ring.auth({ RING_ROUND: '600' });
  await auth.says('waiting for events-0 to serve CQL');
  auth.signal('SIGTERM');
  expect(await auth.ended).toBe(143);
});
