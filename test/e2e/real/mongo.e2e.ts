import { randomBytes } from 'crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'fs';
import { tmpdir } from 'os';
import { join } from 'path';
import { App, Testing } from 'cdk8s';
import { Consumer, Credentials } from './support/mongo/consumer';
import { Orders, OrdersProps } from '../../../examples/06-mongo/chart';
import { Manifest } from '../../../src/manifest/manifest';
import { MongoCluster } from '../../../src/mongo/mongo-cluster';
import { eventually, get, kubectl, Namespaces, toYaml, tryKubectl, warnings } from '../support/kubectl';
import { diff, shell } from '../support/upgrade';

// The example as applied, on nodes that run it: one replica set forms and stays one, and through everything that is done to it no write is lost that a
// majority had acknowledged.

/** A mirror of the image may be named. */
const IMAGE = process.env.E2E_MONGO_IMAGE ?? 'mongo:8.0';
const NAMESPACE = 'shop';
const PATIENT = 900;

/** What the manager of the primary says when there is nothing left to do. */
const WHOLE = 'everything is as the list says';

/** A Secret's change takes about a minute to arrive in a pod. */
const ROTATED = 240;

const hostile = () => `it's "${randomBytes(9).toString('base64')}" %41\\$(HOME) #\`é`;
const keyFile = randomBytes(96).toString('base64');
let root: Credentials = { username: 'ro"ot', password: hostile() };
let shop: Credentials = { username: "sh@p: o'%41/$(HOME)", password: `${hostile()}日本` };

const orders = (props: Partial<OrdersProps> = {}) => new Orders(new App(), 'orders', { namespace: NAMESPACE, ...props });
const manifests = (props?: Partial<OrdersProps>): Manifest[] => JSON.parse(JSON.stringify(Testing.synth(orders(props))).replaceAll('mongo:8.0', IMAGE));
const apply = (props?: Partial<OrdersProps>) => kubectl(['apply', '-f', '-'], toYaml(manifests(props)));

/** The manifests, for the command. */
function file(name: string, props: Partial<OrdersProps>): string {
  writeFileSync(join(folder, name), toYaml(manifests(props)));
  return join(folder, name);
}

/** What the construct gives to others. */
function strings(members = 3) {
  const cluster = orders({ members }).node.findChild('orders') as MongoCluster;
  return { hosts: cluster.endpoints.map(({ socketAddress }) => socketAddress), seed: cluster.connectionString({ database: 'shop' }), srv: cluster.srvConnectionString({ database: 'shop' }) };
}

const namespaces = new Namespaces();
const folder = mkdtempSync(join(tmpdir(), 'orders-'));
const { seed, srv } = strings();
const consumer = new Consumer({ namespace: NAMESPACE, image: IMAGE, secret: 'orders-shop', uris: { seed, srv } });

const podsOf = (members: number) => Array.from({ length: members }, (_, i) => `orders-${i}`);
const uid = async (pod: string) => (await tryKubectl(['get', 'pod', pod, '-n', NAMESPACE, '-o', 'jsonpath={.metadata.uid}'])).stdout;
const direct = (host: string) => `mongodb://${host}/?directConnection=true&authSource=admin&serverSelectionTimeoutMS=5000`;

interface View {
  readonly id: string;
  readonly members: string[];
  readonly states: string[];
  readonly missing: number;
}

/** The replica set as each of its members sees it, and how much of what was acknowledged that member lacks. */
const views = async (hosts: string[]): Promise<(View | string)[]> => await consumer.ask<(View | string)[]>(`
  const acknowledged = require('fs').existsSync('/written/acknowledged') ? require('fs').readFileSync('/written/acknowledged', 'utf8').split('\\n').filter(Boolean) : [];
  const seen = [];
  for (const uri of given.uris) {
    try {
      const mongo = new Mongo(withCredentials(uri, given.root));
      const { config } = mongo.getDB('admin').runCommand({ replSetGetConfig: 1 });
      const { members } = mongo.getDB('admin').runCommand({ replSetGetStatus: 1 });
      const has = new Set(mongo.getDB('shop').orders.find({}, { _id: 1 }).toArray().map(({ _id }) => _id));
      mongo.close();
      seen.push({
        id: String(config.settings.replicaSetId),
        members: config.members.filter(({ votes }) => votes === 1).map(({ host }) => host).sort(),
        states: members.map(({ stateStr }) => stateStr).sort(),
        missing: acknowledged.filter(_id => !has.has(_id)).length,
      });
    } catch (error) {
      seen.push(error.codeName || error.name);
    }
  }
  return seen;`, { uris: hosts.map(direct), root }) ?? ['nothing'];

/** The one that there ever is. */
let theOne: string | undefined;

/** Every member sees the same set: all who should be in it, one of them the primary; and each of them has all that was acknowledged. */
async function isOneSet(members: number): Promise<void> {
  const set = await eventually(() => get('statefulset', 'orders', '-n', NAMESPACE), ({ status }) => status.readyReplicas === members && status.replicas === members, PATIENT);
  expect(set.status).toMatchObject({ readyReplicas: members, replicas: members });
  const { hosts } = strings(members);
  const whole = (seen: (View | string)[]) => seen.every(view => typeof view === 'object' && view.missing === 0 && view.states.join() === states(members).join() && view.members.length === members);
  const seen = await eventually(() => views(hosts), whole, 180);
  theOne ??= (seen[0] as View).id;
  expect(theOne).toMatch(/^[0-9a-f]{24}$/);
  expect(seen).toEqual(hosts.map(() => ({ id: theOne, members: [...hosts].sort(), states: states(members), missing: 0 })));
}

const states = (members: number) => ['PRIMARY', ...Array(members - 1).fill('SECONDARY')];

/** Who is what as whom: an answer or the name of an error. */
async function login(credentials: Credentials | undefined, command: object, { db = 'admin', uri = seed } = {}): Promise<unknown> {
  return consumer.ask(`
    try {
      const answer = new Mongo(withCredentials(given.uri, given.credentials)).getDB(given.db).runCommand(given.command);
      return answer.ok === 1 ? 'done' : answer.codeName;
    } catch (error) {
      return error.codeName || error.name;
    }`, { uri, credentials, command, db });
}

/** Both strings lead a driver to the primary, and a write that a majority acknowledges is read by it. */
async function stringsWork(members: number): Promise<void> {
  const { seed: bySeed, srv: bySrv } = strings(members);
  const answers = () => consumer.ask<object[]>(`
    const answers = [];
    for (const uri of given.uris) {
      try {
        const db = new Mongo(withCredentials(uri, given.credentials)).getDB('shop');
        const { insertedId: _id } = db.checks.insertOne({}, { writeConcern: { w: 'majority', wtimeout: 30000 } });
        answers.push({ ping: db.runCommand({ ping: 1 }).ok, database: db.getName(), read: db.checks.find({ _id }).readConcern('majority').toArray().length });
      } catch (error) {
        answers.push(error.codeName || error.name);
      }
    }
    return answers;`, { uris: [bySeed, bySrv], credentials: shop });
  const well = Array(2).fill({ ping: 1, database: 'shop', read: 1 });
  // another member may just have become primary
  expect(await eventually(answers, said => JSON.stringify(said) === JSON.stringify(well), 60)).toEqual(well);
}

/** What a majority has acknowledged, read as a majority has it. */
async function missing(): Promise<number | undefined> {
  return consumer.ask<number>(`
    const acknowledged = require('fs').readFileSync('/written/acknowledged', 'utf8').split('\\n').filter(Boolean);
    const has = new Set(new Mongo(withCredentials(given.uri, given.credentials)).getDB('shop').orders.find({}, { _id: 1 }).readConcern('majority').toArray().map(({ _id }) => _id));
    return acknowledged.filter(_id => !has.has(_id)).length;`, { uri: seed, credentials: shop });
}

/** The newest number that the consumer of the example has said. */
async function countedByExample(): Promise<number> {
  const { stdout } = await tryKubectl(['logs', '-n', NAMESPACE, 'deployment/api', '--tail=1']);
  return Number(/^\S+ (\d+) orders$/m.exec(stdout)?.[1] ?? -1);
}

/** One set, with everything, for everybody: those who ask now, the writers, and the consumer of the example, who have all been there all the time. */
async function hasLostNothing(members = 3): Promise<void> {
  expect(await consumer.writers(PATIENT)).toEqual(['seed', 'srv']);
  await isOneSet(members);
  expect(await missing()).toBe(0);
  await stringsWork(members);
  const acknowledged = await consumer.acknowledged();
  expect(await eventually(countedByExample, count => count >= acknowledged, 120)).toBeGreaterThanOrEqual(acknowledged);
}

async function primary(): Promise<string> {
  const name = () => consumer.ask<string>("return new Mongo(given.uri).getDB('admin').runCommand({ hello: 1 }).primary;", { uri: seed });
  return (await eventually(name, host => host !== undefined, 120))!.split('.')[0]!;
}

async function loseDisks(...pods: string[]): Promise<void> {
  await kubectl(['delete', 'pvc', '-n', NAMESPACE, '--wait=false', ...pods.map(pod => `data-${pod}`)]);
  await kill(...pods);
}

async function kill(...pods: string[]): Promise<void> {
  const before = await Promise.all(pods.map(uid));
  await kubectl(['delete', 'pod', '-n', NAMESPACE, '--grace-period=0', '--force', ...pods]);
  await eventually(() => Promise.all(pods.map(uid)), after => after.every((each, i) => each !== '' && each !== before[i]), PATIENT);
}

const secret = (name: string, stringData: object) => kubectl(['apply', '-n', NAMESPACE, '-f', '-'], JSON.stringify({ apiVersion: 'v1', kind: 'Secret', metadata: { name }, stringData }));

beforeAll(async () => {
  await namespaces.make(NAMESPACE);
  await secret('orders-keyfile', { keyfile: keyFile });
  await secret('orders-root', root);
  await secret('orders-shop', shop);
  expect(warnings(await apply())).toEqual([]);
  await consumer.start();
});

afterAll(async () => {
  rmSync(folder, { recursive: true });
  await namespaces.remove();
});

test('three members make one replica set', () => isOneSet(3));

test('root and the user of the application can log in, everybody else cannot', async () => {
  const read = { find: 'orders', limit: 1 };
  expect(await login(root, { usersInfo: 1 })).toBe('done');
  expect(await login(shop, read, { db: 'shop' })).toBe('done');
  expect(await login(shop, read, { db: 'admin' })).toBe('Unauthorized');
  expect(await login({ ...shop, password: `${shop.password} ` }, read, { db: 'shop' })).toBe('AuthenticationFailed');
  expect(await login({ ...root, password: shop.password }, read, { db: 'shop' })).toBe('AuthenticationFailed');
  expect(await login(undefined, read, { db: 'shop' })).toBe('Unauthorized');
});

test('nobody can make a user from inside a pod, now that there is one', async () => {
  const make = "db.getSiblingDB('admin').createUser({ user: 'me', pwd: 'me', roles: ['root'] })";
  for (const pod of podsOf(3)) {
    const { ok, stderr } = await tryKubectl(['exec', '-n', NAMESPACE, pod, '-c', 'mongod', '--', 'mongosh', '--norc', '--quiet', 'mongodb://127.0.0.1/?directConnection=true', '--eval', make]);
    expect(ok).toBe(false);
    expect(stderr).toMatch(/requires authentication|not authorized|not primary/);
  }
});

test('both writers write, and the consumer of the example reads', () => hasLostNothing());

test('a password is in no log, no list of processes, no environment, and no file of the managers', async () => {
  const secrets = [root.password, shop.password, keyFile].flatMap(plain => [plain, encodeURIComponent(plain), JSON.stringify(plain).slice(1, -1), Buffer.from(plain).toString('base64')]);
  const logs = [...podsOf(3).map(pod => ['logs', '-n', NAMESPACE, pod, '--all-containers']), ['logs', '-n', NAMESPACE, 'deployment/api']].map(args => kubectl(args));
  const look = (pod: string, container: string) => kubectl(['exec', '-n', NAMESPACE, pod, '-c', container, '--', 'bash', '-c',
    'cat /proc/[0-9]*/cmdline /proc/[0-9]*/environ 2>/dev/null | tr "\\0" "\\n"; find /tmp -type f -exec cat {} +']);
  for (const { stdout } of await Promise.all([...logs, ...podsOf(3).flatMap(pod => ['mongod', 'manager'].map(container => look(pod, container)))])) {
    expect(stdout).not.toBe('');
    expect(secrets.filter(one => stdout.includes(one)).length).toBe(0);
  }
});

test('secondaries that are killed come back to their places, while the writers write on', async () => {
  const leader = await primary();
  for (const pod of podsOf(3).filter(one => one !== leader)) {
    await kill(pod);
    await hasLostNothing();
  }
});

test('so does the primary, and another is elected meanwhile', async () => {
  const leader = await primary();
  await kill(leader);
  await hasLostNothing();
});

test('the password of root follows its Secret, and the old one is refused', async () => {
  const old = root;
  const next = { ...root, password: hostile() };
  await secret('orders-root', next);
  expect(await eventually(() => login(next, { usersInfo: 1 }), answer => answer === 'done', ROTATED)).toBe('done');
  root = next;
  expect(await login(old, { usersInfo: 1 })).toBe('AuthenticationFailed');
  await hasLostNothing();
});

test('so does that of the application, which reads it again', async () => {
  const old = shop;
  const next = { ...shop, password: `${hostile()}日本` };
  await secret('orders-shop', next);
  expect(await eventually(() => login(next, { ping: 1 }), answer => answer === 'done', ROTATED)).toBe('done');
  shop = next;
  expect(await login(old, { ping: 1 })).toBe('AuthenticationFailed');
  await kubectl(['rollout', 'restart', 'deployment/api', '-n', NAMESPACE]);
  await kubectl(['rollout', 'status', 'deployment/api', '-n', NAMESPACE, '--timeout=300s']);
  await hasLostNothing();
});

test('a member that lost its disk gets its data again', async () => {
  const leader = await primary();
  await loseDisks(podsOf(3).find(pod => pod !== 'orders-0' && pod !== leader)!);
  await hasLostNothing();
});

test('so does the first one, which would otherwise make a second set', async () => {
  await loseDisks('orders-0');
  await hasLostNothing();
});

test('after an outage of all members all of them are back', async () => {
  await kill(...podsOf(3));
  await hasLostNothing();
});

test('even if the first one has lost its disk in it', async () => {
  await consumer.pause(); // two disks must have what the third one loses
  await kill('orders-1', 'orders-2');
  // where volumes are local, a new one could take the machine that another pod must go back to
  for (const pod of ['orders-1', 'orders-2']) await eventually(() => get('pod', pod, '-n', NAMESPACE), ({ spec }) => spec.nodeName !== undefined);
  await loseDisks('orders-0');
  await consumer.resume();
  await hasLostNothing();
});

test('two more are taken in, and none of the three is restarted', async () => {
  const before = await Promise.all(podsOf(3).map(uid));
  expect(warnings(await apply({ members: 5 }))).toEqual([]);
  await hasLostNothing(5);
  expect(await Promise.all(podsOf(3).map(uid))).toEqual(before);
});

test('they leave the set, then their pods go, as the plan of the upgrade check says, and none of the three is restarted', async () => {
  const before = await Promise.all(podsOf(3).map(uid));
  const [old, smaller] = [file('old.yaml', { members: 5 }), file('new.yaml', { members: 3 })];
  const plan = await diff(old, smaller, '--plan');
  expect(plan).toContain(`# set the smaller number of members, and keep the old number of replicas: members: 3, replicas: 5; kubectl apply -f ${smaller}\n`);
  await apply({ members: 3, replicas: 5 });
  const { hosts } = strings(3);
  const members = async () => (await views(hosts)).map(view => (typeof view === 'string' ? -1 : view.members.length));
  expect(await eventually(members, counts => counts.every(count => count === 3), PATIENT)).toEqual([3, 3, 3]);
  const said = async () => (await kubectl(['logs', '-n', NAMESPACE, await primary(), '-c', 'manager', '--tail=1'])).stdout;
  expect(await eventually(said, line => line.includes(WHOLE), PATIENT)).toContain(WHOLE);
  await shell(await diff('--live', smaller, '--plan'), folder);
  await hasLostNothing();
  expect(await Promise.all(podsOf(3).map(uid))).toEqual(before);
  expect(await diff('--live', smaller)).toBe('nothing changes\n');
});

test('a change of what mongod starts with goes through the set one member at a time', async () => {
  const changed = manifests();
  changed.find(({ kind }) => kind === 'StatefulSet')!.spec.template.metadata.annotations['checksum/config'] = 'changed';
  await kubectl(['apply', '-f', '-'], toYaml(changed));
  const down: number[] = [];
  const done = async () => {
    const { status } = await get('statefulset', 'orders', '-n', NAMESPACE);
    down.push(3 - (status.readyReplicas ?? 0));
    return status.updateRevision === status.currentRevision && status.readyReplicas === 3;
  };
  expect(await eventually(done, finished => finished, PATIENT)).toBe(true);
  expect(Math.max(...down)).toBe(1);
  await hasLostNothing();
});
