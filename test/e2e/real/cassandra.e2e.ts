import { randomBytes } from 'crypto';
import { App, Testing } from 'cdk8s';
import { Ring } from './support/cassandra/ring';
import { Events, EventsProps } from '../../../examples/04-cassandra/chart';
import { Manifest } from '../../../src/manifest/manifest';
import { eventually, get, kubectl, Namespaces, toYaml, warnings } from '../support/kubectl';

// The example as applied, on nodes that run it: the ring forms once, and through everything that is done to it no row is lost.

/** A quicker image may be named; the one of the example takes some minutes for each step. */
const IMAGE = process.env.E2E_CASSANDRA_IMAGE ?? 'cassandra:5.0';
const NAMESPACE = 'events';
const ROWS = 200;
const PATIENT = Number(process.env.E2E_PATIENCE ?? 900);

const namespaces = new Namespaces();
const superuser = { username: 'admin', password: `it's "${randomBytes(9).toString('base64')}" %\\$#` };
const app = { username: 'app', password: randomBytes(12).toString('hex') };

const manifests = (props: Partial<EventsProps> = {}): Manifest[] =>
  JSON.parse(JSON.stringify(Testing.synth(new Events(new App(), 'events', { namespace: NAMESPACE, ...props }))).replaceAll('cassandra:5.0', IMAGE));

const apply = (props?: Partial<EventsProps>) => kubectl(['apply', '-f', '-'], toYaml(manifests(props)));
const ring = new Ring({ namespace: NAMESPACE, patience: PATIENT });
const isOneRing = (nodes: number) => ring.isOneRing(nodes);
const uids = () => Promise.all(ring.pods(3).map(pod => ring.uid(pod)));

async function rows(consistency: string): Promise<number> {
  const answer = await eventually(() => ring.cql(`CONSISTENCY ${consistency}; SELECT count(*) FROM app.events;`), ({ stdout }) => /^\s+\d+\s*$/m.test(stdout), 60);
  return Number(/^\s+(\d+)\s*$/m.exec(answer.stdout)?.[1] ?? answer.stderr);
}

/** What the consumer of the example has read at LOCAL_QUORUM since it could. */
async function readByConsumer(since: string): Promise<number[]> {
  const { stdout } = await kubectl(['logs', '-n', NAMESPACE, 'deployment/api', `--since-time=${since}`]);
  return [...stdout.matchAll(/^\s+(\d+)\s*$/gm)].map(([, count]) => Number(count));
}

/** Everything is there, for everybody: those who ask now, and the consumer, who has asked all the time. */
async function hasLostNothing(nodes: number, since: string): Promise<void> {
  await isOneRing(nodes);
  expect(await rows('QUORUM')).toBe(ROWS);
  const read = await eventually(() => readByConsumer(since), counts => counts.length > 0, 60);
  expect(new Set(read)).toEqual(new Set([ROWS]));
}

const now = () => new Date().toISOString();

async function loseDisks(...pods: string[]): Promise<void> {
  await ring.forgetDisks(...pods);
  await ring.forget(...pods);
}

beforeAll(async () => {
  await namespaces.make(NAMESPACE);
  for (const [name, { username, password }] of Object.entries({ 'events-superuser': superuser, 'events-app': app })) {
    await kubectl(['create', 'secret', 'generic', name, '-n', NAMESPACE, `--from-literal=username=${username}`, `--from-literal=password=${password}`]);
  }
  expect(warnings(await apply())).toEqual([]);
});

afterAll(() => namespaces.remove());

test('three nodes make one ring', () => isOneRing(3));

test('the superuser of the Secret is one, and cassandra/cassandra is nobody', async () => {
  const { items } = await eventually(() => get('jobs', '-n', NAMESPACE), ({ items: jobs }) => jobs.every(({ status }: Manifest) => status.succeeded === 1), PATIENT);
  expect(items.map(({ status }: Manifest) => status.succeeded)).toEqual([1]);
  expect((await ring.cql('LIST ROLES;')).stdout).toMatch(/admin \|\s+True \|\s+True/);
  const refused = await ring.exec('events-1', 'cqlsh -u cassandra -p cassandra "$POD_IP" -e "LIST ROLES"');
  expect(refused.ok).toBe(false);
  expect(refused.stderr).toMatch(/AuthenticationFailed|Provided username cassandra and\/or password are incorrect|not permitted to log in/);
  expect((await ring.cql("SELECT replication FROM system_schema.keyspaces WHERE keyspace_name = 'system_auth';")).stdout).toContain("'datacenter1': '3'");
});

test('the password is in no log, no list of processes, no environment', async () => {
  const logs = await Promise.all([...ring.pods(3).map(pod => ['logs', '-n', NAMESPACE, pod, '--all-containers']), ['logs', '-n', NAMESPACE, '-l', 'cdk8s.io/metadata.addr=events-auth']].map(args => kubectl(args)));
  const proc = await Promise.all(ring.pods(3).map(pod => ring.exec(pod, 'cat /proc/[0-9]*/cmdline /proc/[0-9]*/environ 2>/dev/null | tr "\\0" "\\n"')));
  for (const { stdout } of [...logs, ...proc]) expect(stdout.includes(superuser.password)).toBe(false);
});

test('rows are written at QUORUM, and the consumer reads them', async () => {
  const made = await ring.cql([
    "CREATE KEYSPACE app WITH replication = {'class': 'NetworkTopologyStrategy', 'datacenter1': 3};",
    'CREATE TABLE app.events (id int PRIMARY KEY, said text);',
    `CREATE ROLE app WITH LOGIN = true AND PASSWORD = '${app.password}';`,
    'GRANT SELECT ON KEYSPACE app TO app;',
    'CONSISTENCY QUORUM;',
    ...Array.from({ length: ROWS }, (_, i) => `INSERT INTO app.events (id, said) VALUES (${i}, 'row ${i}');`),
  ].join('\n'));
  expect(made).toMatchObject({ ok: true, stderr: '' });
  await hasLostNothing(3, now());
});

test('a node that is killed comes back to its place, while the consumer reads on', async () => {
  const since = now();
  await ring.forget('events-1');
  await hasLostNothing(3, since);
});

test('a node that lost its disk takes its own place again', async () => {
  const since = now();
  await loseDisks('events-2');
  await hasLostNothing(3, since);
});

test('so does the first one, which would otherwise found a second ring', async () => {
  const since = now();
  await loseDisks('events-0');
  await hasLostNothing(3, since);
});

test('after an outage of all nodes all of them are back', async () => {
  const since = now();
  await ring.forget(...ring.pods(3));
  await hasLostNothing(3, since);
});

test('even if the first one has lost its disk in it', async () => {
  const since = now();
  await ring.forget('events-1', 'events-2');
  // where volumes are local, a new one could take the machine that another pod must go back to
  for (const pod of ['events-1', 'events-2']) await eventually(() => get('pod', pod, '-n', NAMESPACE), ({ spec }) => spec.nodeName !== undefined);
  await loseDisks('events-0');
  await hasLostNothing(3, since);
});

test('a fourth node joins, and none of the three is restarted', async () => {
  const since = now();
  const before = await uids();
  expect(warnings(await apply({ nodes: 4 }))).toEqual([]);
  await hasLostNothing(4, since);
  expect(await uids()).toEqual(before);
});

test('it hands over its data and goes, and none of the three is restarted', async () => {
  const since = now();
  const before = await uids();
  await apply({ nodes: 4, decommission: 1 });
  await eventually(() => ring.view('events-0'), nodes => nodes.length === 3, PATIENT);
  await apply({ nodes: 3 });
  await hasLostNothing(3, since);
  expect(await uids()).toEqual(before);
});

test('a change of the configuration goes through the ring one node at a time', async () => {
  const since = now();
  const changed = manifests();
  const map = changed.find(({ kind }) => kind === 'ConfigMap')!;
  map.data.overrides += 'concurrent_reads: 16\n';
  changed.find(({ kind }) => kind === 'StatefulSet')!.spec.template.metadata.annotations['checksum/config'] = 'changed';
  await kubectl(['apply', '-f', '-'], toYaml(changed));
  const down: number[] = [];
  const done = async () => {
    const { status } = await get('statefulset', 'events', '-n', NAMESPACE);
    down.push(3 - (status.readyReplicas ?? 0));
    return status.updateRevision === status.currentRevision && status.readyReplicas === 3;
  };
  expect(await eventually(done, finished => finished, PATIENT)).toBe(true);
  expect(Math.max(...down)).toBe(1);
  expect((await ring.exec('events-2', 'grep concurrent_reads "$CASSANDRA_CONF/cassandra.yaml"')).stdout).toBe('concurrent_reads: 16\n');
  await hasLostNothing(3, since);
});
