import * as fc from 'fast-check';
import { budget, Changes, CLAIM, headless, service, statefulSet } from './manifests';
import { Manifest } from '../../src/manifest/manifest';

// Random pairs of legal manifests, an object before and after. Nothing of them runs: no pods, and Jobs wait.

const CONTAINER = 'spec.template.spec.containers[0]';

interface Choice {
  readonly [path: string]: readonly unknown[];
}

/** An object of which each of these fields has one of these values; most often both sides have the same. */
function pairs(make: (changes: Changes) => Manifest, choice: Choice, legal: (manifest: Manifest) => boolean = () => true): fc.Arbitrary<{ before: Manifest; after: Manifest }> {
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
  }, ({ spec }) => spec.clusterIP !== 'None' || spec.type === undefined || spec.type === 'ClusterIP'),
  pairs(changes => service({ 'spec.ports': [{ port: 1 }], ...changes }), {
    'spec.type': ['ClusterIP', 'ExternalName'], 'spec.externalName': [undefined, 'example.org'],
  }, ({ spec }) => (spec.type === 'ExternalName') === (spec.externalName !== undefined)),
);

const object = (apiVersion: string, kind: string, fields: object) => (changes: Changes) => {
  const made: Manifest = { apiVersion, kind, metadata: { name: 'x' }, ...structuredClone(fields) };
  for (const [path, value] of Object.entries(changes)) {
    const steps = path.split('.');
    const last = steps.pop()!;
    const at = steps.reduce((inside, step) => inside[step] ??= {}, made);
    if (value !== undefined) at[last] = value;
  }
  return made;
};

const pod = (image: string) => ({ metadata: { labels: { app: 'x' } }, spec: { restartPolicy: 'Never', containers: [{ name: 'a', image }] } });

const others = fc.oneof(
  pairs(object('v1', 'ConfigMap', {}), { 'data.a': ['1', '2'], 'immutable': [undefined, true, false], 'metadata.labels': [undefined, { a: 'b' }] }),
  pairs(object('v1', 'Secret', {}), { 'data.a': ['YQ==', 'Yg=='], 'type': [undefined, 'Opaque', 'example.org/x'], 'immutable': [undefined, true] }),
  pairs(object('batch/v1', 'Job', { spec: { template: pod('a:1'), suspend: true } }), {
    'spec.parallelism': [undefined, 1, 2],
    'spec.completions': [undefined, 1, 2, 3],
    'spec.completionMode': [undefined, 'NonIndexed', 'Indexed'],
    'spec.backoffLimit': [undefined, 6, 3],
    'spec.template': [pod('a:1'), pod('a:2')],
  }, ({ spec }) => spec.completionMode !== 'Indexed' || spec.completions !== undefined),
  pairs(object('apps/v1', 'Deployment', { spec: { replicas: 0 } }), {
    'spec.selector': [{ matchLabels: { app: 'x' } }, { matchExpressions: [{ key: 'app', operator: 'Exists' }] }],
    'spec.template': [{ ...pod('a:1'), spec: { containers: [{ name: 'a', image: 'a:1' }] } }],
    'spec.strategy': [undefined, { type: 'Recreate' }, { type: 'RollingUpdate' }],
  }),
  pairs(object('rbac.authorization.k8s.io/v1', 'RoleBinding', { subjects: [] }), { roleRef: ['view', 'edit'].map(name => ({ apiGroup: 'rbac.authorization.k8s.io', kind: 'ClusterRole', name })) }),
  pairs(budget, { 'spec.maxUnavailable': [1, '50%'], 'spec.selector.matchLabels.app': ['db', 'other'] }),
);

export const changes: fc.Arbitrary<{ before: Manifest; after: Manifest }> = fc.oneof(
  { weight: 5, arbitrary: statefulSets },
  { weight: 3, arbitrary: services },
  { weight: 4, arbitrary: others },
);
