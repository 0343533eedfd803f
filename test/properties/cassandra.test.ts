import { Cron, Duration, Size } from 'cdk8s';
import * as kplus from 'cdk8s-plus-28';
import * as fc from 'fast-check';
import {
  CassandraAuthentication, CassandraCluster, CassandraClusterProps, CassandraTls, ClaimRetention, ClientEncryption, DisruptionBudget, InternodeEncryption, Monitor, Spread,
} from '../../src';
import { Manifest } from '../../src/manifest/manifest';
import { forbids } from '../../src/rules/rule';
import { findings, RULES } from '../../src/rules/rules';
import { cluster, RACKS } from '../cassandra/support/cluster';
import { secret } from '../mongo/support/cluster';
import { validate } from '../support/schemas';
import { chart, complaint, synth } from '../support/synth';

// What is accepted fits together, however the props combine; what is not is refused in one sentence that names the ring.

const maybe = <T>(arbitrary: fc.Arbitrary<T>) => fc.option(arbitrary, { nil: undefined });
/** What hardly goes with the rest. */
const rarely = <T>(arbitrary: fc.Arbitrary<T>) => fc.oneof({ weight: 5, arbitrary: fc.constant(undefined) }, { weight: 1, arbitrary });
const mebibytes = (min: number, max: number) => fc.integer({ min, max }).map(amount => Size.mebibytes(amount));
const hours = (min: number, max: number) => fc.integer({ min, max }).map(amount => Duration.hours(amount));

const tls = fc.record({
  client: fc.constantFrom(undefined, ...Object.values(ClientEncryption)),
  internode: fc.constantFrom(undefined, ...Object.values(InternodeEncryption)),
  requireClientCertificate: maybe(fc.boolean()),
}).chain(options => fc.constantFrom(CassandraTls.fromSecret({ secret: secret('pem'), ...options }), CassandraTls.fromIssuer({ name: 'ca', ...options })));

const exporter = fc.record({
  image: fc.constant('exporter:1'),
  jar: fc.constant('/agent.jar'),
  port: fc.constantFrom(undefined, 1024, 9500, 12345, 9042),
  config: maybe(fc.constant('rules: []\n')),
  monitor: fc.constantFrom(undefined, Monitor.none(), Monitor.podMonitor(), Monitor.serviceMonitor({ labels: { team: 'data' } })),
});

const budget = fc.oneof(
  fc.constant(DisruptionBudget.none()),
  fc.integer({ min: 0, max: 5 }).map(pods => DisruptionBudget.maxUnavailable(kplus.PercentOrAbsolute.absolute(pods))),
  fc.integer({ min: 0, max: 100 }).map(share => DisruptionBudget.minAvailable(kplus.PercentOrAbsolute.percent(share))),
);

/** Whether clients are asked who they are. */
const asked = (whether: boolean): Partial<CassandraClusterProps> => ({ authentication: whether ? CassandraAuthentication.password({ secret: secret('events-superuser') }) : CassandraAuthentication.allowAll() });

interface Story {
  readonly props: Partial<CassandraClusterProps> & { readonly nodes: number };
  readonly authenticates: boolean;
  readonly backup: boolean;
  readonly policy: boolean;
}

const story: fc.Arbitrary<Story> = fc.record({
  props: fc.record({
    nodes: fc.integer({ min: 1, max: 9 }),
    racks: maybe(fc.shuffledSubarray([...RACKS, { name: 'a-rack-with-a-long-name', zone: 'eu-1d' }], { minLength: 1 })),
    decommission: fc.constantFrom(undefined, undefined, 0, 1, 2),
    tls: maybe(tls),
    exporter: maybe(exporter),
    commitLog: maybe(fc.record({ storage: mebibytes(1024, 9000), storageClassName: maybe(fc.constant('fast')) })),
    resources: maybe(mebibytes(1000, 20000).map(limit => ({ memory: { limit } }))),
    heap: maybe(mebibytes(60, 1500)),
    directMemory: maybe(mebibytes(60, 1000)),
    jvmOptions: maybe(fc.constant(['-XX:MaxGCPauseMillis=200'])),
    cassandraYaml: fc.constantFrom<CassandraClusterProps['cassandraYaml'][]>(undefined, undefined, {}, { concurrent_reads: 64 }, { allocate_tokens_for_local_replication_factor: 2 }),
    repairEvery: maybe(hours(1, 300)),
    gcGrace: maybe(hours(1, 300)),
    compactionThroughput: maybe(mebibytes(0, 100)),
    replaceNodes: rarely(fc.constantFrom<NonNullable<CassandraClusterProps['replaceNodes']>[]>({ 'events-0': '10.0.0.7' }, { 'events-a-0': 'fd00::7' }, {})),
    extraSeeds: rarely(fc.subarray(['10.1.0.1', 'a.example.org'])),
    clusterName: fc.constantFrom(undefined, 'Events', "It's ours"),
    datacenter: fc.constantFrom(undefined, 'dc2', 'dc2'),
    numTokens: maybe(fc.integer({ min: 1, max: 256 })),
    systemAuthReplication: rarely(fc.constantFrom(1, 3)),
    claimsWhenScaled: fc.constantFrom(undefined, ...Object.values(ClaimRetention)),
    clusterDomain: fc.constantFrom(undefined, 'k8s.example.org'),
    spread: maybe(fc.subarray([Spread.hard(kplus.Topology.HOSTNAME), Spread.soft(kplus.Topology.ZONE)])),
    disruptionBudget: maybe(budget),
    podFields: maybe(fc.constant({ priorityClassName: 'high', nodeSelector: { disk: 'fast' } })),
  }),
  authenticates: fc.boolean(),
  backup: fc.boolean(),
  policy: fc.boolean(),
});

function make({ props, authenticates, backup, policy }: Story): CassandraCluster {
  const of = cluster({ ...props, ...asked(authenticates) }, chart());
  if (backup) of.addBackup({ schedule: Cron.daily(), image: 'kubectl:1' });
  if (policy) of.addNetworkPolicy(props.exporter && { metricsFrom: [kplus.NetworkPolicyIpBlock.ipv4(chart(), 'prometheus', '10.2.0.0/16')] });
  return of;
}

/** Undefined where it is refused. */
function accepted(told: Story): CassandraCluster | undefined {
  try {
    return make(told);
  } catch (error) {
    expect((error as Error).message).toMatch(/^prod\/events: '[\w.[\]-]+' must be .+, got /);
    return undefined;
  }
}

const key = ({ kind, metadata }: Manifest) => `${kind}/${metadata.name}`;
const dataOf = (all: Manifest[]) => all.find(each => key(each) === 'ConfigMap/events-ring')!.data as Record<string, string>;
const setsIn = (all: Manifest[]) => all.filter(({ kind }) => kind === 'StatefulSet');

/** Every pod is in one set and once in the list, the racks are alike, and who leads others into the ring is a member that stays. */
function isOneRing(of: CassandraCluster, all: Manifest[], { nodes, decommission = 0, racks = [{ name: 'rack1' }] }: Story['props']): void {
  const members = dataOf(all).members!.trim().split('\n').map(line => line.split(' '));
  const sets = setsIn(all);
  const pods = sets.flatMap(({ metadata, spec }) => Array.from({ length: spec.replicas }, (_, i) => `${metadata.name}-${i}`));
  expect(members.map(([pod]) => pod).sort()).toEqual(pods.sort());
  expect(new Set(pods).size).toBe(nodes);
  expect(of.podNames).toEqual(members.map(([pod]) => pod));
  expect(new Set(members.map(([, rack]) => rack))).toEqual(new Set(racks.map(({ name }) => name)));
  expect(sets.map(({ spec }) => spec.serviceName)).toEqual(racks.map(() => 'events'));
  const replicas = sets.map(({ spec }) => spec.replicas as number);
  expect(Math.max(...replicas) - Math.min(...replicas)).toBeLessThanOrEqual(1);

  expect(members.map(([, , fate]) => fate)).toEqual(members.map((_, i) => i < nodes - decommission ? 'stays' : 'leaves'));
  const seeds = of.seedNames.map(name => name.split('.')[0]);
  expect(seeds).toEqual(of.podNames.slice(0, Math.min(3, nodes - decommission)));
  expect(of.contactPoints).toEqual(of.seedNames.map(name => `${name}:9042`));
}

/** What is mounted is there, once, and no name is longer than Kubernetes takes it. */
function isWritten(all: Manifest[]): void {
  expect(new Set(all.map(key)).size).toBe(all.length);
  const most = { StatefulSet: 52, CronJob: 52 } as Record<string, number>;
  for (const { kind, metadata: { name, namespace } } of all) {
    expect(name).toMatch(/^[a-z0-9]([-a-z0-9.]*[a-z0-9])?$/);
    expect(name.length).toBeLessThanOrEqual(most[kind] ?? 63);
    expect(namespace).toBe('prod');
  }
  for (const { spec: { volumeClaimTemplates, template: { spec } } } of setsIn(all)) {
    const volumes = [...spec.volumes, ...volumeClaimTemplates.map(({ metadata }: Manifest) => metadata)].map(({ name }) => name);
    expect(new Set(volumes).size).toBe(volumes.length);
    for (const { volumeMounts } of [...spec.initContainers, ...spec.containers]) {
      expect(volumeMounts.filter(({ name }: Manifest) => !volumes.includes(name))).toEqual([]);
      expect(new Set(volumeMounts.map(({ mountPath }: Manifest) => mountPath)).size).toBe(volumeMounts.length);
    }
  }
}

/** Of other people, whose schemas are not Kubernetes'. */
const FOREIGN = ['Certificate', 'PodMonitor', 'ServiceMonitor'];
const REFUSED = RULES.filter(forbids);

test('whatever is accepted fits together', () => {
  let count = 0;
  fc.assert(fc.property(story, (told) => {
    const of = accepted(told);
    if (of === undefined) return;
    count++;
    const all = synth(of);
    expect(JSON.stringify(synth(of))).toBe(JSON.stringify(all)); // pure
    expect(JSON.stringify(synth(make(told)))).toBe(JSON.stringify(all)); // deterministic
    validate(all.filter(({ kind }) => !FOREIGN.includes(kind)));
    expect(all.flatMap(manifest => findings(REFUSED, manifest, all)).map(({ complaint: found }) => found)).toEqual([]);
    isOneRing(of, all, told.props);
    isWritten(all);
  }), { numRuns: 300 });
  expect(count).toBeGreaterThan(60);
});

/** A ring that has grown to three has other replicas of its roles than a smaller one. */
const LEAST = 3;

test('a ring that grows changes the number of replicas and the list of its nodes, and nothing else', () => {
  let count = 0;
  fc.assert(fc.property(story, fc.integer({ min: 1, max: 4 }), (drawn, more) => {
    const told = { ...drawn, props: { ...drawn.props, decommission: undefined, nodes: drawn.props.nodes + LEAST } };
    const of = accepted(told);
    if (of === undefined) return;
    count++;
    const grown = make({ ...told, props: { ...told.props, nodes: told.props.nodes + more } });
    const but = (all: Manifest[]) => {
      for (const { spec } of setsIn(all)) delete spec.replicas;
      delete dataOf(all).members;
      return all;
    };
    expect(but(synth(grown))).toEqual(but(synth(of)));
    expect(grown.contactPoints).toEqual(of.contactPoints);
    expect(grown.podNames.slice(0, told.props.nodes)).toEqual(of.podNames);
  }), { numRuns: 60 });
  expect(count).toBeGreaterThan(10);
});

const notFrom = (least: number, most: number) => fc.oneof(
  fc.integer({ max: least - 1 }), fc.integer({ min: most + 1 }), fc.double({ noInteger: true }), fc.constantFrom(NaN, Infinity),
);
const notACount = (least: number) => fc.oneof(fc.integer({ max: least - 1 }), fc.double({ noInteger: true }), fc.constantFrom(NaN, Infinity));
const notALabel = fc.oneof(fc.string({ minLength: 64, unit: fc.constantFrom('a', 'b') }), fc.string({ maxLength: 10 })).filter(name => !/^[a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?$/.test(name));

const BAD: [string, fc.Arbitrary<unknown>, (value: never) => Partial<CassandraClusterProps>][] = [
  ['metadata.name', notALabel, name => ({ metadata: { name } })],
  ['nodes', notACount(1), nodes => ({ nodes })],
  ['decommission', notACount(0), decommission => ({ decommission })],
  ['racks', fc.constant([]), racks => ({ racks })],
  ['racks[0].name', notALabel, name => ({ racks: [{ name }] })],
  ['commitLog.storage', mebibytes(1, 63), storage => ({ commitLog: { storage } })],
  ['heap', mebibytes(1, 63), heap => ({ heap })],
  ['directMemory', mebibytes(1, 63), directMemory => ({ directMemory })],
  ['resources.memory.limit', mebibytes(1, 1023), limit => ({ resources: { memory: { limit } } })],
  ['jvmOptions[0]', fc.string().filter(option => !/^-[!-~]+$/.test(option)), option => ({ jvmOptions: [option] })],
  ['clusterName', fc.constantFrom('', '\n', 'a'.repeat(129)), clusterName => ({ clusterName })],
  ['datacenter', fc.string().filter(name => !/^[A-Za-z0-9][A-Za-z0-9_.-]{0,47}$/.test(name)), datacenter => ({ datacenter })],
  ['extraSeeds[0]', fc.constantFrom('', ' ', 'a b', '-a'), seed => ({ extraSeeds: [seed], clusterName: 'Events', datacenter: 'dc2' })],
  ['numTokens', notFrom(1, 256), numTokens => ({ numTokens })],
  ['authentication.revision', notACount(0), revision => ({ authentication: CassandraAuthentication.password({ secret: secret('superuser'), revision }) })],
  ['authentication.systemAuthReplication', notFrom(1, 6), systemAuthReplication => ({ authentication: CassandraAuthentication.password({ secret: secret('superuser'), systemAuthReplication }) })],
  ['exporter.port', notFrom(1024, 65535), port => ({ exporter: { image: 'e:1', jar: '/j', port } })],
  ['exporter.jar', fc.string().filter(path => !/^\/[!-~]+$/.test(path)), jar => ({ exporter: { image: 'e:1', jar } })],
  ['repairEvery', fc.integer({ min: 1, max: 59 }).map(amount => Duration.minutes(amount)), repairEvery => ({ repairEvery })],
  ['gcGrace', fc.integer({ min: 0, max: 3599 }).map(amount => Duration.seconds(amount)), gcGrace => ({ gcGrace })],
  ['clusterDomain', fc.constantFrom('', '.', 'A', 'a..b'), clusterDomain => ({ clusterDomain })],
  ['replaceNodes', fc.constantFrom('events', 'events-9', 'other-0'), pod => ({ replaceNodes: { [pod]: '10.0.0.7' } })],
  ['cassandraYaml.cluster_name', fc.string(), name => ({ cassandraYaml: { cluster_name: name } })],
  ['cassandraYaml.concurrent_reads', fc.oneof(fc.string(), fc.boolean()), reads => ({ cassandraYaml: { concurrent_reads: reads } })],
];

test.each(BAD)('a ring rejects any bad %s, whatever else is said', (what, bad, props) => {
  fc.assert(fc.property(fc.constantFrom({ nodes: 6 }, { nodes: 6, racks: RACKS }), bad, (legal, value) => {
    const message = complaint(() => cluster({ ...legal, ...props(value as never) }));
    expect(message.startsWith(`prod/events: '${what}' must be `)).toBe(true);
    expect(message).toContain(', got ');
  }), { numRuns: 30 });
});
