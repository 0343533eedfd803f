import * as fc from 'fast-check';
import { budget, Changes, claim, CLAIM, headless, service, statefulSet } from './manifests';
import { Manifest } from '../../src/manifest/manifest';
import { selects } from '../../src/manifest/reading';

// Random pairs of legal manifests, an object before and after. Nothing of them runs: no pods, and Jobs wait.

const CONTAINER = 'spec.template.spec.containers[0]';

export interface Pair {
  readonly before: Manifest;
  readonly after: Manifest;
}

interface Choice {
  readonly [path: string]: readonly unknown[];
}

/** An object of which each of these fields has one of these values; most often both sides have the same. */
function pairs(make: (changes: Changes) => Manifest, choice: Choice, legal: (manifest: Manifest) => boolean = () => true): fc.Arbitrary<Pair> {
  const one = fc.record(Object.fromEntries(Object.entries(choice).map(([path, values]) => [path, fc.constantFrom(...values)])));
  const other = fc.record(Object.fromEntries(Object.keys(choice).map(path => [path, fc.integer({ min: 0, max: 9 }).map(number => number === 0)])));
  return fc.tuple(one, one, other).map(([before, fresh, differs]) => {
    const after = Object.fromEntries(Object.entries(before).map(([path, value]) => [path, differs[path] ? fresh[path] : value]));
    return { before: make(before), after: make(after) };
  }).filter(({ before, after }) => legal(before) && legal(after));
}

const set = (changes: Changes) => statefulSet({ 'spec.replicas': 0, [`${CONTAINER}.image`]: 'example.com/db:1', ...changes });

const statefulSets = pairs(set, {
  'spec.minReadySeconds': [undefined, 0, 10],
  'spec.revisionHistoryLimit': [undefined, 10, 3],
  'spec.podManagementPolicy': [undefined, 'OrderedReady', 'Parallel'],
  'spec.serviceName': ['db', 'other'],
  'spec.ordinals': [undefined, { start: 0 }, { start: 2 }],
  'spec.persistentVolumeClaimRetentionPolicy': [undefined, { whenDeleted: 'Retain' }, { whenDeleted: 'Delete', whenScaled: 'Delete' }],
  'spec.updateStrategy': [undefined, { type: 'RollingUpdate' }, { rollingUpdate: { partition: 1 } }, { type: 'OnDelete' }, { type: 'OnDelete', rollingUpdate: null }],
  'spec.template.metadata.labels.tier': [undefined, 'x'],
  [`${CONTAINER}.image`]: ['example.com/db:1', 'example.com/db:2'],
  [`${CLAIM}.metadata.name`]: ['data'],
  [`${CLAIM}.metadata.labels`]: [undefined, {}, { a: 'b' }],
  [`${CLAIM}.spec.resources.requests.storage`]: ['1Gi', '1024Mi', '2Gi', '1073741824'],
  [`${CLAIM}.spec.volumeMode`]: [undefined, 'Filesystem'],
  [`${CLAIM}.spec.storageClassName`]: [undefined, 'fast'],
  [`${CLAIM}.spec.accessModes`]: [['ReadWriteOnce'], ['ReadWriteOnce', 'ReadOnlyMany'], ['ReadOnlyMany', 'ReadWriteOnce']],
  'spec.volumeClaimTemplates[1]': [undefined, undefined, { metadata: { name: 'log' }, spec: { accessModes: ['ReadWriteOnce'], resources: { requests: { storage: '1Gi' } } } }],
});

const services = fc.oneof(
  pairs(headless, {
    'spec.clusterIP': ['None', 'None', undefined, ''],
    'spec.publishNotReadyAddresses': [undefined, false, true],
    'spec.selector.tier': [undefined, 'x'],
    'spec.ports[0].name': ['cql', 'sql'],
    'spec.ports[1]': [undefined, { name: 'udp', port: 9042, protocol: 'UDP' }],
  }),
  pairs(service, {
    'spec.type': [undefined, 'ClusterIP', 'NodePort', 'LoadBalancer'],
    'spec.clusterIP': [undefined, undefined, undefined, 'None'],
    'spec.sessionAffinity': [undefined, 'None', 'ClientIP'],
    'spec.ports[0].targetPort': [undefined, 'cql', 9042],
    'spec.ports[1]': [undefined, undefined, { name: 'other', port: 9043 }],
    'spec.internalTrafficPolicy': [undefined, 'Cluster', 'Local'],
    'spec.ipFamilyPolicy': [undefined, 'SingleStack', 'PreferDualStack'],
    'metadata.annotations': [undefined, { a: 'b' }],
  }, ({ spec }) => spec.clusterIP !== 'None' || spec.type === undefined || spec.type === 'ClusterIP'),
  pairs(changes => service({ 'spec.type': 'LoadBalancer', ...changes }), {
    'spec.loadBalancerClass': [undefined, 'example.org/a', 'example.org/b'],
    'spec.externalTrafficPolicy': [undefined, 'Cluster', 'Local'],
    'spec.allocateLoadBalancerNodePorts': [undefined, true, false],
  }),
  pairs(changes => service({ 'spec.ports': [{ port: 1 }], ...changes }), {
    'spec.type': ['ClusterIP', 'ExternalName'], 'spec.externalName': [undefined, 'example.org'],
  }, ({ spec }) => (spec.type === 'ExternalName') === (spec.externalName !== undefined)),
);

const object = (apiVersion: string, kind: string, fields: object) => (changes: Changes) => {
  const made: Manifest = { apiVersion, kind, metadata: { name: 'x' }, ...structuredClone(fields) };
  for (const [path, value] of Object.entries(changes)) {
    const steps = path.split('.');
    const last = steps.pop()!;
    if (value === undefined) continue;
    const at = steps.reduce((inside, step) => inside[step] ??= {}, made);
    at[last] = value;
  }
  return made;
};

const pod = (image: string, spec: object = {}) => ({ metadata: { labels: { app: 'x' } }, spec: { restartPolicy: 'Never', containers: [{ name: 'a', image }], ...spec } });
const PODS = { metadata: { labels: { app: 'x', tier: 'y' } }, spec: { containers: [{ name: 'a', image: 'a:1' }] } };
const OTHER_PODS = { metadata: { labels: { app: 'x', tier: 'y', a: 'b' } }, spec: { containers: [{ name: 'a', image: 'a:2' }] } };
const SELECTORS = [{ matchLabels: { app: 'x' } }, { matchLabels: { app: 'x', tier: 'y' } }, { matchExpressions: [{ key: 'app', operator: 'Exists' }] }];
const node = (key: string) => ({ nodeAffinity: { requiredDuringSchedulingIgnoredDuringExecution: { nodeSelectorTerms: [{ matchExpressions: [{ key, operator: 'Exists' }] }] } } });
const apart = { podAntiAffinity: { requiredDuringSchedulingIgnoredDuringExecution: [{ topologyKey: 'kubernetes.io/hostname', labelSelector: { matchLabels: { app: 'x' } } }] } };

/** Whether it has what the selector of a workload asks for. */
const selectsItself = ({ spec }: Manifest) => selects(spec.selector, spec.template.metadata.labels);

const claims = pairs(claim, {
  'spec.resources.requests.storage': ['1Gi', '1024Mi', '2Gi', '3Gi'],
  'spec.storageClassName': [undefined, 'standard', 'fixed'],
  'spec.accessModes': [['ReadWriteOnce'], ['ReadWriteOnce', 'ReadOnlyMany'], ['ReadOnlyMany', 'ReadWriteOnce']],
  'spec.volumeMode': [undefined, 'Filesystem'],
  'metadata.labels': [undefined, { a: 'b' }],
});

const jobs = pairs(object('batch/v1', 'Job', { spec: { template: pod('a:1') } }), {
  'spec.suspend': [true, true, true, false],
  'spec.parallelism': [undefined, 1, 2],
  'spec.completions': [undefined, 1, 2, 3],
  'spec.completionMode': [undefined, 'NonIndexed', 'Indexed'],
  'spec.backoffLimit': [undefined, 6, 3],
  'spec.backoffLimitPerIndex': [undefined, undefined, undefined, 1],
  'spec.podReplacementPolicy': [undefined, undefined, 'Failed'],
  'spec.activeDeadlineSeconds': [undefined, 600],
  'spec.ttlSecondsAfterFinished': [undefined, 600],
  'spec.podFailurePolicy': [undefined, undefined, { rules: [{ action: 'FailJob', onExitCodes: { operator: 'In', values: [1] } }] }],
  'spec.template.metadata.annotations': [undefined, { a: 'b' }],
  'spec.template.metadata.labels.a': [undefined, 'b'],
  'spec.template.spec.nodeSelector': [undefined, { a: 'b' }],
  'spec.template.spec.affinity': [undefined, undefined, node('a'), node('b'), apart],
  'spec.template.spec.tolerations': [undefined, [{ key: 'a', operator: 'Exists' }]],
  'spec.template.spec.priorityClassName': [undefined, undefined, 'system-node-critical'],
  'spec.template.spec.containers': [[{ name: 'a', image: 'a:1' }], [{ name: 'a', image: 'a:1' }], [{ name: 'a', image: 'a:2' }]],
}, ({ spec }) => (spec.completionMode === 'Indexed' ? spec.completions !== undefined : spec.backoffLimitPerIndex === undefined) && spec.template.spec.priorityClassName === undefined);

const workloads = fc.oneof(
  pairs(object('apps/v1', 'Deployment', { spec: { replicas: 0 } }), {
    'spec.selector': SELECTORS,
    'spec.template': [PODS, OTHER_PODS],
    'spec.minReadySeconds': [undefined, 5],
    'spec.strategy': [undefined, { type: 'Recreate' }, { type: 'RollingUpdate' }, { rollingUpdate: { maxSurge: 1 } }, { type: 'Recreate', rollingUpdate: null }],
  }, selectsItself),
  pairs(object('apps/v1', 'DaemonSet', {}), {
    'spec.selector': SELECTORS,
    'spec.template': [PODS, OTHER_PODS],
    'spec.updateStrategy': [undefined, { type: 'OnDelete' }, { type: 'RollingUpdate' }, { rollingUpdate: { maxUnavailable: 2 } }],
  }, selectsItself),
  pairs(object('apps/v1', 'ReplicaSet', { spec: { replicas: 0 } }), { 'spec.selector': SELECTORS, 'spec.template': [PODS, OTHER_PODS] }, selectsItself),
);

const role = (name: string) => ({ apiGroup: 'rbac.authorization.k8s.io', kind: 'ClusterRole', name });

const others = fc.oneof(
  pairs(object('v1', 'ConfigMap', {}), { 'data.a': ['1', '2'], 'binaryData.b': [undefined, 'YQ=='], 'immutable': [undefined, true, false], 'metadata.labels': [undefined, { a: 'b' }] }),
  pairs(object('v1', 'Secret', {}), {
    'data.a': ['YQ==', 'Yg=='],
    'stringData.b': [undefined, undefined, 'c'],
    'type': [undefined, 'Opaque', 'example.org/x'],
    'immutable': [undefined, true],
    'metadata.labels': [undefined, { a: 'b' }],
  }),
  pairs(object('rbac.authorization.k8s.io/v1', 'RoleBinding', {}), {
    roleRef: ['view', 'edit'].map(role), subjects: [[], [{ kind: 'User', name: 'a' }], [{ kind: 'User', name: 'a', apiGroup: 'rbac.authorization.k8s.io' }]],
  }),
  pairs(budget, {
    'spec.maxUnavailable': [1, '50%'], 'spec.selector.matchLabels.app': ['db', 'other'], 'spec.unhealthyPodEvictionPolicy': [undefined, 'AlwaysAllow'],
  }),
  pairs(object('batch/v1', 'CronJob', { spec: { suspend: true } }), {
    'spec.schedule': ['@daily', '@hourly'], 'spec.jobTemplate': [{ spec: { template: pod('a:1') } }, { spec: { template: pod('a:2'), parallelism: 2 } }], 'spec.concurrencyPolicy': [undefined, 'Forbid'],
  }),
  pairs(object('networking.k8s.io/v1', 'NetworkPolicy', {}), {
    'spec.podSelector': [{}, { matchLabels: { a: 'b' } }], 'spec.policyTypes': [undefined, ['Ingress'], ['Egress']], 'spec.ingress': [undefined, [], [{}]], 'spec.egress': [undefined, [{}]],
  }),
);

export const changes: fc.Arbitrary<Pair> = fc.oneof(
  { weight: 7, arbitrary: statefulSets },
  { weight: 4, arbitrary: services },
  { weight: 2, arbitrary: claims },
  { weight: 3, arbitrary: jobs },
  { weight: 2, arbitrary: workloads },
  { weight: 3, arbitrary: others },
);
