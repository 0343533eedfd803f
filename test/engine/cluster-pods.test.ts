import { readFileSync } from 'fs';
import { join } from 'path';
import { App, ApiObject, Chart, Cron, JsonPatch, Size } from 'cdk8s';
import * as kplus from 'cdk8s-plus-28';
import {
  BackupVolume, CassandraAuthentication, CassandraCluster, ClusterPodProps, JobPodProps, MongoCluster, StatefulBackend, StatefulClusterProps,
} from '../../src';
import { Manifest } from '../../src/manifest/manifest';
import { containers, podTemplate, POD_KINDS, selects } from '../../src/manifest/reading';
import { propertiesOf } from '../support/assembly';
import { chart, complaint, synth } from '../support/synth';

// What is said of the pods of a cluster reaches every pod that it makes: servers, the Job of the superuser, backups. Every prop has a row, for every engine.

type Cluster = CassandraCluster | MongoCluster;
type Asked = StatefulClusterProps & { readonly resources?: kplus.ContainerResources };

let count = 0;
const secret = (name: string): kplus.ISecret => kplus.Secret.fromSecretName(chart(), `secret-${count++}`, name);

function ring(props: Asked, job: JobPodProps = {}, racks?: { name: string }[]): CassandraCluster {
  const of = ringWithoutBackup(props, job, racks);
  of.addBackup({ schedule: Cron.daily(), image: 'kubectl:1', ...job });
  return of;
}

function ringWithoutBackup(props: Asked, job: JobPodProps = {}, racks?: { name: string }[]): CassandraCluster {
  return new CassandraCluster(chart(), 'db', {
    nodes: 3, racks, storage: Size.gibibytes(1), authentication: CassandraAuthentication.password({ secret: secret('superuser'), job }), exporter: { image: 'exporter:1', jar: '/agent.jar' }, ...props,
  });
}

function set(props: Asked, job: JobPodProps = {}): MongoCluster {
  const of = new MongoCluster(chart(), 'db', {
    members: 2,
    hidden: { members: 1 },
    arbiter: {},
    storage: Size.gibibytes(1),
    keyFile: { secret: secret('keyfile') },
    rootCredentials: { secret: secret('root') },
    exporter: { image: 'exporter:1', credentials: { secret: secret('exporter') } },
    ...props,
  });
  of.addBackup({ schedule: Cron.daily(), credentials: { secret: secret('backup') }, volume: BackupVolume.ofSize(Size.gibibytes(1)), ...job });
  return of;
}

const CLUSTERS: [string, (props: Asked, job?: JobPodProps) => Cluster, string[]][] = [
  ['a ring of one rack', ring, ['StatefulSet db', 'Job db-auth-*', 'CronJob db-backup']],
  ['a ring of two racks', (props, job) => ring(props, job, [{ name: 'a' }, { name: 'b' }]), ['StatefulSet db-a', 'StatefulSet db-b', 'Job db-auth-*', 'CronJob db-backup']],
  ['a replica set with hidden members and an arbiter', set, ['StatefulSet db', 'StatefulSet db-hidden', 'StatefulSet db-arbiter', 'CronJob db-backup']],
];

const withPods = (of: Cluster) => synth(of).filter(({ kind }) => POD_KINDS.includes(kind));
const named = ({ kind, metadata }: Manifest) => `${kind} ${metadata.name}`;
const backendsOf = (of: Cluster): StatefulBackend[] => (of instanceof CassandraCluster ? of.backends : [of.backend, of.hidden!, of.arbiter!]);
const isServer = ({ kind }: Manifest) => kind === 'StatefulSet';

/** What is found in a pod: as asked for, and unless something is. */
interface Row<T> { readonly asked: T; readonly at: (spec: Manifest, metadata: Manifest) => unknown; readonly then: unknown; readonly usual: unknown }
type Rows = { readonly [P in keyof ClusterPodProps]-?: Row<NonNullable<ClusterPodProps[P]>> };

const toleration = { key: 'dedicated', operator: 'Equal', value: 'databases' };
const required = { requiredDuringSchedulingIgnoredDuringExecution: { nodeSelectorTerms: [{ matchExpressions: [{ key: 'pool', operator: 'In', values: ['a', 'b'] }] }] } };
const preferred = { preferredDuringSchedulingIgnoredDuringExecution: [{ weight: 7, preference: { matchExpressions: [{ key: 'disk', operator: 'Exists' }] } }] };
const user = ({ runAsUser, runAsGroup, fsGroup }: Manifest = {}) => [runAsUser, runAsGroup, fsGroup];

const ROWS: Rows = {
  tolerations: { asked: [kplus.NodeTaintQuery.is('dedicated', 'databases')], at: spec => spec.tolerations, usual: undefined, then: [toleration] },
  nodeSelector: { asked: { pool: 'databases' }, at: spec => [spec.nodeSelector['kubernetes.io/os'], spec.nodeSelector.pool], usual: ['linux', undefined], then: ['linux', 'databases'] },
  nodeAffinity: {
    asked: [{ node: kplus.Node.labeled(kplus.NodeLabelQuery.in('pool', ['a', 'b'])) }, { node: kplus.Node.labeled(kplus.NodeLabelQuery.exists('disk')), weight: 7 }],
    at: spec => spec.affinity,
    usual: undefined,
    then: { nodeAffinity: { ...required, ...preferred } },
  },
  priorityClassName: { asked: 'high', at: spec => spec.priorityClassName, usual: undefined, then: 'high' },
  podMetadata: {
    asked: { labels: { team: 'a' }, annotations: { 'sidecar.istio.io/inject': 'false' } },
    at: (_, { labels, annotations }) => [labels.team, annotations?.['sidecar.istio.io/inject']],
    usual: [undefined, undefined],
    then: ['a', 'false'],
  },
  podFields: {
    asked: { nodeSelector: { disk: 'fast' }, priorityClassName: 'high', runtimeClassName: 'kata', schedulerName: 'mine', supplementalGroups: [7], hostUsers: false },
    at: spec => [spec.nodeSelector.disk, spec.priorityClassName, spec.runtimeClassName, spec.schedulerName, spec.securityContext.supplementalGroups, spec.hostUsers],
    usual: Array(6).fill(undefined),
    then: ['fast', 'high', 'kata', 'mine', [7], false],
  },
  serviceAccount: { asked: kplus.ServiceAccount.fromServiceAccountName(chart(), 'account', 'db'), at: spec => spec.serviceAccountName, usual: undefined, then: 'db' },
  automountServiceAccountToken: { asked: true, at: spec => spec.automountServiceAccountToken, usual: false, then: true },
  dockerRegistryAuth: { asked: secret('registry'), at: spec => spec.imagePullSecrets, usual: undefined, then: [{ name: 'registry' }] },
  dns: { asked: { searches: ['example.com'], policy: kplus.DnsPolicy.DEFAULT }, at: spec => [spec.dnsConfig, spec.dnsPolicy], usual: [undefined, undefined], then: [{ searches: ['example.com'] }, 'Default'] },
  hostAliases: { asked: [{ ip: '10.0.0.1', hostnames: ['x'] }], at: spec => spec.hostAliases, usual: undefined, then: [{ ip: '10.0.0.1', hostnames: ['x'] }] },
  securityContext: { asked: { user: 5, fsGroup: 6 }, at: spec => user(spec.securityContext), usual: [999, 999, 999], then: [5, 5, 6] },
  assignedUser: { asked: true, at: spec => user(spec.securityContext), usual: [999, 999, 999], then: [undefined, undefined, undefined] },
};

/** Cassandra's backup asks the API server, as somebody of its own. */
const ofItsOwn = (prop: string, of: Cluster, { kind }: Manifest) => of instanceof CassandraCluster && kind === 'CronJob' && ['serviceAccount', 'automountServiceAccountToken'].includes(prop);

test('every prop of the pods has a row, and there is no prop that every cluster takes and no table knows', () => {
  expect(propertiesOf('ClusterPodProps').map(({ name }) => name).sort()).toEqual(Object.keys(ROWS).sort());
  const ofSets = ['claimsWhenDeleted', 'claimsWhenScaled', 'clusterDomain', 'disruptionBudget', 'metadata', 'minReady', 'revisionHistoryLimit', 'updateStrategy'];
  expect(propertiesOf('StatefulClusterProps').map(({ name }) => name).sort()).toEqual([...Object.keys(ROWS), ...ofSets].sort());
});

describe.each(CLUSTERS)('%s', (_, make, all) => {
  test.each(Object.entries(ROWS) as [string, Row<unknown>][])('what is said by %s reaches every pod', (prop, { asked, at, then }) => {
    const of = make({ [prop]: asked });
    const pods = withPods(of).filter(pod => !ofItsOwn(prop, of, pod));
    const found = pods.map(pod => [named(pod), at(podTemplate(pod).spec, podTemplate(pod).metadata)]);
    expect(found).toEqual(pods.map(pod => [named(pod), then]));
  });

  test.each(Object.entries(ROWS) as [string, Row<unknown>][])('every pod has the usual where %s is not given, or undefined', (prop, { at, usual }) => {
    for (const made of [make({}), make({ [prop]: undefined })]) {
      const pods = withPods(made).filter(pod => !ofItsOwn(prop, made, pod));
      expect(pods.map(pod => at(podTemplate(pod).spec, podTemplate(pod).metadata))).toEqual(pods.map(() => usual));
    }
  });

  test('these are its pods', () => expect(withPods(make({})).map(pod => named(pod).replace(/[0-9a-f]{8}$/, '*')).sort()).toEqual([...all].sort()));

  test('what is said to the scheduling of its backends reaches the others, too: each runs wherever one of the servers may', () => {
    const of = make({ tolerations: [kplus.NodeTaintQuery.exists('all')] });
    const backends = backendsOf(of);
    for (const { scheduling } of backends) {
      scheduling.tolerate(kplus.Node.tainted(kplus.NodeTaintQuery.is('dedicated', 'databases')));
      scheduling.attract(kplus.Node.labeled(kplus.NodeLabelQuery.in('pool', ['a', 'b'])));
      scheduling.separate(kplus.Pods.select(Chart.of(of), `pods-${count++}`, { labels: { app: 'other' } }));
    }
    backends[0]!.scheduling.tolerate(kplus.Node.tainted(kplus.NodeTaintQuery.exists('first')));
    const [first] = withPods(of);
    expect(podTemplate(first!).spec.affinity.podAntiAffinity).toBeDefined();
    for (const pod of withPods(of).filter(each => !isServer(each))) {
      const { tolerations, affinity } = podTemplate(pod).spec;
      expect(tolerations).toEqual([{ key: 'all', operator: 'Exists' }, toleration, { key: 'first', operator: 'Exists' }]);
      expect(affinity).toEqual({ nodeAffinity: required });
    }
  });

  test('so does what is said to the metadata of the pods of all of them, but for what is about one', () => {
    const of = make({ podMetadata: { labels: { tier: 'data' } } });
    const backends = backendsOf(of);
    for (const { podMetadata } of backends) {
      podMetadata.addAnnotation('linkerd.io/inject', 'disabled');
      podMetadata.addLabel('team', 'a');
    }
    backends.forEach(({ podMetadata }, i) => podMetadata.addLabel('number', String(Math.min(i, 1))));
    const [job] = withPods(of).filter(each => !isServer(each));
    const { labels, annotations } = podTemplate(job!).metadata;
    expect(annotations).toEqual({ 'linkerd.io/inject': 'disabled' });
    expect([labels.team, labels.tier, labels.number, labels['app.kubernetes.io/component']]).toEqual(['a', 'data', backends.length > 1 ? undefined : '0', expect.stringMatching(/^(auth|backup)$/)]);
  });

  test('a label of the user goes over one of ours on every pod, though ours differ from each other', () => {
    const component = 'app.kubernetes.io/component';
    const of = make({ podMetadata: { labels: { [component]: 'orders' } } });
    expect(withPods(of).map(pod => podTemplate(pod).metadata.labels[component])).toEqual(withPods(of).map(() => 'orders'));
  });

  test('where the backends want different nodes, the others want those that all were told of', () => {
    const of = make({ nodeAffinity: ROWS.nodeAffinity.asked });
    const [backend, ...others] = backendsOf(of);
    backend!.scheduling.attract(kplus.Node.labeled(kplus.NodeLabelQuery.exists('mine')), { weight: 1 });
    const [job] = withPods(of).filter(each => !isServer(each));
    const agreed = others.length > 0 ? ROWS.nodeAffinity.then : podTemplate(withPods(of)[0]!).spec.affinity;
    expect(podTemplate(job!).spec.affinity).toEqual(agreed);
  });

  test('where the backends are on different nodes, the others are on those of any of them', () => {
    const of = make({});
    const backends = backendsOf(of);
    backends.forEach(({ scheduling }, i) => scheduling.attract(kplus.Node.labeled(kplus.NodeLabelQuery.is('pool', `${i % 2}`))));
    const terms = backends.slice(0, 2).map((__, i) => ({ matchExpressions: [{ key: 'pool', operator: 'In', values: [`${i}`] }] }));
    const affinities = withPods(of).filter(each => !isServer(each)).map(job => podTemplate(job).spec.affinity);
    expect(affinities).toEqual(affinities.map(() => ({ nodeAffinity: { requiredDuringSchedulingIgnoredDuringExecution: { nodeSelectorTerms: terms } } })));
  });

  test('where one of several backends is on any node, so are the others', () => {
    const of = make({});
    const [backend, ...others] = backendsOf(of);
    backend!.scheduling.attract(kplus.Node.labeled(kplus.NodeLabelQuery.is('pool', 'a')));
    for (const job of withPods(of).filter(each => !isServer(each))) expect(podTemplate(job).spec.affinity === undefined).toBe(others.length > 0);
  });

  test('no other pod is taken for a server, by whatever selects servers', () => {
    const labels = { 'cdk8s.io/metadata.addr': 'db', 'cdk8s-stateful/cluster': 'db', 'team': 'a' };
    const of = make({ podMetadata: { labels: make === set ? { 'cdk8s-stateful/cluster': 'db', 'team': 'a' } : labels, annotations: { 'checksum/config': 'x', 'a': 'b' } } });
    of.addNetworkPolicy();
    const manifests = synth(of);
    const selectors = manifests.flatMap(({ kind, spec }) => (kind === 'Service' ? [{ matchLabels: spec.selector }]
      : kind === 'StatefulSet' || kind === 'PodDisruptionBudget' ? [spec.selector] : kind === 'NetworkPolicy' ? [spec.podSelector] : []));
    expect(selectors.length).toBeGreaterThan(3);
    for (const pod of manifests.filter(each => POD_KINDS.includes(each.kind) && !isServer(each))) {
      const { metadata } = podTemplate(pod);
      expect([named(pod), selectors.filter(selector => selects(selector, metadata.labels))]).toEqual([named(pod), []]);
      expect(metadata.labels.team).toBe('a');
      expect(metadata.annotations).toEqual({ a: 'b' });
    }
  });

  test('what is about servers alone does not reach the others', () => {
    const of = make({ podFields: { readinessGates: [{ conditionType: 'example.org/ready' }], resourceClaims: [{ name: 'gpu', resourceClaimName: 'gpu' }], shareProcessNamespace: true } });
    for (const pod of withPods(of)) {
      const { readinessGates, resourceClaims, shareProcessNamespace, topologySpreadConstraints } = podTemplate(pod).spec;
      const ofServers = [readinessGates, resourceClaims, topologySpreadConstraints].map(each => each !== undefined);
      expect([named(pod), ...ofServers, shareProcessNamespace]).toEqual([named(pod), ...Array(3).fill(isServer(pod)), true]);
    }
  });

  test('the operating system is Linux, unless somebody says otherwise', () => {
    for (const props of [{ nodeSelector: { 'kubernetes.io/os': 'haiku' } }, { podFields: { nodeSelector: { 'kubernetes.io/os': 'haiku' } } }]) {
      expect(withPods(make(props)).map(pod => podTemplate(pod).spec.nodeSelector['kubernetes.io/os'])).toEqual(all.map(() => 'haiku'));
    }
  });

  test('a Job may be told something of its own, which is stronger', () => {
    const resources = { cpu: { request: kplus.Cpu.millis(7), limit: kplus.Cpu.units(7) }, memory: { request: Size.mebibytes(7), limit: Size.mebibytes(8) } };
    const podMetadata = { labels: { team: 'b' }, annotations: { 'sidecar.istio.io/inject': 'false' } };
    const of = make({ podMetadata: { labels: { team: 'a', tier: 'data' }, annotations: { 'sidecar.istio.io/inject': 'true', 'note': 'all' } } }, { resources, podMetadata });
    for (const pod of withPods(of)) {
      const { metadata: { labels, annotations }, spec } = podTemplate(pod);
      expect([labels.team, labels.tier, annotations['sidecar.istio.io/inject'], annotations.note]).toEqual(isServer(pod) ? ['a', 'data', 'true', 'all'] : ['b', 'data', 'false', 'all']);
      if (!isServer(pod)) expect(spec.containers[0].resources).toEqual({ requests: { cpu: '7m', memory: '7Mi' }, limits: { cpu: '7', memory: '8Mi' } });
    }
  });

  test.each([{ labels: undefined }, { annotations: undefined }, { labels: { 'cdk8s.io/metadata.addr': undefined } as never }])('its own may be undefined: %j', (podMetadata) => {
    expect(synth(make({}, { podMetadata }))).toEqual(synth(make({})));
  });

  test('quotas on CPU and memory admit every pod where the servers have limits, and a limit of CPU is for nobody where they have none', () => {
    const memory = { request: Size.gibibytes(2), limit: Size.gibibytes(2) };
    const limited = withPods(make({ resources: { cpu: { request: kplus.Cpu.millis(100), limit: kplus.Cpu.units(2) }, memory } }));
    const quantities = limited.flatMap(pod => containers(pod).map(({ container }) => [named(pod), container.name, ...['requests', 'limits'].flatMap(kind => ['cpu', 'memory'].map(each => typeof container.resources?.[kind]?.[each]))]));
    expect(quantities).toEqual(quantities.map(([pod, container]) => [pod, container, ...Array(4).fill('string')]));
    const unlimited = withPods(make({ resources: { cpu: { request: kplus.Cpu.millis(100) }, memory } }));
    expect(unlimited.flatMap(pod => containers(pod)).filter(({ container }) => container.resources.limits.cpu !== undefined)).toEqual([]);
  });

  test.each<[Asked, string]>([
    [{ assignedUser: true, securityContext: { user: 999 } }, "'securityContext.user' must be left out if assignedUser leaves it to the cluster, got 999"],
    [{ assignedUser: true, securityContext: { group: 0 } }, "'securityContext.group' must be left out if assignedUser leaves it to the cluster, got 0"],
    [{ assignedUser: true, securityContext: { fsGroup: 1 } }, "'securityContext.fsGroup' must be left out if assignedUser leaves it to the cluster, got 1"],
    [{ securityContext: { user: 0 } }, "'securityContext.user' must be a whole number from 1 to 2147483647, got 0"],
    [{ nodeAffinity: [{ node: kplus.Node.labeled(), weight: 101 }] }, "'nodeAffinity[0].weight' must be a whole number from 1 to 100, got 101"],
    [{ priorityClassName: 'low', podFields: { priorityClassName: 'high' } }, "'priorityClassName' must be 'high' or left out, because podFields says it, too, got 'low'"],
    [{ nodeSelector: { a: 'b' }, podFields: { nodeSelector: { a: 'c' } } }, "'nodeSelector.a' must be 'c' or left out, because podFields says it, too, got 'b'"],
  ])('case %# is refused at the construct that was called', (props, said) => expect(complaint(() => make(props))).toBe(`prod/db: ${said}`));

  test('the other fields of a security context go with an assigned user', () => {
    const of = make({ assignedUser: true, securityContext: { fsGroupChangePolicy: kplus.FsGroupChangePolicy.ALWAYS } });
    const written = withPods(of).map(pod => podTemplate(pod).spec.securityContext);
    expect(written).toEqual(written.map(() => ({ runAsNonRoot: true, fsGroupChangePolicy: 'Always', seccompProfile: { type: 'RuntimeDefault' } })));
  });
});

describe('labels of a Job that would make a server of it are refused, and so is another one by which it is known', () => {
  const AUTH = "'cdk8s.io/metadata.addr' must be 'db-auth' or left out, because the pods are selected by it";
  test.each<[string, () => unknown, string]>([
    ['of the superuser', () => ring({}, { podMetadata: { labels: { 'cdk8s.io/metadata.addr': 'db' } } }), `'authentication.job.podMetadata.labels.${AUTH.slice(1)}, got 'db'`],
    ['of a rack', () => ring({}, { podMetadata: { labels: { 'cdk8s-stateful/rack': 'a' } } }), "'authentication.job.podMetadata.labels.cdk8s-stateful/rack' must be left out, because servers are selected by it, got 'a'"],
    ['of snapshots', () => ringWithoutBackup({}).addBackup({ schedule: Cron.daily(), image: 'x:1', podMetadata: { labels: { 'cdk8s.io/metadata.addr': 'db' } } }), "'podMetadata.labels.cdk8s.io/metadata.addr' must be 'db-backup' or left out, because the pods are selected by it, got 'db'"],
    ['of a dump', () => set({}, { podMetadata: { labels: { 'cdk8s-stateful/cluster': 'db' } } }), "'podMetadata.labels.cdk8s-stateful/cluster' must be left out, because servers are selected by it, got 'db'"],
    ['of everything, a dump included', () => set({ metadata: { labels: { 'cdk8s-stateful/cluster': 'db' } } }), "'metadata.labels.cdk8s-stateful/cluster' must be left out, because servers are selected by it, got 'db'"],
    ['of everything, one kind of member', () => set({ metadata: { labels: { 'cdk8s.io/metadata.addr': 'x' } } }), "'metadata.labels.cdk8s.io/metadata.addr' must be left out, because servers are selected by it, got 'x'"],
    ['of everything, the Job included', () => ring({ metadata: { labels: { 'cdk8s.io/metadata.addr': 'db' } } }), "'metadata.labels.cdk8s.io/metadata.addr' must be left out, because servers are selected by it, got 'db'"],
    ['of everything, a rack', () => ring({ metadata: { labels: { 'cdk8s-stateful/rack': 'a' } } }), "'metadata.labels.cdk8s-stateful/rack' must be left out, because servers are selected by it, got 'a'"],
    ['of all members', () => set({ podMetadata: { labels: { 'cdk8s-stateful/cluster': 'other' } } }), "'podMetadata.labels.cdk8s-stateful/cluster' must be 'db' or left out, because the pods are selected by it, got 'other'"],
  ])('%s', (_, make, said) => expect(complaint(make)).toBe(`prod/db: ${said}`));

  test('the same one is as good as none', () => {
    const job = { podMetadata: { labels: { 'cdk8s.io/metadata.addr': 'db-backup' } } };
    expect(synth(set({}, job))).toEqual(synth(set({})));
  });
});

test('Cassandra\'s backup asks the API server as somebody who may, whatever the account of the others', () => {
  const spec = podTemplate(withPods(ring({ serviceAccount: ROWS.serviceAccount.asked })).find(({ kind }) => kind === 'CronJob')!).spec;
  expect([spec.serviceAccountName, spec.automountServiceAccountToken]).toEqual(['db-backup', true]);
});

describe('a limit of the node\'s disk that servers have', () => {
  const disk = (ephemeralStorage: kplus.EphemeralStorageResources) => {
    const resources = { memory: { limit: Size.gibibytes(2) }, ephemeralStorage };
    return [ring({ resources }), set({ resources })].flatMap(of => withPods(of).flatMap(pod => containers(pod)))
      .filter(({ container }) => !['cassandra', 'mongod'].includes(container.name))
      .map(({ container: { resources: { requests, limits } } }) => [requests['ephemeral-storage'], limits['ephemeral-storage']]);
  };
  const [MiB, GiB] = [Size.mebibytes, Size.gibibytes];

  test.each<[string, kplus.EphemeralStorageResources, [string?, string?]]>([
    ['is that of all, who ask for what logs take', { request: GiB(1), limit: GiB(2) }, ['64Mi', '2Gi']],
    ['is enough', { limit: GiB(2) }, ['64Mi', '2Gi']],
    ['is not asked for where there is none', { request: GiB(1) }, ['64Mi', undefined]],
    ['is the most to be asked for', { request: MiB(63), limit: GiB(2) }, ['63Mi', '2Gi']],
    ['is the most to be asked for, if it is alone', { limit: MiB(63) }, ['63Mi', '63Mi']],
    ['may be just what logs take', { request: MiB(64), limit: MiB(65) }, ['64Mi', '65Mi']],
  ])('%s', (_, asked, expected) => {
    expect(disk(asked)).toEqual(Array(disk(asked).length).fill(expected));
    expect(disk(asked).length).toBeGreaterThan(6);
  });
});

describe('a CPU limit that servers have', () => {
  const limits = (of: Cluster) => Object.fromEntries(withPods(of).flatMap(pod => containers(pod).map(({ container }) => [`${pod.kind}/${container.name}`, container.resources.limits.cpu])));
  const cpu = (limit: kplus.Cpu) => ({ resources: { cpu: { request: kplus.Cpu.millis(10), limit }, memory: { limit: Size.gibibytes(2) } } });

  test.each<[kplus.Cpu, string, string]>([[kplus.Cpu.units(4), '4', '1'], [kplus.Cpu.millis(700), '700m', '700m'], [kplus.Cpu.millis(1001), '1001m', '1'], [kplus.Cpu.millis(10), '10m', '20m']])(
    'the limit %j is that of who runs before or without them, and 1 at most beside them', (limit, own, beside) => {
      const least = own === '10m' ? '50m' : own; // what is requested
      expect(limits(ring(cpu(limit)))).toEqual({ 'StatefulSet/cassandra': own, 'StatefulSet/gate': least, 'StatefulSet/exporter': least, 'Job/main': least, 'CronJob/main': least });
      expect(limits(set(cpu(limit)))).toEqual({ 'StatefulSet/mongod': own === '10m' ? '50m' : own, 'StatefulSet/manager': beside, 'StatefulSet/exporter': beside, 'CronJob/main': least });
    },
  );

  test('is not asked for where a container has resources of its own', () => {
    const own = { cpu: { limit: kplus.Cpu.units(3) }, memory: { limit: Size.gibibytes(3) } };
    const of = new CassandraCluster(chart(), 'db', {
      ...cpu(kplus.Cpu.units(2)), nodes: 3, storage: Size.gibibytes(1), authentication: CassandraAuthentication.allowAll(), gateResources: own, exporter: { image: 'x:1', jar: '/a.jar', resources: own },
    });
    expect(limits(of)).toEqual({ 'StatefulSet/cassandra': '2', 'StatefulSet/gate': '3', 'StatefulSet/exporter': '3' });
  });
});

describe('the Job of the superuser is called after what it has become', () => {
  const jobOf = (of: Cluster) => of.node.findChild('Auth') as ApiObject;
  const nameOf = (of: Cluster) => {
    const manifests = synth(of);
    const { metadata } = manifests.find(({ kind }) => kind === 'Job')!;
    const config = manifests.find(each => each.kind === 'ConfigMap' && each.metadata.name === 'db-ring')!;
    expect(config.data['auth-job']).toBe(`${metadata.name}\n`);
    return metadata.name;
  };
  const patched = (...patches: JsonPatch[]) => {
    const of = ring({});
    jobOf(of).addJsonPatch(...patches);
    return nameOf(of);
  };
  const usual = nameOf(ring({}));

  test('it is the same name each time', () => {
    expect(usual).toMatch(/^db-auth-[0-9a-f]{8}$/);
    const of = ring({});
    expect([nameOf(of), nameOf(of), nameOf(ring({}))]).toEqual([usual, usual, usual]);
  });

  test.each<[string, JsonPatch]>([
    ['its pod', JsonPatch.add('/spec/template/spec/tolerations', [{ key: 'dedicated', operator: 'Exists' }])],
    ['a container of it', JsonPatch.replace('/spec/template/spec/containers/0/image', 'own:1')],
    ['what else cannot be changed', JsonPatch.add('/spec/completions', 2)],
  ])('another one if a patch changes %s', (_, patch) => expect(patched(patch)).not.toBe(usual));

  test.each<[string, JsonPatch]>([
    ['can be changed', JsonPatch.add('/spec/ttlSecondsAfterFinished', 60)],
    ['can be suspended', JsonPatch.add('/spec/suspend', true)],
    ['has less time', JsonPatch.add('/spec/activeDeadlineSeconds', 60)],
    ['runs several at once', JsonPatch.add('/spec/parallelism', 2)],
    ['can be changed, and was there', JsonPatch.replace('/spec/backoffLimit', 3)],
    ['is said of the Job itself', JsonPatch.add('/metadata/annotations', { a: 'b' })],
    ['changes nothing', JsonPatch.replace('/spec/template/spec/containers/0/name', 'main')],
  ])('the same one if a patch %s', (_, patch) => expect(patched(patch)).toBe(usual));

  test('in whatever order fields were written', () => {
    const labels = JsonPatch.replace('/spec/template/metadata/labels', { b: '1', a: '2' });
    expect(patched(labels)).toBe(patched(JsonPatch.replace('/spec/template/metadata/labels', { a: '2', b: '1' })));
  });

  test('the one that a patch gives it, which the running one then hears of', () => {
    expect(patched(JsonPatch.replace('/metadata/name', 'own'))).toBe('own');
    expect(patched(JsonPatch.replace('/metadata', { namespace: 'prod', name: 'own' }))).toBe('own');
  });

  test('a patch that was added after a synthesis counts, too', () => {
    const of = ring({});
    expect(nameOf(of)).toBe(usual);
    jobOf(of).addJsonPatch(JsonPatch.add('/spec/template/spec/hostNetwork', true));
    expect(nameOf(of)).not.toBe(usual);
  });

  test('what is said of the pods after it was made counts, too', () => {
    const of = ring({});
    backendsOf(of)[0]!.scheduling.tolerate(kplus.Node.tainted(kplus.NodeTaintQuery.any()));
    expect(nameOf(of)).not.toBe(usual);
  });

  test('and what a resolver of the app has made of it', () => {
    const of = (value: string) => {
      const app = new App({ resolvers: [{ resolve: context => { if (context.value === 'linux' && value !== 'linux') context.replaceValue(value); } }] });
      const scope = new Chart(app, 'prod', { namespace: 'prod' });
      return new CassandraCluster(scope, 'db', { nodes: 3, storage: Size.gibibytes(1), authentication: CassandraAuthentication.password({ secret: secret('superuser') }) });
    };
    expect(nameOf(of('linux'))).toBe(nameOf(of('linux')));
    expect(nameOf(of('beos'))).not.toBe(nameOf(of('linux')));
  });

  test('what no API server would take is refused as it is written', () => {
    const of = ring({});
    jobOf(of).addJsonPatch(JsonPatch.replace('/spec/template/spec/containers/0/resources', { requests: { memory: '2Mi' }, limits: { memory: '1Mi' } }));
    expect(complaint(() => synth(of))).toBe(
      "prod/db: 'spec.template.spec.containers[0].resources.requests.memory' must be at most the limit, '1Mi', got '2Mi'",
    );
  });
});

test('the objects of a cluster are where the documents say', () => {
  const rows = readFileSync(join(__dirname, '..', '..', 'docs', 'reaching-every-field.md'), 'utf8').matchAll(/^\| (`\w+`(?:, `\w+`)*) \|.* \| (Cassandra|MongoDB|both) \|$/gm);
  const said = [...rows].flatMap(([, ids, whose]) => ids!.split(', ').map(id => [id.slice(1, -1), whose!] as const));
  expect(said.length).toBeGreaterThan(8);
  const clusters: [string, Cluster][] = [['Cassandra', ring({}, {}, [{ name: 'a' }, { name: 'b' }])], ['MongoDB', set({})]];
  for (const [engine, of] of clusters) {
    for (const [id, whose] of said) expect([engine, id, ApiObject.isApiObject(of.node.tryFindChild(id))]).toEqual([engine, id, whose === 'both' || whose === engine]);
  }
});
