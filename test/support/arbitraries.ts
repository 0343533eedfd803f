import { Duration, Size } from 'cdk8s';
import * as kplus from 'cdk8s-plus-28';
import { Construct } from 'constructs';
import * as fc from 'fast-check';
import {
  ClaimProps, ClaimRetention, ClaimSource, DisruptionBudget, ExternalTrafficPolicy, HeadlessService, HeadlessServiceProps, IpFamily, IpFamilyPolicy, Spread, StatefulBackend,
  StatefulBackendProps, UnhealthyPodEvictionPolicy, UpdateStrategy,
} from '../../src';

// Random props that are legal, and what is done with a backend after it is made. Every value is plain data or made by the library's own
// factories, so that one drawing can be built several times.

const optional = <T>(arbitrary: fc.Arbitrary<T>) => fc.option(arbitrary, { nil: undefined });
const label = (most: number, first = 'abcdefghijklmnopqrstuvwxyz') => fc.tuple(
  fc.constantFrom(...first),
  fc.string({ unit: fc.constantFrom(...'abcxyz019-'), maxLength: most - 2 }),
  fc.constantFrom(...'abc019'),
).map(([head, middle, tail]) => head + middle + tail);

export const serviceNames = label(63);
export const setNames = label(52);
const labelValues = fc.oneof(fc.constant(''), label(63), fc.constantFrom('V1.2', 'a_b'));
const labelMaps = fc.dictionary(fc.constantFrom('app', 'tier', 'app.kubernetes.io/name', 'Example.Label_x'), labelValues, { maxKeys: 3, noNullPrototype: true });
const annotations = fc.dictionary(fc.constantFrom('note', 'example.org/note'), fc.string(), { maxKeys: 2, noNullPrototype: true });
const portNumbers = fc.integer({ min: 1, max: 65535 });
const protocols = fc.constantFrom(...Object.values(kplus.Protocol));
const seconds = fc.integer({ min: 0, max: 86400 }).map(amount => Duration.seconds(amount));
const sizes = fc.oneof(
  fc.integer({ min: 1, max: 4096 }).map(amount => Size.mebibytes(amount)),
  fc.integer({ min: 1, max: 4096 }).map(amount => Size.kibibytes(amount)),
  fc.integer({ min: 1, max: 64 }).map(quarters => Size.gibibytes(quarters / 4)),
  fc.constant(Size.tebibytes(1)),
);

/** Several of them, no two alike by `key`. */
const distinct = <T>(arbitrary: fc.Arbitrary<T>, key: (value: T) => unknown, maxLength: number) => fc.uniqueArray(arbitrary, { selector: key, maxLength });

export const headlessServices: fc.Arbitrary<HeadlessServiceProps> = fc.record({
  metadata: fc.record({ name: serviceNames, labels: optional(labelMaps), annotations: optional(annotations) }),
  ports: optional(distinct(fc.record({ port: portNumbers, targetPort: optional(portNumbers), protocol: optional(protocols) }), ({ port }) => port, 4)),
  publishNotReadyAddresses: optional(fc.boolean()),
  ipFamilies: optional(fc.constantFrom([IpFamily.IPV4], undefined)),
  ipFamilyPolicy: optional(fc.constantFrom(IpFamilyPolicy.SINGLE_STACK, IpFamilyPolicy.PREFER_DUAL_STACK)),
  clusterDomain: optional(fc.constantFrom('cluster.local', 'k8s.example.org')),
});

const amounts = (least: number) => fc.oneof(
  fc.integer({ min: least, max: 100 }).map(number => kplus.PercentOrAbsolute.absolute(number)),
  fc.integer({ min: least, max: 100 }).map(number => kplus.PercentOrAbsolute.percent(number)),
);
const budgetOptions = fc.record({ unhealthyPodEvictionPolicy: optional(fc.constantFrom(...Object.values(UnhealthyPodEvictionPolicy))) });
const budgets = fc.oneof(
  fc.constant(DisruptionBudget.none()),
  fc.tuple(amounts(0), budgetOptions).map(([amount, options]) => DisruptionBudget.maxUnavailable(amount, options)),
  fc.tuple(amounts(0), budgetOptions).map(([amount, options]) => DisruptionBudget.minAvailable(amount, options)),
);
const strategies = fc.oneof(
  fc.constant(UpdateStrategy.onDelete()),
  fc.record({ partition: optional(fc.integer({ min: 0, max: 10 })), maxUnavailable: optional(amounts(1)) }).map(options => UpdateStrategy.rollingUpdate(options)),
);
const topologies = fc.constantFrom(kplus.Topology.HOSTNAME, kplus.Topology.ZONE, kplus.Topology.REGION);
const maxSkew = optional(fc.integer({ min: 1, max: 5 }));
const spreads = distinct(fc.oneof(
  fc.tuple(topologies, fc.record({ maxSkew, minDomains: optional(fc.integer({ min: 1, max: 3 })) })).map(([over, options]) => Spread.hard(over, options)),
  fc.tuple(topologies, fc.record({ maxSkew })).map(([over, options]) => Spread.soft(over, options)),
), ({ over }) => over.key, 3);

const ids = fc.integer({ min: 1, max: 2147483647 });
const containerPorts = distinct(fc.record({ number: portNumbers, name: optional(label(15).filter(name => !name.includes('--'))), protocol: optional(protocols) }), ({ number }) => number, 4)
  .filter(ports => new Set(ports.map(port => port.name).filter(name => name !== undefined)).size === ports.filter(port => port.name !== undefined).length);

const containers: fc.Arbitrary<kplus.ContainerProps> = fc.record({
  image: fc.constantFrom('zookeeper:3.9', 'registry.example.org/team/db@sha256:0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef'),
  ports: optional(containerPorts),
  args: optional(fc.array(fc.string({ minLength: 1 }), { maxLength: 2 })),
  envVariables: optional(fc.dictionary(fc.constantFrom('A', 'B_C'), fc.string().map(value => kplus.EnvValue.fromValue(value)), { maxKeys: 2, noNullPrototype: true })),
  resources: optional(fc.record({ memory: optional(fc.integer({ min: 1, max: 512 }).map(amount => ({ request: Size.mebibytes(amount), limit: Size.mebibytes(amount * 2) }))) })),
  readiness: optional(portNumbers.map(port => kplus.Probe.fromTcpSocket({ port }))),
  imagePullPolicy: optional(fc.constantFrom(...Object.values(kplus.ImagePullPolicy))),
  securityContext: optional(fc.record({ readOnlyRootFilesystem: optional(fc.boolean()), user: optional(ids) })),
});

const claims: fc.Arbitrary<ClaimProps> = fc.record({
  size: sizes,
  storageClassName: optional(fc.constantFrom('', 'standard', 'fast.ssd')),
  accessModes: optional(fc.constantFrom(
    [kplus.PersistentVolumeAccessMode.READ_WRITE_ONCE], [kplus.PersistentVolumeAccessMode.READ_WRITE_ONCE_POD],
    [kplus.PersistentVolumeAccessMode.READ_WRITE_MANY, kplus.PersistentVolumeAccessMode.READ_ONLY_MANY],
  )),
  volumeMode: optional(fc.constantFrom(...Object.values(kplus.PersistentVolumeMode))),
  labels: optional(labelMaps),
  annotations: optional(annotations),
  source: optional(fc.constantFrom(ClaimSource.snapshot('monday'), ClaimSource.claim('old'), ClaimSource.reference({ apiGroup: 'example.org', kind: 'Backup', name: 'b' }))),
});

/** A backend as a program would write it. */
export interface Backend {
  readonly props: StatefulBackendProps;
  readonly containers: kplus.ContainerProps[];
  readonly claims: [string, ClaimProps][];
  readonly ownService: boolean;
  readonly client?: kplus.ServiceType;
  readonly perPod?: kplus.ServiceType;
  readonly policy: boolean;
}

const exposed = optional(fc.constantFrom(kplus.ServiceType.CLUSTER_IP, kplus.ServiceType.NODE_PORT, kplus.ServiceType.LOAD_BALANCER));

export const backends: fc.Arbitrary<Backend> = fc.record({
  props: fc.record({
    metadata: fc.record({ name: setNames.filter(name => name.length < 46), labels: optional(labelMaps), annotations: optional(annotations) }),
    podMetadata: optional(fc.record({ labels: optional(labelMaps), annotations: optional(annotations) })),
    selectorLabels: optional(fc.record({ 'shard': labelValues, 'db.example.org/name': label(63) }, { requiredKeys: ['db.example.org/name'], noNullPrototype: true })),
    replicas: optional(fc.integer({ min: 0, max: 9 })),
    ordinalsStart: optional(fc.integer({ min: 0, max: 1000 })),
    podManagementPolicy: optional(fc.constantFrom(...Object.values(kplus.PodManagementPolicy))),
    updateStrategy: optional(strategies),
    minReady: optional(seconds),
    revisionHistoryLimit: optional(fc.integer({ min: 0, max: 100 })),
    claimsWhenDeleted: optional(fc.constantFrom(...Object.values(ClaimRetention))),
    claimsWhenScaled: optional(fc.constantFrom(...Object.values(ClaimRetention))),
    disruptionBudget: optional(budgets),
    spread: optional(spreads),
    securityContext: optional(fc.record({ user: optional(ids), group: optional(ids), fsGroup: optional(ids) })),
    terminationGracePeriod: optional(seconds),
    automountServiceAccountToken: optional(fc.boolean()),
    podFields: optional(fc.record({ enableServiceLinks: optional(fc.boolean()), nodeSelector: optional(labelMaps), shareProcessNamespace: optional(fc.boolean()) })),
  }),
  containers: fc.array(containers, { minLength: 1, maxLength: 2 }).filter(list => distinctPorts(list)),
  claims: fc.array(claims, { maxLength: 2 }).map(list => list.map((claim, i): [string, ClaimProps] => [`claim-${i}`, claim])),
  ownService: fc.boolean(),
  client: exposed,
  perPod: exposed,
  policy: fc.boolean(),
});

/** Containers of a pod share its address, so no two of them listen on one port, and no two ports have one name. */
function distinctPorts(list: kplus.ContainerProps[]): boolean {
  const ports = list.flatMap(container => container.ports ?? []);
  const names = ports.flatMap(port => port.name ?? []);
  return new Set(ports.map(port => port.number)).size === ports.length && new Set(names).size === names.length;
}

/** Builds a drawing. */
export function build(scope: Construct, { props, containers: list, claims: wanted, ownService, client, perPod, policy }: Backend): StatefulBackend {
  const service = ownService ? new HeadlessService(scope, 'governing', { metadata: { name: `g-${props.metadata!.name}` }, ports: [{ port: 1, name: 'one' }] }) : undefined;
  const backend = new StatefulBackend(scope, 'backend', { ...props, service });
  list.forEach((container, i) => backend.addContainer({ ...container, name: `container-${i}` }));
  for (const [name, claim] of wanted) {
    const made = backend.addClaim(name, claim);
    if (made.volumeMode === kplus.PersistentVolumeMode.BLOCK) backend.attachDevice(backend.containers[0]!, `/dev/${name}`, made);
    else backend.containers[0]!.mount(`/${name}`, made);
  }
  const ports = [{ port: 80, targetPort: 8080, name: 'web' }];
  if (client !== undefined) backend.addClientService({ type: client, ports });
  if (perPod !== undefined) {
    const outside = perPod !== kplus.ServiceType.CLUSTER_IP;
    backend.addPodServices({ type: perPod, ports, externalTrafficPolicy: outside ? ExternalTrafficPolicy.LOCAL : undefined });
  }
  if (policy) backend.addNetworkPolicy({ from: [kplus.Pods.all(backend, 'Everybody')] });
  return backend;
}
