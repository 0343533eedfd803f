import { NEWEST } from '../../manifest/kubernetes-types';
import { filled, given, KINDS, list } from '../../manifest/reading';
import { Report, Rule } from '../rule';

/** What may be said where Kubernetes knows a few words only, in one spelling. */
interface Words {
  readonly words: readonly string[];
  /** Whether '' is a word that is not among them, where it is the default elsewhere. */
  readonly even?: true;
  /** Words that there are from a version on. */
  readonly later?: readonly string[];
  readonly since?: number;
}

/** The same of one field, as it is looked up. */
interface Prepared {
  readonly field: string;
  readonly first: readonly string[];
  readonly even: boolean;
  readonly since: number;
  readonly all: readonly string[];
}

const PROTOCOLS = ['TCP', 'UDP', 'SCTP'];
const PULL = ['Always', 'IfNotPresent', 'Never'];
const RETENTION = ['Retain', 'Delete'];
const INCLUSION = ['Honor', 'Ignore'];
const SELECTING = ['In', 'NotIn', 'Exists', 'DoesNotExist'];
const CONFINED = ['RuntimeDefault', 'Localhost', 'Unconfined'];

const WORDS: Readonly<Record<string, Readonly<Record<string, Words>>>> = {
  ServiceSpec: {
    type: { words: ['ClusterIP', 'NodePort', 'LoadBalancer', 'ExternalName'] },
    sessionAffinity: { words: ['ClientIP', 'None'] },
    externalTrafficPolicy: { words: ['Cluster', 'Local'] },
    internalTrafficPolicy: { words: ['Cluster', 'Local'], even: true },
    trafficDistribution: { words: ['PreferClose'], even: true, later: ['PreferSameZone', 'PreferSameNode'], since: 34 },
  },
  ServicePort: { protocol: { words: PROTOCOLS } },
  StatefulSetSpec: { podManagementPolicy: { words: ['OrderedReady', 'Parallel'] } },
  StatefulSetUpdateStrategy: { type: { words: ['RollingUpdate', 'OnDelete'] } },
  StatefulSetPersistentVolumeClaimRetentionPolicy: { whenDeleted: { words: RETENTION }, whenScaled: { words: RETENTION } },
  PersistentVolumeClaimSpec: {
    accessModes: { words: ['ReadWriteOnce', 'ReadOnlyMany', 'ReadWriteMany', 'ReadWriteOncePod'], even: true },
    volumeMode: { words: ['Filesystem', 'Block'], even: true },
  },
  PodDisruptionBudgetSpec: { unhealthyPodEvictionPolicy: { words: ['IfHealthyBudget', 'AlwaysAllow'], even: true } },
  PodSpec: {
    dnsPolicy: { words: ['ClusterFirst', 'ClusterFirstWithHostNet', 'Default', 'None'] },
    preemptionPolicy: { words: ['PreemptLowerPriority', 'Never'], even: true },
  },
  PodCertificateProjection: { keyType: { words: ['RSA3072', 'RSA4096', 'ECDSAP256', 'ECDSAP384', 'ECDSAP521', 'ED25519'] } },
  PodOS: { name: { words: ['linux', 'windows'] } },
  PodSecurityContext: {
    fsGroupChangePolicy: { words: ['OnRootMismatch', 'Always'], even: true },
    supplementalGroupsPolicy: { words: ['Merge', 'Strict'], even: true },
    seLinuxChangePolicy: { words: ['Recursive'], even: true, later: ['MountOption'], since: 37 },
  },
  SecurityContext: { procMount: { words: ['Default', 'Unmasked'], even: true } },
  SeccompProfile: { type: { words: CONFINED } },
  AppArmorProfile: { type: { words: CONFINED } },
  Container: {
    imagePullPolicy: { words: PULL },
    terminationMessagePolicy: { words: ['File', 'FallbackToLogsOnError'] },
  },
  ContainerPort: { protocol: { words: PROTOCOLS } },
  ContainerResizePolicy: {
    resourceName: { words: ['cpu', 'memory'] },
    restartPolicy: { words: ['NotRequired', 'RestartContainer'] },
  },
  HTTPGetAction: { scheme: { words: ['HTTP', 'HTTPS'] } },
  VolumeMount: {
    mountPropagation: { words: ['None', 'HostToContainer', 'Bidirectional'], even: true },
    recursiveReadOnly: { words: ['Disabled', 'Enabled', 'IfPossible'], even: true },
  },
  HostPathVolumeSource: {
    type: { words: ['DirectoryOrCreate', 'Directory', 'FileOrCreate', 'File', 'Socket', 'CharDevice', 'BlockDevice'] },
  },
  ImageVolumeSource: { pullPolicy: { words: PULL } },
  AzureDiskVolumeSource: {
    cachingMode: { words: ['None', 'ReadOnly', 'ReadWrite'], even: true },
    kind: { words: ['Shared', 'Dedicated', 'Managed'], even: true },
  },
  Toleration: {
    operator: { words: ['Equal', 'Exists'] },
    effect: { words: ['NoSchedule', 'PreferNoSchedule', 'NoExecute'] },
  },
  TopologySpreadConstraint: {
    whenUnsatisfiable: { words: ['DoNotSchedule', 'ScheduleAnyway'] },
    nodeAffinityPolicy: { words: INCLUSION, even: true },
    nodeTaintsPolicy: { words: INCLUSION, even: true },
  },
  LabelSelectorRequirement: { operator: { words: SELECTING } },
};

const ENTRIES = Object.entries(WORDS).map(([type, fields]) => [type, Object.entries(fields).map(prepared)] as const);

/** Words that Kubernetes spells in one way only. */
export const words: Rule = {
  name: 'words',
  certainty: 'refused by the API server',
  kinds: KINDS,
  check(_, report, __, places) {
    for (const [type, fields] of ENTRIES) {
      for (const { value, path } of places.every(type)) {
        for (const asked of fields) {
          const said: unknown = value[asked.field];
          if (given(said)) judge(asked, `${path}.${asked.field}`, said, report, places.kubernetes);
        }
      }
    }
  },
};

/** The same of what is to be a field of a type, wherever it is given. */
export function checkWord(type: string, field: string, what: string, said: unknown, report: Report): void {
  if (given(said)) judge(prepared([field, WORDS[type]![field]!]), what, said, report, NEWEST);
}

function judge({ first, even, since, all }: Prepared, what: string, said: unknown, report: Report, kubernetes: number): void {
  const known = kubernetes < since ? first : all;
  if (known.includes(said as string)) return;
  const several = Array.isArray(said);
  (several ? list(said) : [said]).forEach((got, i) => {
    if (known.includes(got as string) || (!even && !filled(got))) return;
    report({ what: `${what}${several ? `[${i}]` : ''}`, allowed: known.map(word => `'${word}'`).join(' or '), got });
  });
}

function prepared([field, { words: first, even, later = [], since = 0 }]: [string, Words]): Prepared {
  return { field, first, even: even === true, since, all: [...first, ...later] };
}
