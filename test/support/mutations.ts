import { budget, claim, CLAIM, CONTAINER, headless, pod, service, statefulSet } from './manifests';
import { NEWEST, TYPES } from '../../src/manifest/kubernetes-types';
import { Manifest } from '../../src/manifest/manifest';

// Legal manifests in which something has become another thing, mostly of its type, by chance: the same for the same seed.

/** Numbers by chance, the same each time: those of Park and Miller. */
export class Chance {
  constructor(private state: number) {}

  /** From 0 to below that. */
  public below(most: number): number {
    this.state = this.state * 48271 % 2147483647;
    return Math.floor(this.state / 2147483647 * most);
  }

  public one<T>(of: readonly T[]): T {
    return of[this.below(of.length)]!;
  }

  public in(hundred: number): boolean {
    return this.below(100) < hundred;
  }
}

interface Field {
  readonly held: string;
  readonly type: string;
}

/** The fields of each type in a version, as far as that has them. */
function typesOf(kubernetes: number): ReadonlyMap<string, ReadonlyMap<string, Field>> {
  return new Map(TYPES.split(';').map(line => {
    const [type, ...words] = line.split(' ');
    return [type!, new Map(words.flatMap((word): [string, Field][] => {
      const [, name, held, of, since = 0, until = NEWEST] = /^(\w+):([[{]?)(\w+)(?:@(\d+))?(?:~(\d+))?$/.exec(word)!;
      return kubernetes >= Number(since) && kubernetes <= Number(until) ? [[name!, { held: held!, type: of! }]] : [];
    }))];
  }));
}

const RICH: Record<string, unknown> = {
  'metadata.annotations': { note: 'ours' },
  'spec.minReadySeconds': 5,
  'spec.revisionHistoryLimit': 3,
  'spec.ordinals': { start: 1 },
  'spec.updateStrategy': { type: 'RollingUpdate', rollingUpdate: { partition: 1 } },
  'spec.persistentVolumeClaimRetentionPolicy': { whenDeleted: 'Retain', whenScaled: 'Delete' },
  'spec.template.metadata.annotations': { note: 'ours' },
  'spec.template.spec.terminationGracePeriodSeconds': 60,
  'spec.template.spec.nodeSelector': { disk: 'ssd' },
  'spec.template.spec.tolerations': [{ key: 'dedicated', operator: 'Equal', value: 'db', effect: 'NoExecute', tolerationSeconds: 60 }],
  'spec.template.spec.hostAliases': [{ ip: '10.0.0.1', hostnames: ['other.example.org'] }],
  'spec.template.spec.dnsConfig': { nameservers: ['10.96.0.10'], searches: ['example.org'], options: [{ name: 'ndots', value: '2' }] },
  'spec.template.spec.topologySpreadConstraints': [{ maxSkew: 1, topologyKey: 'topology.kubernetes.io/zone', whenUnsatisfiable: 'DoNotSchedule', labelSelector: { matchLabels: { app: 'db' } } }],
  'spec.template.spec.affinity': {
    nodeAffinity: { requiredDuringSchedulingIgnoredDuringExecution: { nodeSelectorTerms: [{ matchExpressions: [{ key: 'disk', operator: 'In', values: ['ssd'] }] }] } },
    podAntiAffinity: { preferredDuringSchedulingIgnoredDuringExecution: [{ weight: 50, podAffinityTerm: { topologyKey: 'kubernetes.io/hostname', labelSelector: { matchLabels: { app: 'db' } } } }] },
  },
  'spec.template.spec.volumes': [
    { name: 'tmp', emptyDir: { sizeLimit: '1Gi' } },
    { name: 'config', configMap: { name: 'db', defaultMode: 420, items: [{ key: 'db.conf', path: 'db.conf', mode: 256 }] } },
    { name: 'login', secret: { secretName: 'login', optional: true } },
    { name: 'all', projected: { sources: [{ secret: { name: 'a', items: [{ key: 'a', path: 'a' }] } }, { serviceAccountToken: { path: 'token', expirationSeconds: 3600 } }] } },
    { name: 'self', downwardAPI: { items: [{ path: 'labels', fieldRef: { fieldPath: 'metadata.labels' } }] } },
    { name: 'scratch', ephemeral: { volumeClaimTemplate: { spec: { accessModes: ['ReadWriteOnce'], resources: { requests: { storage: '1Gi' } } } } } },
  ],
  'spec.template.spec.initContainers': [
    { name: 'before', image: 'db:1', command: ['true'] },
    { name: 'beside', image: 'db:1', restartPolicy: 'Always', startupProbe: { exec: { command: ['true'] }, periodSeconds: 1 } },
  ],
  [`${CONTAINER}.env`]: [{ name: 'A', value: 'a' }, { name: 'B', valueFrom: { secretKeyRef: { name: 'login', key: 'password' } } }, { name: 'C', valueFrom: { fieldRef: { fieldPath: 'metadata.name' } } }],
  [`${CONTAINER}.envFrom`]: [{ prefix: 'DB_', configMapRef: { name: 'db' } }],
  [`${CONTAINER}.lifecycle`]: { preStop: { exec: { command: ['stop'] } } },
  [`${CONTAINER}.livenessProbe`]: { httpGet: { path: '/', port: 'cql', httpHeaders: [{ name: 'Accept', value: '*' }] }, initialDelaySeconds: 5, periodSeconds: 5, timeoutSeconds: 5 },
  [`${CONTAINER}.volumeMounts`]: [{ name: 'data', mountPath: '/data', subPath: 'db' }, { name: 'tmp', mountPath: '/tmp' }, { name: 'config', mountPath: '/etc/db', readOnly: true }],
  [`${CONTAINER}.resources.limits.cpu`]: '2',
};

/** Whether there is an address for them, nobody can know who does not know the cluster. */
const BASES: readonly (() => Manifest)[] = [
  service,
  headless,
  () => service({ 'spec.type': 'NodePort', 'spec.externalTrafficPolicy': 'Local', 'spec.sessionAffinity': 'ClientIP', 'spec.sessionAffinityConfig': { clientIP: { timeoutSeconds: 100 } } }),
  () => service({ 'spec.type': 'LoadBalancer', 'spec.loadBalancerSourceRanges': ['10.0.0.0/8'], 'spec.loadBalancerClass': 'example.org/own', 'spec.allocateLoadBalancerNodePorts': false }),
  () => service({ 'spec.type': 'ExternalName', 'spec.externalName': 'db.example.org', 'spec.ports': undefined }),
  statefulSet,
  () => statefulSet(RICH),
  () => statefulSet(RICH),
  () => statefulSet(RICH),
  () => statefulSet(RICH),
  () => statefulSet({ [`${CLAIM}.spec.volumeMode`]: 'Block', [`${CONTAINER}.volumeMounts`]: undefined, [`${CONTAINER}.volumeDevices`]: [{ name: 'data', devicePath: '/dev/xvda' }] }),
  budget,
  () => budget({ 'spec.maxUnavailable': undefined, 'spec.minAvailable': '50%', 'spec.unhealthyPodEvictionPolicy': 'AlwaysAllow' }),
  () => budget({ 'spec.selector': { matchExpressions: [{ key: 'app', operator: 'In', values: ['db'] }] } }),
  claim,
  () => claim({ 'spec.storageClassName': 'fast', 'spec.volumeMode': 'Block', 'spec.dataSource': { kind: 'PersistentVolumeClaim', name: 'old' } }),
  () => claim({ 'spec.selector': { matchLabels: { disk: 'fast' } }, 'spec.dataSourceRef': { apiGroup: 'snapshot.storage.k8s.io', kind: 'VolumeSnapshot', name: 'monday' } }),
];

/** Pods as they would be made of the sets above. Up to 1.28 nobody knows sidecars: with one, all pods would be refused alike. */
export const PODS: readonly (() => Manifest)[] = [pod, () => rich(true), () => rich(false)];

function rich(sidecar: boolean): Manifest {
  const { metadata, spec } = statefulSet(RICH).spec.template;
  const initContainers = spec.initContainers.filter(({ restartPolicy }: Manifest) => sidecar || restartPolicy === undefined);
  return pod({ 'metadata.annotations': metadata.annotations, 'spec': { ...spec, initContainers, volumes: [...pod().spec.volumes, ...spec.volumes] } });
}

const TEXTS = [
  '', 'a', 'db', 'Db', 'a b', 'a_b', 'a.b', 'a/b', '-a', 'a-', '1', '1a', 'a..b', '../a', '/a', 'a/../b', '/a/..', 'a'.repeat(15), 'a'.repeat(16), 'a'.repeat(63), 'a'.repeat(64), 'a'.repeat(254), 'ä', 'a\n', '*', '50%', '101%',
  'example.org', 'example.org/a', 'Example.org/a', 'example.org/', '10.0.0.1', '10.0.0.0/8', '::1', '256.0.0.1', '010.0.0.1', 'None', 'cql', 'data', 'tmp', 'true', '0', '1Gi',
];

/** What stands in a field of that name, as a rule. */
const USUAL: Readonly<Record<string, readonly string[]>> = {
  action: ['Restart'],
  apiGroup: ['snapshot.storage.k8s.io', 'example.org', ''],
  accessModes: ['ReadWriteOnce', 'ReadWriteMany', 'ReadOnlyMany', 'ReadWriteOncePod'],
  add: ['NET_ADMIN', 'CAP_SYS_ADMIN', 'ALL'],
  conditionType: ['example.org/ready', 'Ready'],
  devicePath: ['/dev/xvda', '/dev/xvdb'],
  dnsPolicy: ['ClusterFirst', 'Default', 'None', 'ClusterFirstWithHostNet'],
  drop: ['ALL'],
  effect: ['NoSchedule', 'PreferNoSchedule', 'NoExecute'],
  externalTrafficPolicy: ['Cluster', 'Local'],
  fieldPath: ['metadata.name', 'metadata.labels', "metadata.labels['app']", "metadata.annotations['a b']", 'status.podIP', 'spec.nodeName', 'metadata.uid'],
  finalizers: ['example.org/last', 'orphan', 'foregroundDeletion', 'kubernetes'],
  fsGroupChangePolicy: ['OnRootMismatch', 'Always'],
  imagePullPolicy: ['Always', 'Never', 'IfNotPresent'],
  internalTrafficPolicy: ['Cluster', 'Local'],
  ipFamilyPolicy: ['SingleStack', 'PreferDualStack'],
  ipFamilies: ['IPv4'],
  kind: ['PersistentVolumeClaim', 'VolumeSnapshot', 'ConfigMap'],
  localhostProfile: ['own.json', 'a/b.json'],
  matchLabelKeys: ['app', 'pod-template-hash'],
  medium: ['', 'Memory', 'HugePages', 'HugePages-2Mi'],
  mountPath: ['/data', '/tmp', '/other', 'relative'],
  mountPropagation: ['None', 'HostToContainer', 'Bidirectional'],
  name: ['data', 'tmp', 'config', 'db', 'other', 'linux', 'windows', 'net.core.somaxconn', 'kernel.shmmax', 'A', 'login'],
  nodeAffinityPolicy: ['Honor', 'Ignore'],
  nodeTaintsPolicy: ['Honor', 'Ignore'],
  operator: ['In', 'NotIn', 'Exists', 'DoesNotExist', 'Gt', 'Lt', 'Equal'],
  podManagementPolicy: ['OrderedReady', 'Parallel'],
  preemptionPolicy: ['Never', 'PreemptLowerPriority'],
  procMount: ['Default', 'Unmasked'],
  protocol: ['TCP', 'UDP', 'SCTP'],
  recursiveReadOnly: ['Disabled', 'Enabled', 'IfPossible'],
  resource: ['limits.cpu', 'requests.memory', 'limits.ephemeral-storage', 'limits.hugepages-2Mi'],
  resourceName: ['cpu', 'memory'],
  restartPolicy: ['Always', 'OnFailure', 'Never', 'NotRequired', 'RestartContainer'],
  runAsUserName: ['ContainerUser', 'NT AUTHORITY\\System'],
  schedulerName: ['default-scheduler'],
  scheme: ['HTTP', 'HTTPS'],
  seLinuxChangePolicy: ['Recursive', 'MountOption'],
  sessionAffinity: ['None', 'ClientIP'],
  supplementalGroupsPolicy: ['Merge', 'Strict'],
  terminationMessagePolicy: ['File', 'FallbackToLogsOnError'],
  topologyKey: ['kubernetes.io/hostname', 'topology.kubernetes.io/zone'],
  trafficDistribution: ['PreferClose', 'PreferSameZone', 'PreferSameNode'],
  type: ['ClusterIP', 'NodePort', 'LoadBalancer', 'ExternalName', 'RollingUpdate', 'OnDelete', 'RuntimeDefault', 'Localhost', 'Unconfined', 'Directory', 'File'],
  unhealthyPodEvictionPolicy: ['IfHealthyBudget', 'AlwaysAllow'],
  volumeMode: ['Filesystem', 'Block'],
  whenDeleted: ['Retain', 'Delete'],
  whenScaled: ['Retain', 'Delete'],
  whenUnsatisfiable: ['DoNotSchedule', 'ScheduleAnyway'],
};

const NUMBERS = [
  -2147483648, -1, 0, 1, 2, 5, 30, 31, 60, 61, 100, 101, 255, 256, 511, 512, 599, 600, 9042, 10250, 29999, 32768, 65535, 65536, 86400, 86401,
  2147483647, 2147483648, 1.5,
];
const QUANTITIES = ['0', '1', '1Gi', '2Gi', '1Mi', '500m', '1.5', '-1', '+1Gi', '1e3', '1E', ' 1Gi', '1 Gi', '1GB', '', '.5', '5.', '1n', '100u', '12345678901234567890', 1, 0, -1, 0.5];
const TIMES = ['2026-01-31T12:00:00Z', '2026-01-31T12:00:00+02:00', '2026-01-31', 'now'];
const KEYS = ['app', 'tier', 'a b', 'example.org/a', 'cpu', 'memory', 'storage', 'hugepages-2Mi', 'example.org/gpu', 'ephemeral-storage', 'requests.cpu', '-a'];
const ANYTHING = [null, '', 'a', 5, 0, true, [], {}, ['a'], { a: 1 }];

/**
 * What a cluster decides, or whoever applies: where an object goes, what it is given when it is made, which ports and addresses are free there (of a
 * dry run no port of a node is asked).
 */
const NOT_ASKED = ['apiVersion', 'kind', 'status', 'namespace', 'resourceVersion', 'uid', 'creationTimestamp', 'deletionTimestamp', 'deletionGracePeriodSeconds', 'managedFields', 'selfLink',
  'nodePort', 'healthCheckNodePort', 'clusterIP', 'clusterIPs'];

/** Something of a manifest that could be another thing. */
interface Site {
  readonly holder: Manifest;
  readonly key: string;
  readonly field: Field;
  readonly list: boolean;
}

export class Mutations {
  private readonly types: ReturnType<typeof typesOf>;

  constructor(private readonly chance: Chance, kubernetes: number, private readonly bases: readonly (() => Manifest)[] = BASES) {
    this.types = typesOf(kubernetes);
  }

  /** Another one each time. */
  public next(): Manifest {
    const manifest = structuredClone(this.chance.one(this.bases)());
    for (let left = this.chance.one([1, 1, 1, 2, 3]); left > 0; left--) this.mutate(manifest);
    return manifest;
  }

  private mutate(manifest: Manifest): void {
    const sites: Site[] = [];
    this.collect(manifest, manifest.kind, sites);
    const there = sites.filter(({ holder, key }) => key in holder);
    const { holder, key, field, list } = this.chance.one(this.chance.in(60) && there.length > 0 ? there : sites);
    if (list && this.chance.in(15)) holder.push(structuredClone(this.chance.one(holder)));
    else if (this.chance.in(2)) holder[this.chance.one(['unknown', 'Name', 'spec'])] = this.anything();
    else if (this.chance.in(5)) holder[key] = this.anything();
    else if (!list && key in holder && this.chance.in(15)) delete holder[key];
    else holder[key] = this.value(field, key, 0);
  }

  /** Every field that is there, or could be. */
  private collect(value: Manifest, type: string, sites: Site[]): void {
    for (const [key, field] of this.types.get(type)!) {
      if (NOT_ASKED.includes(key) && !(key === 'kind' && type.includes('Reference'))) continue;
      sites.push({ holder: value, key, field, list: false });
      const inner = value[key];
      if (typeof inner !== 'object' || inner === null) continue;
      if (field.held === '[') {
        if (!Array.isArray(inner)) continue;
        inner.forEach((each, i) => {
          sites.push({ holder: inner, key: String(i), field: { held: '', type: field.type }, list: true });
          this.inside(each, field.type, sites);
        });
      } else if (field.held === '{') {
        for (const each of Object.keys(inner)) sites.push({ holder: inner, key: each, field: { held: '', type: field.type }, list: false });
      } else {
        this.inside(inner, field.type, sites);
      }
    }
  }

  private inside(value: unknown, type: string, sites: Site[]): void {
    if (this.types.has(type) && typeof value === 'object' && value !== null && !Array.isArray(value)) this.collect(value, type, sites);
  }

  private value({ held, type }: Field, name: string, depth: number): unknown {
    const several = this.chance.one([0, 1, 1, 2]);
    if (held === '[') return Array.from({ length: several }, () => this.single(type, name, depth));
    if (held === '{') return Object.fromEntries(Array.from({ length: several }, () => [this.chance.one(KEYS), this.single(type, name, depth)]));
    return this.single(type, name, depth);
  }

  private single(type: string, name: string, depth: number): unknown {
    switch (type) {
      case 's': return this.text(name);
      case 'b': return this.chance.in(50);
      case 'i': case 'l': return this.chance.one(NUMBERS);
      case 'x': return this.chance.in(50) ? this.chance.one(NUMBERS) : this.text(name);
      case 'q': return this.chance.one(QUANTITIES);
      case 't': return this.chance.one(TIMES);
      case 'o': case 'v': return this.anything();
      default: return this.object(type, depth);
    }
  }

  private anything(): unknown {
    return structuredClone(this.chance.one(ANYTHING));
  }

  private text(name: string): string {
    const usual = USUAL[name];
    return usual !== undefined && this.chance.in(75) ? this.chance.one(usual) : this.chance.one(TEXTS);
  }

  /** With some of its fields, fewer the deeper it stands. */
  private object(type: string, depth: number): Manifest {
    const fields = [...this.types.get(type)!].filter(([key]) => !NOT_ASKED.includes(key) || type.includes('Reference'));
    const made: Manifest = {};
    for (let left = this.chance.one(depth > 2 ? [0, 1] : [1, 1, 2, 3]); left > 0; left--) {
      const [key, field] = this.chance.one(fields);
      made[key] = this.value(field, key, depth + 1);
    }
    return made;
  }
}
