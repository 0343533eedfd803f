import { mkdirSync, writeFileSync } from 'fs';
import { join } from 'path';
import { FakeCluster, FakePod } from './support/fake-cluster';
import { decision, keepsWaiting } from './support/gate';

let cluster: FakeCluster;
afterEach(async () => cluster.ends());

function pods(count: number): FakePod[] {
  cluster = new FakeCluster(count);
  return cluster.pods;
}

function superuser(password = 'right', previous?: string): void {
  mkdirSync(cluster.superuser);
  writeFileSync(join(cluster.superuser, 'username'), 'admin');
  writeFileSync(join(cluster.superuser, 'password'), password);
  if (previous !== undefined) writeFileSync(join(cluster.superuser, 'previous-password'), previous);
}

describe('a login', () => {
  test('is the superuser of the Secret', async () => {
    const [zero, one] = pods(2);
    superuser();
    cluster.fake('logins', 'admin right\n');
    await cluster.isARing([zero]);
    expect(await decision(one.runs('gate.sh'), one)).toMatch(/^join/);
    expect(new Set(cluster.log('cqlsh'))).toEqual(new Set([`${zero.address} admin`]));
  });

  test('is the default one in a ring whose superuser is not made yet', async () => {
    const [zero, one] = pods(2);
    superuser();
    cluster.fake('logins', 'cassandra cassandra\n');
    await cluster.isARing([zero]);
    expect(await decision(one.runs('gate.sh'), one)).toMatch(/^join/);
  });

  test('is the one with the previous password while that is being changed', async () => {
    const [zero, one] = pods(2);
    superuser('new', 'old');
    cluster.fake('logins', 'admin old\n');
    await cluster.isARing([zero]);
    expect(await decision(one.runs('gate.sh'), one)).toMatch(/^join/);
  });

  test('is the superuser of a Secret with other keys, or without a name', async () => {
    for (const [keys, env] of [
      [{ user: 'admin', pwd: 'new', old: 'right' }, { RING_USERNAME_KEY: 'user', RING_PASSWORD_KEY: 'pwd', RING_PREVIOUS_PASSWORD_KEY: 'old' }],
      [{ 'cassandra-password': 'right' }, { RING_USERNAME: 'admin', RING_PASSWORD_KEY: 'cassandra-password' }],
    ] as const) {
      const [zero, one] = pods(2);
      mkdirSync(cluster.superuser);
      for (const [key, value] of Object.entries(keys)) writeFileSync(join(cluster.superuser, key), value);
      cluster.fake('logins', 'admin right\n');
      await cluster.isARing([zero]);
      expect(await decision(one.runs('gate.sh', env as Record<string, string>), one)).toMatch(/^join/);
      expect(new Set(cluster.log('cqlsh'))).toEqual(new Set([`${zero.address} admin`]));
      await cluster.ends();
    }
  });

  test('that is refused lets the pod wait, and say so without a password, until the Secret is right', async () => {
    const [zero, one] = pods(2);
    superuser('hunter2');
    cluster.fake('logins', 'admin right\n');
    await cluster.isARing([zero]);
    const gate = one.runs('gate.sh');
    await keepsWaiting(gate, one, `members serve CQL, but none reports on the ring: ${zero.address} accepts neither the superuser of the Secret nor cassandra/cassandra: a new ring knows them only after some seconds; if this lasts for minutes, correct the Secret`);
    expect(gate.said).not.toContain('hunter2');
    writeFileSync(join(cluster.superuser, 'password'), 'right');
    expect(await decision(gate, one)).toMatch(/^join/);
  });

  test('that is asked for without a Secret is said to be missing', async () => {
    const [zero, one] = pods(2);
    cluster.fake('logins', 'admin right\n');
    await cluster.isARing([zero]);
    await keepsWaiting(one.runs('gate.sh'), one, `${zero.address} asks for a login, and there is no Secret of a superuser`);
  });

  test('that cannot be checked leaves the word to the operator', async () => {
    const [zero, one] = pods(2);
    const dead = cluster.freshAddress();
    superuser();
    cluster.fake('logins', '');
    await cluster.isARing([zero], [{ ...one.entry(), address: dead }]);
    const gate = one.runs('gate.sh');
    await keepsWaiting(gate, one, "replaceNodes: { 'events-1': '<address>' }");
    cluster.file('replace', `events-1 ${dead}`);
    expect(await decision(gate, one)).toBe(`replace ${dead}\nseeds ${zero.host}\n`);
  });

  test('with a Secret that is of no use names the key', async () => {
    const [zero, one] = pods(2);
    superuser('');
    await cluster.isARing([zero]);
    await keepsWaiting(one.runs('gate.sh'), one, "waiting: members serve CQL, but none reports on the ring: the key 'password' of the superuser's Secret is empty: cqlsh cannot log in with it; change the Secret. If this pod's disk is lost, name");
  });
});
