import { randomBytes } from 'crypto';
import { App, Chart, Cron, Size, Testing } from 'cdk8s';
import * as kplus from 'cdk8s-plus-28';
import { eventually, get, kubectl, Namespaces, toYaml, warnings } from './support/kubectl';
import { BackupVolume, CassandraAuthentication, CassandraCluster, CassandraClusterProps, MongoCluster } from '../../src';
import { Manifest } from '../../src/manifest/manifest';

// A namespace as platform teams close them: Pod Security "restricted", a quota that asks for requests and limits of everything, and no node without a taint.

const ID = `stateful-e2e-${randomBytes(4).toString('hex')}`;
const ZONES = ['zone-a', 'zone-b', 'zone-c'];
const NODES = [...ZONES, ...ZONES].map((zone, i) => ({
  apiVersion: 'v1',
  kind: 'Node',
  metadata: {
    name: `${ID}-${i}`,
    annotations: { 'kwok.x-k8s.io/node': 'fake', 'node.alpha.kubernetes.io/ttl': '0' },
    labels: { 'kubernetes.io/hostname': `${ID}-${i}`, 'kubernetes.io/os': 'linux', 'topology.kubernetes.io/zone': zone, 'pool': ID },
  },
  spec: { taints: [{ key: 'dedicated', value: ID, effect: 'NoSchedule' }] },
  status: Object.fromEntries(['capacity', 'allocatable'].map(each => [each, { 'cpu': '512', 'memory': '4Ti', 'pods': '2000', 'ephemeral-storage': '4Ti' }])),
}));
const EVERYTHING = ['cpu', 'memory', 'ephemeral-storage'].flatMap(each => [`requests.${each}`, `limits.${each}`]);

const namespaces = new Namespaces();
let namespace: string;
let isSimulated: boolean;

beforeAll(async () => {
  const { items } = await get('nodes');
  isSimulated = items.some(({ metadata }: Manifest) => metadata.annotations?.['kwok.x-k8s.io/node'] === 'fake');
  if (!isSimulated) return console.warn('Nodes of its own are made where nodes are simulated, and these are not.');
  namespace = await namespaces.fresh();
  const hard = Object.fromEntries(EVERYTHING.map(each => [each, each.endsWith('cpu') ? '200' : '2Ti']));
  await kubectl(['create', '-f', '-'], toYaml([...NODES, { apiVersion: 'v1', kind: 'ResourceQuota', metadata: { name: 'all', namespace }, spec: { hard } }]));
});

afterAll(async () => {
  await namespaces.remove();
  if (isSimulated) await kubectl(['delete', 'node', '--ignore-not-found', ...NODES.map(({ metadata }) => metadata.name)]);
});

const resources = (memory: Size) => ({
  cpu: { request: kplus.Cpu.millis(100), limit: kplus.Cpu.units(1) },
  memory: { request: memory, limit: memory },
  ephemeralStorage: { request: Size.gibibytes(1), limit: Size.gibibytes(1) },
});

/** Said once for each cluster, and nothing for its Jobs. */
const POOL = { tolerations: [kplus.NodeTaintQuery.is('dedicated', ID)], nodeSelector: { pool: ID } };

function consumer(scope: Chart, id: string): kplus.Container {
  const api = new kplus.Deployment(scope, id, { metadata: { name: id }, replicas: 1, securityContext: { user: 999 } });
  api.scheduling.tolerate(kplus.Node.tainted(kplus.NodeTaintQuery.is('dedicated', ID)));
  api.scheduling.attract(kplus.Node.labeled(kplus.NodeLabelQuery.is('pool', ID)));
  const securityContext = { user: 999, seccompProfile: { type: kplus.SeccompProfileType.RUNTIME_DEFAULT }, capabilities: { drop: [kplus.Capability.ALL] } };
  return api.addContainer({ image: 'api:1', resources: resources(Size.mebibytes(128)), securityContext });
}

const EVERY_MINUTE = Cron.schedule({ minute: '*' });
const secret = (scope: Chart, name: string) => kplus.Secret.fromSecretName(scope, `Secret-${name}`, name);

function ring(scope: Chart, props: Partial<CassandraClusterProps>): void {
  const events = new CassandraCluster(scope, 'events', {
    ...POOL,
    nodes: 3,
    storage: Size.gibibytes(1),
    authentication: CassandraAuthentication.password({ secret: secret(scope, 'superuser') }),
    resources: resources(Size.gibibytes(2)),
    exporter: { image: 'exporter:1', jar: '/agent.jar' },
    ...props,
  });
  events.addBackup({ schedule: EVERY_MINUTE, image: 'kubectl:1' });
  events.addNetworkPolicy();
  events.connect(consumer(scope, 'api'), { credentials: { secret: secret(scope, 'app') } });
}

function set(scope: Chart): void {
  const shop = { secret: secret(scope, 'shop') };
  const orders = new MongoCluster(scope, 'orders', {
    ...POOL,
    members: 3,
    hidden: { members: 1 },
    arbiter: {},
    storage: Size.gibibytes(1),
    keyFile: { secret: secret(scope, 'keyfile') },
    rootCredentials: { secret: secret(scope, 'root') },
    users: [{ credentials: shop, roles: [{ role: 'readWrite', db: 'shop' }] }],
    resources: resources(Size.gibibytes(1)),
    exporter: { image: 'exporter:1', credentials: { secret: secret(scope, 'exporter') } },
  });
  orders.addBackup({ schedule: EVERY_MINUTE, credentials: { secret: secret(scope, 'backup') }, volume: BackupVolume.ofSize(Size.gibibytes(1)) });
  orders.addNetworkPolicy();
  orders.connect(consumer(scope, 'api'), { credentials: shop });
}

test.each<[string, (scope: Chart) => void]>([
  ['a ring', scope => ring(scope, {})],
  ['a ring of racks', scope => ring(scope, { racks: ZONES.map(name => ({ name })) })],
  ['a ring as whatever user', scope => ring(scope, { securityContext: { user: 1000680000, group: 0, fsGroup: 1000680000 } })],
  ['a replica set', set],
])('%s, its consumer and its Jobs run there', async (_, make) => {
  if (!isSimulated) return;
  const scope = new Chart(new App(), 'closed', { namespace });
  make(scope);
  const all = Testing.synth(scope);
  const of = (...kinds: string[]) => all.filter(({ kind }) => kinds.includes(kind));
  expect(warnings(await kubectl(['apply', '-f', '-'], toYaml(all)))).toEqual([]);

  for (const { kind, metadata: { name }, spec: { replicas } } of of('StatefulSet', 'Deployment')) {
    const { status } = await eventually(() => get(kind, name, '-n', namespace), each => each.status.readyReplicas === replicas, 120);
    expect([kind, name, status.readyReplicas]).toEqual([kind, name, replicas]);
  }
  for (const { metadata: { name } } of of('Job')) {
    const { status } = await eventually(() => get('job', name, '-n', namespace), each => each.status.succeeded === 1, 120);
    expect([name, status.succeeded]).toEqual([name, 1]);
  }
  for (const { metadata: { name } } of of('CronJob')) {
    const { status } = await eventually(() => get('cronjob', name, '-n', namespace), each => each.status.lastSuccessfulTime !== undefined, 180);
    expect([name, typeof status.lastSuccessfulTime]).toEqual([name, 'string']);
  }
  const { items } = await get('pods', '-n', namespace);
  expect(new Set(items.map(({ spec }: Manifest) => spec.nodeName.startsWith(ID)))).toEqual(new Set([true]));

  await kubectl(['delete', '--ignore-not-found', '-f', '-'], toYaml(all));
  await kubectl(['wait', 'pods', '--all', '-n', namespace, '--for=delete', '--timeout=60s']);
}, 600_000);
