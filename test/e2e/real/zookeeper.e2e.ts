import { readdirSync, readFileSync } from 'fs';
import { join } from 'path';
import { eventually, get, kubectl, Namespaces, tryKubectl, warnings } from '../support/kubectl';

// The example as applied, on nodes that run it: it elects a leader, keeps what it was told, and survives the loss of that leader.

const NAMESPACE = 'zookeeper';
const MEMBERS = ['zookeeper-0', 'zookeeper-1', 'zookeeper-2'];
const DIST = join(__dirname, '..', '..', '..', 'dist', '02-zookeeper');

const namespaces = new Namespaces();
const host = (member: string) => `${member}.zookeeper.${NAMESPACE}.svc.cluster.local:2181`;
const exec = (member: string, ...command: string[]) => tryKubectl(['exec', '-n', NAMESPACE, member, '-c', 'zookeeper', '--', ...command]);

/** Runs a ZooKeeper command in one member against another, which it reaches by its DNS name. */
async function zk(inside: string, against: string, ...command: string[]): Promise<string> {
  const { stdout, stderr } = await exec(inside, 'env', 'HOME=/tmp', 'zkCli.sh', '-server', host(against), ...command);
  return `${stdout}\n${stderr}`;
}

async function mode(member: string): Promise<string> {
  const { stdout } = await exec(member, 'bash', '-c', 'exec 3<>/dev/tcp/127.0.0.1/2181; echo srvr >&3; cat <&3');
  return /^Mode: (\w+)/m.exec(stdout)?.[1] ?? 'none';
}

const modes = () => Promise.all(MEMBERS.map(mode));
const ensemble = (answer: string[]) => [...answer].sort().join() === 'follower,follower,leader';

beforeAll(async () => {
  await namespaces.make(NAMESPACE);
  const yaml = readdirSync(DIST).sort().map(file => readFileSync(join(DIST, file), 'utf8')).join('---\n');
  expect(warnings(await kubectl(['apply', '-f', '-'], yaml))).toEqual([]);
  await eventually(() => get('statefulset', 'zookeeper', '-n', NAMESPACE), set => set.status.readyReplicas === 3, 240);
});

afterAll(() => namespaces.remove());

test('three members elect one leader', async () => {
  expect((await eventually(modes, ensemble, 120)).sort()).toEqual(['follower', 'follower', 'leader']);
});

test('what is written through one member is read through another, by its DNS name', async () => {
  expect(await zk('zookeeper-0', 'zookeeper-1', 'create', '/truth', 'written-once')).toContain('Created /truth');
  expect(await zk('zookeeper-1', 'zookeeper-2', 'sync', '/')).toContain('Sync');
  expect(await zk('zookeeper-1', 'zookeeper-2', 'get', '/truth')).toContain('written-once');
});

test('it survives the loss of the leader, which comes back on its disks', async () => {
  const leader = MEMBERS[(await modes()).indexOf('leader')]!;
  const { metadata: { uid } } = await get('pod', leader, '-n', NAMESPACE);
  await kubectl(['delete', 'pod', leader, '-n', NAMESPACE, '--grace-period=0', '--force']);
  await eventually(() => tryKubectl(['get', 'pod', leader, '-n', NAMESPACE, '-o', 'jsonpath={.metadata.uid}']), answer => answer.ok && answer.stdout !== uid);
  const others = MEMBERS.filter(member => member !== leader);
  // while the others elect a new leader they close the connections of clients, who try again
  expect(await eventually(() => zk(others[0]!, others[1]!, 'get', '/truth'), answer => answer.includes('written-once'), 60)).toContain('written-once');
  await eventually(() => get('statefulset', 'zookeeper', '-n', NAMESPACE), set => set.status.readyReplicas === 3, 180);
  expect((await eventually(modes, ensemble, 120)).sort()).toEqual(['follower', 'follower', 'leader']);
  expect(await zk(others[0]!, leader, 'get', '/truth')).toContain('written-once');
});

test('a client reaches it through the client Service', async () => {
  const { stdout } = await exec('zookeeper-0', 'env', 'HOME=/tmp', 'zkCli.sh', '-server', `zookeeper-client.${NAMESPACE}.svc.cluster.local:2181`, 'get', '/truth');
  expect(stdout).toContain('written-once');
});
