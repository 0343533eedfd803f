import { App, Chart, Size, Testing } from 'cdk8s';
import * as kplus from 'cdk8s-plus-28';
import * as newer from 'cdk8s-plus-34';
import { CassandraAuthentication, CassandraCluster, CassandraTls, ClientAuthority, HeadlessService, MongoCluster, MongoTls, StatefulBackend } from '../src';
import { compile } from './support/compiler';
import { Manifest } from '../src/manifest/manifest';

// Charts of a newer line of cdk8s-plus beside ours: its classes are not ours, and what is asked of them they have all the same.

const PREAMBLE = `
import { App, Chart, Size } from 'cdk8s';
import * as kplus from 'cdk8s-plus-34';
import {
  BackupVolume, CassandraAuthentication, CassandraCluster, CassandraTls, ClientAuthority, DisruptionBudget, HeadlessService, MongoCluster, MongoTls, Spread,
  StatefulBackend, StatefulBackendProps,
} from 'cdk8s-stateful';
const chart = new Chart(new App(), 'c', { namespace: 'data' });
const secret = (name: string) => kplus.Secret.fromSecretName(chart, name, name);
const web = new kplus.Deployment(chart, 'web', { containers: [{ image: 'web:1' }] });
declare const orders: MongoCluster;
declare const events: CassandraCluster;
declare const db: StatefulBackend;
`;

const TAKEN = [
  "new MongoCluster(chart, 'orders', { members: 3, storage: Size.gibibytes(10), keyFile: { secret: secret('k') }, rootCredentials: { secret: secret('r') }, tls: MongoTls.fromSecret({ secret: secret('p') }) });",
  "new CassandraCluster(chart, 'events', { nodes: 3, storage: Size.gibibytes(10), authentication: CassandraAuthentication.password({ secret: secret('s') }), tls: CassandraTls.fromSecret({ secret: secret('p') }) });",
  "orders.addUser({ credentials: { secret: secret('shop') }, roles: [{ role: 'read', db: 'shop' }] });",
  "orders.connect(web.containers[0]!, { credentials: { secret: secret('shop') } });",
  "events.connect(web.containers[0]!, { credentials: { secret: secret('app') }, authority: ClientAuthority.fromConfigMap({ configMap: kplus.ConfigMap.fromConfigMapName(chart, 'm', 'm'), key: 'k' }) });",
  "orders.connect(web.addInitContainer({ image: 'web:1' }), { authority: ClientAuthority.fromSecret({ secret: secret('ca') }) });",
  "new kplus.Deployment(chart, 'other', { containers: [{ image: 'web:1', envVariables: orders.connectionVariables({ credentials: { secret: secret('shop') } }) }] });",
  "new kplus.Deployment(chart, 'other', { containers: [{ image: 'web:1', envVariables: events.connectionVariables() }] });",
  'orders.addNetworkPolicy({ from: [web], metricsFrom: [kplus.Namespaces.all(chart, \'n\')] });',
  "events.addNetworkPolicy({ from: [web], datacenters: [kplus.NetworkPolicyIpBlock.ipv4(chart, 'b', '10.0.0.0/8')], metricsFrom: [web] });",
  "new HeadlessService(chart, 'web-pods', { selector: web });",
  "BackupVolume.ofClaim(kplus.PersistentVolumeClaim.fromClaimName(chart, 'claim', 'backups'));",
  "const props: StatefulBackendProps = { serviceAccount: kplus.ServiceAccount.fromServiceAccountName(chart, 'a', 'a'), dockerRegistryAuth: secret('r') };",
  'const props: StatefulBackendProps = { spread: [Spread.hard(kplus.Topology.HOSTNAME)], podManagementPolicy: kplus.PodManagementPolicy.PARALLEL, dns: { policy: kplus.DnsPolicy.DEFAULT } };',
  "const props: StatefulBackendProps = { containers: [{ image: 'x', resources: { cpu: { request: kplus.Cpu.millis(1) } }, envVariables: { A: kplus.EnvValue.fromValue('a') } }] };",
  'DisruptionBudget.maxUnavailable(kplus.PercentOrAbsolute.absolute(1));',
  "db.addNetworkPolicy({ from: [web, kplus.Pods.all(chart, 'p')] });",
  "new kplus.NetworkPolicy(chart, 'out', { selector: web, egress: { rules: [{ peer: kplus.Pods.select(chart, 'db-pods', { labels: db.matchLabels }) }] } });",
];

const REFUSED: [string, string][] = [
  ['orders.connect(web, {});', "Argument of type 'Deployment' is not assignable to parameter of type 'Container | IConsumer'."],
  ['orders.addNetworkPolicy({ from: [web.containers[0]!] });', "Type 'Container' is not assignable to type 'INetworkPolicyPeer | INetworkPeer'."],
];

describe('the compiler', () => {
  const said = compile([...TAKEN, ...REFUSED.map(([program]) => program)], PREAMBLE);
  test.each(TAKEN.map((program, i) => [program, i] as const))('takes %s', (_, i) => expect(said[i]).toBe(''));
  test.each(REFUSED.map(([program, refusal], i) => [program, refusal, i] as const))('refuses %s', (_, refusal, i) => expect(said[TAKEN.length + i]).toContain(refusal));
});

/** All that can be said to containers and peers of a line. */
function written(line: typeof kplus | typeof newer): Manifest[] {
  const chart = new Chart(new App(), 'c', { namespace: 'data' });
  const secret = (name: string) => (line as typeof kplus).Secret.fromSecretName(chart, `secret-${chart.node.children.length}`, name);
  const storage = Size.gibibytes(10);
  const orders = new MongoCluster(chart, 'orders', {
    members: 3, storage, keyFile: { secret: secret('key') }, rootCredentials: { secret: secret('root') }, users: [{ credentials: { secret: secret('shop') }, roles: [{ role: 'readWrite', db: 'shop' }] }], tls: MongoTls.fromSecret({ secret: secret('pem') }),
  });
  const events = new CassandraCluster(chart, 'events', { nodes: 3, storage, authentication: CassandraAuthentication.password({ secret: secret('superuser') }), tls: CassandraTls.fromIssuer({ name: 'ca' }) });
  const db = new StatefulBackend(chart, 'db', { containers: [{ image: 'db:1', portNumber: 1 }] });
  const web = new (line as typeof kplus).Deployment(chart, 'web', { metadata: { name: 'web' }, containers: [{ image: 'web:1' }] });
  const block = (line as typeof kplus).NetworkPolicyIpBlock.ipv4(chart, 'block', '10.0.0.0/8');
  orders.connect(web.containers[0]!, { credentials: { secret: secret('shop') }, database: 'shop' });
  events.connect(web.containers[0]!, { credentials: { secret: secret('app') } });
  events.connect(web.containers[0]!, { prefix: 'ALSO_', authority: undefined });
  orders.connect(web.addInitContainer({ image: 'web:1', name: 'init' }), { credentials: { secret: secret('shop') }, tlsCaFile: '/ca.crt' });
  const byHand = events.connectionVariables({ credentials: { secret: secret('app') }, authority: ClientAuthority.ofImage() });
  web.addContainer({ image: 'web:1', name: 'side', envVariables: byHand });
  new HeadlessService(chart, 'web-pods', { selector: web, ports: [{ name: 'http', port: 80 }] });
  orders.addNetworkPolicy({ from: [web, block] });
  events.addNetworkPolicy({ from: [web], datacenters: [block] });
  db.addNetworkPolicy({ from: [web, (line as typeof kplus).Pods.select(chart, 'peers', { labels: { app: 'peer' } })] });
  return Testing.synth(chart);
}

describe('what is written', () => {
  const [ours, theirs] = [written(kplus), written(newer)];
  const of = (manifests: Manifest[], kind: string) => manifests.filter(manifest => manifest.kind === kind);

  test('connects the containers of both in the same way', () => {
    const told = (manifests: Manifest[]) => {
      const { containers, initContainers, volumes } = of(manifests, 'Deployment')[0].spec.template.spec;
      return { volumes, containers: [...initContainers, ...containers].map(({ env, volumeMounts }: Manifest) => ({ env, volumeMounts })) };
    };
    expect(told(theirs)).toEqual(told(ours));
    expect(told(theirs).volumes).toHaveLength(2);
    expect(told(theirs).containers[1].env.map(({ name }: Manifest) => name)).toEqual(expect.arrayContaining(['MONGODB_URI', 'MONGODB_TLS_CA_FILE', 'CASSANDRA_TLS_CA_FILE', 'CASSANDRA_PASSWORD', 'ALSO_TLS']));
  });

  test('lets the peers of both in', () => {
    const policies = (manifests: Manifest[]) => of(manifests, 'NetworkPolicy').map(({ metadata, spec }) => [metadata.name, spec]);
    expect(policies(theirs)).toEqual(policies(ours));
    expect(policies(theirs)).toHaveLength(3);
  });

  test('finds the pods of both', () => {
    const selectors = (manifests: Manifest[]) => of(manifests, 'Service').filter(({ metadata }) => metadata.name === 'web-pods').map(({ spec }) => spec.selector);
    expect(selectors(theirs)).toEqual([of(theirs, 'Deployment')[0].spec.selector.matchLabels]);
  });

  test('finds our pods by their labels', () => {
    const chart = new Chart(new App(), 'c', { namespace: 'data' });
    const db = new StatefulBackend(chart, 'db', { containers: [{ image: 'db:1' }] });
    new newer.NetworkPolicy(chart, 'closed', { selector: newer.Pods.select(chart, 'db-pods', { labels: db.matchLabels }) });
    const [set] = of(Testing.synth(chart), 'StatefulSet');
    expect(of(Testing.synth(chart), 'NetworkPolicy')[0].spec.podSelector).toEqual(set.spec.selector);
  });

  test('has the same clusters', () => {
    const sets = (manifests: Manifest[]) => ['StatefulSet', 'ConfigMap', 'Job', 'Service'].flatMap(kind => of(manifests, kind));
    expect(sets(theirs)).toEqual(sets(ours));
  });
});
