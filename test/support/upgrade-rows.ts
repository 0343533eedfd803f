import { budget, Changes, CLAIM, headless, service, statefulSet } from './manifests';
import { Manifest } from '../../src/manifest/manifest';
import { Cluster } from '../../src/upgrade/cluster';

// What each change does, row by row. Images that nobody knows: what databases mind stands in test/upgrade/database/. An API server is asked, too: test/e2e.

export const set = (changes: Changes = {}) => statefulSet({ 'metadata.namespace': 'prod', 'spec.template.spec.containers[0].image': 'example.com/db:1', ...changes });
const of = (make: (changes: Changes) => Manifest, before: Changes, after: Changes): [Manifest[], Manifest[]] => [[make(before)], [make(after)]];
const sets = (after: Changes, before: Changes = {}) => of(set, before, after);
const services = (after: Changes, before: Changes = {}) => of(service, before, after);
const heads = (after: Changes, before: Changes = {}) => of(headless, before, after);
const object = (apiVersion: string, kind: string, fields: object) => ({ apiVersion, kind, metadata: { name: 'db', namespace: 'prod' }, ...fields });
const objects = (apiVersion: string, kind: string, before: object, after: object): [Manifest[], Manifest[]] => [
  [object(apiVersion, kind, before)],
  [object(apiVersion, kind, after)],
];

export type Row = readonly [title: string, pair: [Manifest[], Manifest[]], effects: string[], cluster?: Partial<Cluster>];

const job = (changes: object, template: object = {}) => ({
  spec: { template: { spec: { restartPolicy: 'Never', containers: [{ name: 'a', image: 'a:1' }], ...template } }, ...changes },
});
const claim = (changes: object) => ({ spec: { accessModes: ['ReadWriteOnce'], storageClassName: 'fast', resources: { requests: { storage: '1Gi' } }, ...changes } });
const fast = (allowVolumeExpansion: boolean) => ({ apiVersion: 'storage.k8s.io/v1', kind: 'StorageClass', metadata: { name: 'fast' }, provisioner: 'x', allowVolumeExpansion });

const UNMOUNTED: Changes = { 'spec.template.spec.containers[0].volumeMounts': undefined };
const WITHOUT_CLAIMS: Changes = { ...UNMOUNTED, 'spec.volumeClaimTemplates': undefined };
const template = (name: string) => ({ metadata: { name }, spec: { accessModes: ['ReadWriteOnce'], resources: { requests: { storage: '1Gi' } } } });
const SERVER_SIDE = { apply: 'kubectl apply --server-side -f dist/' };
const CONTAINERS = [{ name: 'a', image: 'a:1' }];
const INDEXED = { completionMode: 'Indexed', completions: 2 };
const jobs = (before: object, after: object) => objects('batch/v1', 'Job', job(before), job(after));
const suspended = (template_: object) => objects('batch/v1', 'Job', job({ suspend: true }), job({ suspend: true }, template_));
const NODES = { requiredDuringSchedulingIgnoredDuringExecution: { nodeSelectorTerms: [{ matchExpressions: [{ key: 'a', operator: 'Exists' }] }] } };
const volume = (changes: object) => ({ spec: { capacity: { storage: '1Gi' }, accessModes: ['ReadWriteOnce'], persistentVolumeReclaimPolicy: 'Retain', storageClassName: 'own', hostPath: { path: '/a' }, ...changes } });
const SAFE_POD = statefulSet({ ...UNMOUNTED, 'spec.template.spec.containers[0].image': 'a:1' }).spec.template.spec;
const labelled = (kind: string, spec: object) => (labels: object) => ({ spec: { selector: { matchLabels: labels }, template: { metadata: { labels }, spec: { containers: CONTAINERS } }, ...kind === 'DaemonSet' ? {} : { replicas: 0 }, ...spec } });
const selected = (kind: string) => objects('apps/v1', kind, labelled(kind, {})({ a: 'b' }), labelled(kind, {})({ a: 'c' }));
const updated = (kind: string, before: object, after: object) => objects('apps/v1', kind, labelled(kind, before)({ a: 'b' }), labelled(kind, after)({ a: 'b' }));

export const STATEFUL_SETS: readonly Row[] = [
  ['nothing', sets({}), []],
  ['a size spelled otherwise', sets({ [`${CLAIM}.spec.resources.requests.storage`]: '1024Mi' }), []],
  ['defaults written out', sets({
    'spec.revisionHistoryLimit': 10,
    [`${CLAIM}.spec.volumeMode`]: 'Filesystem',
    [`${CLAIM}.apiVersion`]: 'v1',
    [`${CLAIM}.kind`]: 'PersistentVolumeClaim',
    [`${CLAIM}.status`]: { phase: 'Pending' },
    'spec.updateStrategy': { type: 'RollingUpdate', rollingUpdate: { partition: 0 } },
    'spec.persistentVolumeClaimRetentionPolicy': { whenDeleted: 'Retain' },
    'spec.template.spec.dnsPolicy': 'ClusterFirst',
    'spec.template.spec.containers[0].ports[0].protocol': 'TCP',
    'spec.template.spec.containers[0].readinessProbe.periodSeconds': 10,
  }), []],
  ['more replicas', sets({ 'spec.replicas': 4 }), ['restarts nothing: replicas']],
  ['fewer replicas, a majority stays', sets({ 'spec.replicas': 2 }), ['unknown: replicas']],
  ['fewer replicas, no majority stays', sets({ 'spec.replicas': 1 }), ['loses quorum: replicas']],
  ['no replicas', sets({ 'spec.replicas': 0 }), ['loses quorum: replicas']],
  ['replicas left out', sets({ 'spec.replicas': undefined }), ['loses quorum: replicas', 'loses quorum: replicas']],
  ['fewer replicas, where claims go with them', sets(
    { 'spec.replicas': 2, 'spec.persistentVolumeClaimRetentionPolicy': { whenScaled: 'Delete' } },
    { 'spec.persistentVolumeClaimRetentionPolicy': { whenScaled: 'Delete' } },
  ),
  ['loses data: replicas', 'unknown: replicas']],
  ['minReadySeconds', sets({ 'spec.minReadySeconds': 10 }), ['restarts nothing: rest']],
  ['minReadySeconds, on 1.22', sets({ 'spec.minReadySeconds': 10 }), ['refused: fixed-fields'], { minor: 22 }],
  ['revisionHistoryLimit', sets({ 'spec.revisionHistoryLimit': 3 }), ['restarts nothing: rest'], { minor: 33 }],
  ['revisionHistoryLimit, on 1.32', sets({ 'spec.revisionHistoryLimit': 3 }), ['refused: fixed-fields'], { minor: 32 }],
  ['ordinals.start', sets({ 'spec.ordinals.start': 1 }), ['recreated: ordinals']],
  ['ordinals.start, two of three go', sets({ 'spec.ordinals.start': 2 }), ['loses quorum: ordinals']],
  [
    'ordinals.start, without claims',
    sets({ 'spec.ordinals.start': 2, ...WITHOUT_CLAIMS }, WITHOUT_CLAIMS),
    ['recreated: ordinals'],
  ],
  ['ordinals.start, without pods', sets({ 'spec.ordinals.start': 2, 'spec.replicas': 0 }, { 'spec.replicas': 0 }), ['restarts nothing: ordinals']],
  [
    'ordinals.start, and more replicas',
    sets({ 'spec.ordinals.start': 0, 'spec.replicas': 4 }, { 'spec.ordinals.start': 1 }),
    ['restarts nothing: replicas', 'restarts nothing: ordinals'],
  ],
  ['ordinals.start, on 1.25', sets({ 'spec.ordinals.start': 1 }), ['refused: fixed-fields'], { minor: 25 }],
  ['whenDeleted: Delete', sets({ 'spec.persistentVolumeClaimRetentionPolicy.whenDeleted': 'Delete' }), ['loses data: retention']],
  ['whenScaled: Delete', sets({ 'spec.persistentVolumeClaimRetentionPolicy.whenScaled': 'Delete' }), ['loses data: retention']],
  [
    'both back to Retain',
    sets({}, { 'spec.persistentVolumeClaimRetentionPolicy': { whenDeleted: 'Delete', whenScaled: 'Delete' } }),
    ['restarts nothing: retention', 'restarts nothing: retention'],
  ],
  [
    'whenDeleted: Delete, of no claims',
    sets({ 'spec.persistentVolumeClaimRetentionPolicy.whenDeleted': 'Delete', ...WITHOUT_CLAIMS }, WITHOUT_CLAIMS),
    ['restarts nothing: retention'],
  ],
  ['whenDeleted, on 1.22', sets({ 'spec.persistentVolumeClaimRetentionPolicy.whenDeleted': 'Delete' }), ['refused: fixed-fields', 'loses data: retention'], { minor: 22 }],
  ['a partition', sets({ 'spec.updateStrategy.rollingUpdate.partition': 2 }), ['restarts nothing: update-strategy']],
  ['maxUnavailable', sets({ 'spec.updateStrategy.rollingUpdate.maxUnavailable': 2 }), ['restarts nothing: update-strategy']],
  ['OnDelete', sets({ 'spec.updateStrategy.type': 'OnDelete' }), ['refused: update-strategy']],
  ['OnDelete, with rollingUpdate taken away', sets({ 'spec.updateStrategy': { type: 'OnDelete', rollingUpdate: null } }), ['restarts nothing: update-strategy']],
  ['RollingUpdate again', sets({}, { 'spec.updateStrategy.type': 'OnDelete' }), ['restarts nothing: update-strategy']],
  ['serviceName', sets({ 'spec.serviceName': 'other' }), ['refused: governing-service']],
  ['serviceName taken away', sets({ 'spec.serviceName': undefined }), ['refused: governing-service']],
  ['podManagementPolicy', sets({ 'spec.podManagementPolicy': undefined }), ['refused: fixed-fields']],
  [
    'selector, of labels that the pods have',
    sets({ 'spec.selector.matchLabels.tier': 'x', 'spec.template.metadata.labels.tier': 'x' }, { 'spec.template.metadata.labels.tier': 'x' }),
    ['refused: selector'],
  ],
  [
    'selector, of labels that the pods do not have',
    sets({ 'spec.selector.matchLabels.tier': 'x', 'spec.template.metadata.labels.tier': 'x' }),
    ['refused: selector', 'rolls: roll-out'],
  ],
  ['a selected label taken from the template', sets({ 'spec.template.metadata.labels': { other: 'x' } }), ['refused: legality', 'rolls: roll-out']],
  ['pods that are refused, on a server that looks at them when they are made', sets({ 'spec.template.spec.dnsPolicy': 'Any' }), ['loses quorum: legality', 'rolls: roll-out'], { minor: 33 }],
  ['pods that are refused', sets({ 'spec.template.spec.dnsPolicy': 'Any' }), ['refused: legality', 'rolls: roll-out'], { minor: 34 }],
  ['pods that are refused, on a server newer than all that are known', sets({ 'spec.template.spec.dnsPolicy': 'Any' }), ['refused: legality', 'rolls: roll-out'], { minor: 99 }],
  ['its own labels', sets({ 'metadata.labels.team': 'x' }), ['restarts nothing: rest']],
  ['a label of its pods', sets({ 'spec.template.metadata.labels.team': 'x' }), ['rolls: roll-out']],
  ['a claim grows', sets({ [`${CLAIM}.spec.resources.requests.storage`]: '2Gi' }), ['refused: claim-templates']],
  ['a claim shrinks', sets({ [`${CLAIM}.spec.resources.requests.storage`]: '512Mi' }), ['refused: claim-templates']],
  ['another class', sets({ [`${CLAIM}.spec.storageClassName`]: 'fast' }), ['refused: claim-templates']],
  ['another class, and larger', sets({ [`${CLAIM}.spec.storageClassName`]: 'fast', [`${CLAIM}.spec.resources.requests.storage`]: '2Gi' }), ['refused: claim-templates']],
  ['a class taken away', sets({}, { [`${CLAIM}.spec.storageClassName`]: 'fast' }), ['refused: claim-templates']],
  ['a label of the claims', sets({ [`${CLAIM}.metadata.labels.chart`]: 'db-1.2' }), ['refused: claim-templates']],
  ['an annotation of the claims', sets({ [`${CLAIM}.metadata.annotations.chart`]: 'db-1.2' }), ['refused: claim-templates']],
  [
    'a claim renamed',
    sets({ [`${CLAIM}.metadata.name`]: 'disk', 'spec.template.spec.containers[0].volumeMounts[0].name': 'disk' }),
    ['refused: claim-templates', 'rolls: roll-out'],
  ],
  [
    'a claim renamed that nobody mounts',
    sets({ [`${CLAIM}.metadata.name`]: 'disk', ...UNMOUNTED }, UNMOUNTED),
    ['refused: claim-templates', 'refused: claim-templates'],
  ],
  [
    'a claim added',
    sets({ 'spec.volumeClaimTemplates[1]': { metadata: { name: 'log' }, spec: { accessModes: ['ReadWriteOnce'], resources: { requests: { storage: '1Gi' } } } } }),
    ['refused: claim-templates'],
  ],
  [
    'a claim removed',
    sets({ 'spec.volumeClaimTemplates': undefined, 'spec.template.spec.containers[0].volumeMounts': undefined }),
    ['refused: claim-templates', 'rolls: roll-out'],
  ],
  ['two claims in another order', sets(
    { 'spec.volumeClaimTemplates': ['log', 'data'].map(template) },
    { 'spec.volumeClaimTemplates': ['data', 'log'].map(template) },
  ),
  ['refused: claim-templates']],
  ['volumeAttributesClassName', sets({ [`${CLAIM}.spec.volumeAttributesClassName`]: 'gold' }), ['refused: claim-templates']],
  [
    'a claim grows, of a class that lets it',
    [
      [set({ [`${CLAIM}.spec.storageClassName`]: 'fast' }), fast(true)],
      [set({ [`${CLAIM}.spec.storageClassName`]: 'fast', [`${CLAIM}.spec.resources.requests.storage`]: '2Gi' }), fast(true)],
    ],
    ['refused: claim-templates'],
  ],
  ['an image', sets({ 'spec.template.spec.containers[0].image': 'example.com/db:2' }), ['rolls: roll-out']],
  [
    'an image, under OnDelete',
    sets({ 'spec.template.spec.containers[0].image': 'example.com/db:2', 'spec.updateStrategy.type': 'OnDelete' }, { 'spec.updateStrategy.type': 'OnDelete' }),
    ['restarts nothing: roll-out'],
  ],
  [
    'an image, above all pods',
    sets({ 'spec.template.spec.containers[0].image': 'example.com/db:2', 'spec.updateStrategy.rollingUpdate.partition': 3 }, { 'spec.updateStrategy.rollingUpdate.partition': 3 }),
    ['restarts nothing: roll-out'],
  ],
  ['an image, of no pod', sets({ 'spec.template.spec.containers[0].image': 'example.com/db:2', 'spec.replicas': 0 }, { 'spec.replicas': 0 }), ['restarts nothing: roll-out']],
  ['another zone', sets({ 'spec.template.spec.nodeSelector': { 'topology.kubernetes.io/zone': 'b' } }), ['unknown: placement', 'rolls: roll-out']],
  ['one node for all pods', sets({ 'spec.template.spec.nodeName': 'b' }), ['unknown: placement', 'rolls: roll-out']],
  [
    'another zone, without claims',
    sets({ 'spec.template.spec.nodeSelector.zone': 'b', ...WITHOUT_CLAIMS }, WITHOUT_CLAIMS),
    ['rolls: roll-out'],
  ],
];

const WATCHED: Changes = { 'spec.type': 'LoadBalancer', 'spec.externalTrafficPolicy': 'Local' };

export const SERVICES: readonly Row[] = [
  ['nothing', services({}), []],
  [
    'defaults written out',
    services({
      'spec.type': 'ClusterIP',
      'spec.sessionAffinity': 'None',
      'spec.ports[0].protocol': 'TCP',
      'spec.publishNotReadyAddresses': false,
      'spec.internalTrafficPolicy': 'Cluster',
    }),
    [],
  ],
  ['None taken away', heads({ 'spec.clusterIP': undefined }), ['restarts nothing: service']],
  ['None becomes an empty text', heads({ 'spec.clusterIP': '' }), ['restarts nothing: service']],
  ['None becomes an address', heads({ 'spec.clusterIP': '10.0.0.9' }), ['refused: service']],
  ['an address becomes None', services({ 'spec.clusterIP': 'None' }, { 'spec.clusterIP': '10.0.0.9' }), ['refused: service']],
  ['None is written where nothing was', services({ 'spec.clusterIP': 'None' }), ['refused: service']],
  ['a headless one becomes a NodePort', heads({ 'spec.clusterIP': undefined, 'spec.type': 'NodePort' }), ['refused: service', 'restarts nothing: rest']],
  [
    'a headless one becomes an ExternalName',
    heads({ 'spec.clusterIP': undefined, 'spec.type': 'ExternalName', 'spec.externalName': 'example.org', 'spec.ports': undefined, 'spec.selector': undefined }),
    ['restarts nothing: service', 'restarts nothing: rest'],
  ],
  ['an ExternalName becomes headless', heads({}, { 'spec.clusterIP': undefined, 'spec.type': 'ExternalName', 'spec.externalName': 'example.org' }), ['restarts nothing: rest']],
  ['a headless one becomes a LoadBalancer', heads({ 'spec.clusterIP': undefined, 'spec.type': 'LoadBalancer' }), ['refused: service', 'restarts nothing: rest']],
  ['ClusterIP becomes NodePort', services({ 'spec.type': 'NodePort' }), ['restarts nothing: rest']],
  ['NodePort becomes ClusterIP', services({}, { 'spec.type': 'NodePort' }), ['restarts nothing: rest']],
  ['NodePort becomes ClusterIP, and its port stays written', services({ 'spec.ports[0].nodePort': 30911 }, { 'spec.type': 'NodePort', 'spec.ports[0].nodePort': 30911 }), ['restarts nothing: rest']],
  [
    'NodePort becomes ClusterIP, with a port that it did not have',
    services({ 'spec.ports[0].nodePort': 30914 }, { 'spec.type': 'NodePort', 'spec.ports[0].nodePort': 30915 }),
    ['refused: legality', 'restarts nothing: rest'],
  ],
  ['another node port', services({ 'spec.type': 'NodePort', 'spec.ports[0].nodePort': 30912 }, { 'spec.type': 'NodePort', 'spec.ports[0].nodePort': 30913 }), ['restarts nothing: rest']],
  ['LoadBalancer becomes NodePort', services({ 'spec.type': 'NodePort' }, { 'spec.type': 'LoadBalancer' }), ['restarts nothing: rest']],
  ['ClusterIP becomes ExternalName', services({ 'spec.type': 'ExternalName', 'spec.externalName': 'example.org' }), ['restarts nothing: rest']],
  ['ExternalName becomes ClusterIP', services({}, { 'spec.type': 'ExternalName', 'spec.externalName': 'example.org' }), ['restarts nothing: rest']],
  [
    'another port of the health check',
    services({ ...WATCHED, 'spec.healthCheckNodePort': 30921 }, { ...WATCHED, 'spec.healthCheckNodePort': 30922 }),
    ['refused: service'],
  ],
  ['a load balancer that asks nobody any more', services({ 'spec.type': 'LoadBalancer' }, { ...WATCHED, 'spec.healthCheckNodePort': 30923 }), ['restarts nothing: rest']],
  ['a selector taken away', services({ 'spec.selector': undefined }), ['restarts nothing: service']],
  ['a port taken away', services({}, { 'spec.ports[1]': { name: 'other', port: 1 } }), ['restarts nothing: rest']],
  ['the second family taken away', services({ 'spec.ipFamilies': ['IPv4'] }, { 'spec.ipFamilies': ['IPv4', 'IPv6'], 'spec.ipFamilyPolicy': 'PreferDualStack' }), ['refused: service']],
  [
    'the second family taken away, and that there are two',
    services({ 'spec.ipFamilies': ['IPv4'], 'spec.ipFamilyPolicy': 'SingleStack' }, { 'spec.ipFamilies': ['IPv4', 'IPv6'], 'spec.ipFamilyPolicy': 'PreferDualStack' }),
    ['restarts nothing: rest'],
  ],
  ['ClusterIP becomes LoadBalancer', services({ 'spec.type': 'LoadBalancer' }), ['restarts nothing: rest']],
  [
    'another class of a load balancer',
    services({ 'spec.type': 'LoadBalancer', 'spec.loadBalancerClass': 'example.org/b' }, { 'spec.type': 'LoadBalancer', 'spec.loadBalancerClass': 'example.org/a' }),
    ['refused: service'],
  ],
  ['the first family', services({ 'spec.ipFamilies': ['IPv6'] }, { 'spec.ipFamilies': ['IPv4'] }), ['refused: service']],
  ['the first family of a headless one', heads({ 'spec.ipFamilies': ['IPv6'] }, { 'spec.ipFamilies': ['IPv4'] }), ['restarts nothing: rest']],
  ['a port renamed', services({ 'spec.ports[0].name': 'sql' }), ['restarts nothing: rest']],
  ['ports in another order', services({ 'spec.ports': [{ name: 'b', port: 2 }, { name: 'a', port: 1 }] }, { 'spec.ports': [{ name: 'a', port: 1 }, { name: 'b', port: 2 }] }), []],
  ['a selector, of no set', services({ 'spec.selector.app': 'other' }), ['restarts nothing: service']],
  [
    'a selector that the old pods do not have',
    [[service(), statefulSet()], [service({ 'spec.selector.tier': 'x' }), statefulSet({ 'spec.template.metadata.labels.tier': 'x' })]],
    ['loses quorum: service', 'rolls: roll-out'],
  ],
  ['a selector that no pods have', [[service(), statefulSet()], [service({ 'spec.selector.tier': 'x' }), statefulSet()]], ['loses quorum: service']],
  ['names only of ready pods', [[headless({ 'spec.publishNotReadyAddresses': true }), statefulSet()], [headless(), statefulSet()]], ['loses quorum: service']],
  ['names of pods that are not ready, too', [[headless(), statefulSet()], [headless({ 'spec.publishNotReadyAddresses': true }), statefulSet()]], ['restarts nothing: service']],
];

export const OTHERS: readonly Row[] = [
  ['a claim grows, of a class that nobody knows', objects('v1', 'PersistentVolumeClaim', claim({}), claim({ resources: { requests: { storage: '2Gi' } } })), ['unknown: claim']],
  [
    'a claim grows, of the default class',
    objects('v1', 'PersistentVolumeClaim', claim({ storageClassName: undefined }), claim({ storageClassName: undefined, resources: { requests: { storage: '2Gi' } } })),
    ['unknown: claim'],
  ],
  [
    'a claim grows, of a class that lets it',
    objects('v1', 'PersistentVolumeClaim', claim({}), claim({ resources: { requests: { storage: '2Gi' } } })),
    ['restarts nothing: claim'],
    { objects: [fast(true)] },
  ],
  [
    'a claim grows, of a class that does not let it',
    objects('v1', 'PersistentVolumeClaim', claim({}), claim({ resources: { requests: { storage: '2Gi' } } })),
    ['refused: claim'],
    { objects: [fast(false)] },
  ],
  ['a claim shrinks', objects('v1', 'PersistentVolumeClaim', claim({}), claim({ resources: { requests: { storage: '1Mi' } } })), ['refused: claim']],
  ['a claim of another class', objects('v1', 'PersistentVolumeClaim', claim({}), claim({ storageClassName: 'slow' })), ['refused: claim']],
  ['a claim without its class', objects('v1', 'PersistentVolumeClaim', claim({}), claim({ storageClassName: undefined })), ['refused: claim']],
  ['a claim of another mode', objects('v1', 'PersistentVolumeClaim', claim({}), claim({ volumeMode: 'Block' })), ['refused: claim']],
  ['a claim that selects', objects('v1', 'PersistentVolumeClaim', claim({}), claim({ selector: { matchLabels: { a: 'b' } } })), ['refused: claim']],
  ['a claim of one volume', objects('v1', 'PersistentVolumeClaim', claim({}), claim({ volumeName: 'a' })), ['refused: claim']],
  ['the labels of a claim', objects('v1', 'PersistentVolumeClaim', claim({}), { ...claim({}), metadata: { name: 'db', namespace: 'prod', labels: { a: 'b' } } }), ['restarts nothing: rest']],
  ['a claim that names its class now', objects('v1', 'PersistentVolumeClaim', claim({ storageClassName: undefined }), claim({})), ['unknown: claim']],
  [
    'access modes in another order',
    objects('v1', 'PersistentVolumeClaim', claim({ accessModes: ['ReadWriteOnce', 'ReadOnlyMany'] }), claim({ accessModes: ['ReadOnlyMany', 'ReadWriteOnce'] })),
    ['refused: claim'],
  ],
  ['a class of attributes', objects('v1', 'PersistentVolumeClaim', claim({}), claim({ volumeAttributesClassName: 'gold' })), ['restarts nothing: claim-attributes']],
  ['a class of attributes, on 1.33', objects('v1', 'PersistentVolumeClaim', claim({}), claim({ volumeAttributesClassName: 'gold' })), ['refused: claim-attributes'], { minor: 33 }],
  ['no class of attributes', objects('v1', 'PersistentVolumeClaim', claim({ volumeAttributesClassName: 'gold' }), claim({})), ['refused: claim-attributes']],
  [
    'a data source, and the same as a reference',
    objects(
      'v1',
      'PersistentVolumeClaim',
      claim({ dataSource: { kind: 'PersistentVolumeClaim', name: 'a' } }),
      claim({ dataSource: { kind: 'PersistentVolumeClaim', name: 'a' }, dataSourceRef: { kind: 'PersistentVolumeClaim', name: 'a' } }),
    ),
    [],
  ],
  ['parallelism of a Job', objects('batch/v1', 'Job', job({}), job({ parallelism: 2 })), ['restarts nothing: rest']],
  ['backoffLimit of a Job', jobs({}, { backoffLimit: 2 }), ['restarts nothing: rest']],
  ['ttlSecondsAfterFinished of a Job', jobs({}, { ttlSecondsAfterFinished: 2 }), ['restarts nothing: rest']],
  ['activeDeadlineSeconds of a Job', jobs({}, { activeDeadlineSeconds: 2 }), ['restarts nothing: rest']],
  ['suspend of a Job', jobs({}, { suspend: true }), ['restarts nothing: rest']],
  ['the selector of a Job', jobs({}, { manualSelector: true, selector: { matchLabels: { a: 'b' } } }), ['refused: fixed-objects', 'restarts nothing: rest']],
  ['completionMode of a Job', jobs({ completions: 2 }, INDEXED), ['refused: fixed-objects']],
  ['podFailurePolicy of a Job', jobs({}, { podFailurePolicy: { rules: [{ action: 'Ignore', onPodConditions: [{ type: 'DisruptionTarget', status: 'True' }] }] } }), ['refused: fixed-objects']],
  ['backoffLimitPerIndex of a Job', jobs(INDEXED, { ...INDEXED, backoffLimitPerIndex: 1 }), ['refused: fixed-objects']],
  ['successPolicy of a Job', jobs(INDEXED, { ...INDEXED, successPolicy: { rules: [{ succeededCount: 1 }] } }), ['refused: fixed-objects']],
  ['managedBy of a Job', jobs({}, { managedBy: 'example.org/a' }), ['refused: fixed-objects']],
  ['podReplacementPolicy of a Job', jobs({}, { podReplacementPolicy: 'Failed' }), ['restarts nothing: rest']],
  ['tolerations of a suspended Job', suspended({ tolerations: [{ key: 'a', operator: 'Exists' }] }), ['restarts nothing: rest']],
  ['which nodes a suspended Job likes', suspended({ affinity: { nodeAffinity: NODES } }), ['restarts nothing: rest']],
  ['which pods a suspended Job likes', suspended({ affinity: { podAffinity: { requiredDuringSchedulingIgnoredDuringExecution: [{ topologyKey: 'a', labelSelector: {} }] } } }), ['refused: fixed-objects']],
  ['scheduling gates of a suspended Job', suspended({ schedulingGates: [{ name: 'example.org/a' }] }), ['restarts nothing: rest']],
  ['resources of a suspended Job, on 1.35', suspended({ containers: [{ ...CONTAINERS[0], resources: { requests: { cpu: '1' } } }] }), ['refused: fixed-objects'], { minor: 35 }],
  ['resources of a suspended Job, on 1.36', suspended({ containers: [{ ...CONTAINERS[0], resources: { requests: { cpu: '1' } } }] }), ['restarts nothing: rest'], { minor: 36 }],
  ['labels of the pods of a suspended Job', [
    [object('batch/v1', 'Job', job({ suspend: true }))],
    [object('batch/v1', 'Job', { spec: { suspend: true, template: { metadata: { labels: { a: 'b' }, annotations: { a: 'b' } }, spec: { restartPolicy: 'Never', containers: CONTAINERS } } } })],
  ], ['restarts nothing: rest']],
  ['the image of a Job', objects('batch/v1', 'Job', job({}), job({}, { containers: [{ name: 'a', image: 'a:2' }] })), ['refused: fixed-objects']],
  ['the nodes of a Job', objects('batch/v1', 'Job', job({}), job({}, { nodeSelector: { zone: 'a' } })), ['refused: fixed-objects']],
  ['the nodes of a suspended Job', objects('batch/v1', 'Job', job({ suspend: true }), job({ suspend: true }, { nodeSelector: { zone: 'a' } })), ['restarts nothing: rest']],
  ['completions of a Job', objects('batch/v1', 'Job', job({ completions: 2 }), job({ completions: 3 })), ['refused: fixed-objects']],
  [
    'completions of an Indexed Job, with parallelism',
    objects('batch/v1', 'Job', job({ completionMode: 'Indexed', completions: 2, parallelism: 2 }), job({ completionMode: 'Indexed', completions: 3, parallelism: 3 })),
    ['restarts nothing: rest'],
  ],
  [
    'completions of an Indexed Job, without parallelism',
    objects('batch/v1', 'Job', job({ completionMode: 'Indexed', completions: 2, parallelism: 2 }), job({ completionMode: 'Indexed', completions: 3, parallelism: 2 })),
    ['refused: fixed-objects'],
  ],
  [
    'the image of a CronJob',
    objects(
      'batch/v1',
      'CronJob',
      { spec: { schedule: '@daily', jobTemplate: job({}) } },
      { spec: { schedule: '@daily', jobTemplate: job({}, { containers: [{ name: 'a', image: 'a:2' }] }) } },
    ),
    ['restarts nothing: roll-out'],
  ],
  ['data', objects('v1', 'ConfigMap', { data: { a: '1' } }, { data: { a: '2' } }), ['restarts nothing: data']],
  ['data of an immutable one', objects('v1', 'ConfigMap', { data: { a: '1' }, immutable: true }, { data: { a: '2' }, immutable: true }), ['refused: fixed-objects']],
  ['immutable taken away', objects('v1', 'ConfigMap', { data: { a: '1' }, immutable: true }, { data: { a: '1' } }), ['refused: fixed-objects']],
  ['immutable added', objects('v1', 'ConfigMap', { data: { a: '1' } }, { data: { a: '1' }, immutable: true }), ['restarts nothing: rest']],
  [
    'labels of an immutable one',
    objects('v1', 'ConfigMap', { immutable: true }, { immutable: true, metadata: { name: 'db', namespace: 'prod', labels: { a: 'b' } } }),
    ['restarts nothing: rest'],
  ],
  ['another type of a Secret', objects('v1', 'Secret', { type: 'a/b' }, { type: 'a/c' }), ['refused: fixed-objects']],
  ['the same text of a Secret', objects('v1', 'Secret', { stringData: { a: 'x' } }, { data: { a: 'eA==' } }), []],
  [
    'the same subjects, with the group that the server fills in',
    objects(
      'rbac.authorization.k8s.io/v1',
      'RoleBinding',
      { roleRef: { kind: 'Role', name: 'a' }, subjects: [{ kind: 'User', name: 'a' }, { kind: 'ServiceAccount', name: 'b', namespace: 'prod' }] },
      { roleRef: { kind: 'Role', name: 'a' }, subjects: [{ kind: 'User', name: 'a', apiGroup: 'rbac.authorization.k8s.io' }, { kind: 'ServiceAccount', name: 'b', namespace: 'prod' }] },
    ),
    [],
  ],
  [
    'another role',
    objects('rbac.authorization.k8s.io/v1', 'RoleBinding', { roleRef: { kind: 'Role', name: 'a' } }, { roleRef: { kind: 'Role', name: 'b' } }),
    ['refused: fixed-objects'],
  ],
  [
    'the parameters of a class',
    objects('storage.k8s.io/v1', 'StorageClass', { provisioner: 'a', parameters: { a: 'b' } }, { provisioner: 'a', reclaimPolicy: 'Delete' }),
    ['refused: fixed-objects'],
  ],
  ['the controller of Ingresses', objects('networking.k8s.io/v1', 'IngressClass', { spec: { controller: 'example.org/a' } }, { spec: { controller: 'example.org/b' } }), ['refused: fixed-objects']],
  ['the family of addresses', objects('discovery.k8s.io/v1', 'EndpointSlice', { addressType: 'IPv4', endpoints: [] }, { addressType: 'IPv6', endpoints: [] }), ['refused: fixed-objects']],
  ['what a quota counts', objects('v1', 'ResourceQuota', { spec: { hard: { pods: '1000' }, scopes: ['BestEffort'] } }, { spec: { hard: { pods: '1000' }, scopes: ['NotBestEffort'] } }), ['refused: fixed-objects']],
  ['how much a quota lets through', objects('v1', 'ResourceQuota', { spec: { hard: { pods: '1000' } } }, { spec: { hard: { pods: '2000' } } }), ['restarts nothing: rest']],
  ['the handler of a runtime', objects('node.k8s.io/v1', 'RuntimeClass', { handler: 'a' }, { handler: 'b' }), ['refused: fixed-objects']],
  ['the parameters of attributes', objects('storage.k8s.io/v1', 'VolumeAttributesClass', { driverName: 'a', parameters: { a: 'b' } }, { driverName: 'a', parameters: { a: 'c' } }), ['refused: fixed-objects']],
  ['where a volume is', objects('v1', 'PersistentVolume', volume({ hostPath: { path: '/a' } }), volume({ hostPath: { path: '/b' } })), ['refused: fixed-objects']],
  ['what becomes of a volume', objects('v1', 'PersistentVolume', volume({}), volume({ persistentVolumeReclaimPolicy: 'Delete' })), ['restarts nothing: rest']],
  ['the image of a pod', objects('v1', 'Pod', { spec: SAFE_POD }, { spec: { ...SAFE_POD, containers: [{ ...SAFE_POD.containers[0], image: 'a:2' }] } }), ['rolls: roll-out']],
  ['the command of a pod', objects('v1', 'Pod', { spec: SAFE_POD }, { spec: { ...SAFE_POD, containers: [{ ...SAFE_POD.containers[0], command: ['b'] }] } }), ['refused: fixed-objects']],
  ['the scope of a kind', objects('apiextensions.k8s.io/v1', 'CustomResourceDefinition', { spec: { scope: 'Namespaced' } }, { spec: { scope: 'Cluster' } }), ['refused: fixed-objects']],
  ['the versions of a kind', objects('apiextensions.k8s.io/v1', 'CustomResourceDefinition', { spec: { versions: [{ name: 'v1' }] } }, { spec: { versions: [{ name: 'v2' }] } }), ['unknown: rest']],
  ['the value of a priority', objects('scheduling.k8s.io/v1', 'PriorityClass', { value: 1 }, { value: 2 }), ['refused: fixed-objects']],
  ['the selector of a Deployment', selected('Deployment'), ['refused: selector', 'rolls: roll-out']],
  ['the selector of a ReplicaSet', selected('ReplicaSet'), ['refused: selector', 'restarts nothing: roll-out']],
  ['the selector of a DaemonSet', selected('DaemonSet'), ['refused: selector', 'rolls: roll-out']],
  ['Recreate', updated('Deployment', {}, { strategy: { type: 'Recreate' } }), ['restarts nothing: update-strategy']],
  ['Recreate, by server-side apply', updated('Deployment', {}, { strategy: { type: 'Recreate' } }), ['refused: update-strategy'], SERVER_SIDE],
  ['OnDelete, with rollingUpdate taken away, by server-side apply', sets({ 'spec.updateStrategy': { type: 'OnDelete', rollingUpdate: null } }), ['refused: update-strategy'], SERVER_SIDE],
  ['Recreate, with rollingUpdate taken away', updated('Deployment', {}, { strategy: { type: 'Recreate', rollingUpdate: null } }), ['restarts nothing: update-strategy']],
  ['OnDelete of a DaemonSet', updated('DaemonSet', {}, { updateStrategy: { type: 'OnDelete' } }), ['restarts nothing: update-strategy']],
  [
    'a policy that lets in nobody, and one that says it',
    objects('networking.k8s.io/v1', 'NetworkPolicy', { spec: { podSelector: {} } }, { spec: { podSelector: {}, policyTypes: ['Ingress'], ingress: [] } }),
    [],
  ],
  ['a policy', objects('networking.k8s.io/v1', 'NetworkPolicy', { spec: { podSelector: {} } }, { spec: { podSelector: {}, ingress: [{}] } }), ['restarts nothing: rest']],
  ['an object of a kind that Kubernetes does not have', objects('example.org/v1', 'Database', { spec: { size: 1 } }, { spec: { size: 2 } }), ['unknown: rest']],
  ['an object that is added', [[], [set()]], ['restarts nothing: added']],
  ["another's object of a name that Kubernetes has", [
    [object('apps.kruise.io/v1beta1', 'StatefulSet', set())],
    [object('apps.kruise.io/v1beta1', 'StatefulSet', set({ 'spec.serviceName': 'other' }))],
  ].map(all => all.map(each => ({ ...each, apiVersion: 'apps.kruise.io/v1beta1' }))) as [Manifest[], Manifest[]], ['unknown: rest']],
];

export const BUDGETS: readonly Row[] = [
  [
    'a weaker one that leaves a majority',
    [[statefulSet({ 'spec.replicas': 5 }), budget()], [statefulSet({ 'spec.replicas': 5 }), budget({ 'spec.maxUnavailable': 2 })]],
    ['restarts nothing: budget'],
  ],
  [
    'a weaker one that leaves none',
    [[statefulSet(), budget({ 'spec.maxUnavailable': undefined, 'spec.minAvailable': 2 })], [statefulSet(), budget({ 'spec.maxUnavailable': undefined, 'spec.minAvailable': 1 })]],
    ['loses quorum: budget'],
  ],
  ['a share of the pods', [[statefulSet(), budget()], [statefulSet(), budget({ 'spec.maxUnavailable': '50%' })]], ['loses quorum: budget']],
  ['a stronger one', [[statefulSet(), budget({ 'spec.maxUnavailable': 2 })], [statefulSet(), budget()]], ['restarts nothing: budget']],
  ['another selector', [[statefulSet(), budget()], [statefulSet(), budget({ 'spec.selector.matchLabels.app': 'other' })]], ['loses quorum: budget']],
  [
    'one of a single pod',
    [[statefulSet({ 'spec.replicas': 1 }), budget()], [statefulSet({ 'spec.replicas': 1 }), budget({ 'spec.maxUnavailable': 2 })]],
    ['restarts nothing: budget'],
  ],
  ['one that goes', [[statefulSet(), budget()], [statefulSet()]], ['loses quorum: budget']],
  ['one that goes, of two', [[statefulSet(), budget(), budget({ 'metadata.name': 'other' })], [statefulSet(), budget({ 'metadata.name': 'other' })]], []],
  ['both amounts', [[budget()], [budget({ 'spec.minAvailable': 1 })]], ['refused: legality', 'restarts nothing: budget']],
  ['its labels', [[budget()], [budget({ 'metadata.labels.a': 'b' })]], ['restarts nothing: rest']],
];

export const REMOVED: readonly Row[] = [
  ['a set', [[set()], []], ['loses quorum: removed']],
  ['a set with its claims', [[set({ 'spec.persistentVolumeClaimRetentionPolicy.whenDeleted': 'Delete' })], []], ['loses data: removed']],
  ['a set without claims', [[set({ 'spec.volumeClaimTemplates': undefined })], []], ['loses quorum: removed']],
  ['a set that tools keep', [[set({ 'metadata.annotations': { 'argocd.argoproj.io/sync-options': 'Delete=false,Prune=false' } })], []], ['restarts nothing: removed']],
  ['a claim', [[object('v1', 'PersistentVolumeClaim', claim({}))], []], ['loses data: removed']],
  ['a namespace', [[{ apiVersion: 'v1', kind: 'Namespace', metadata: { name: 'prod' } }], []], ['loses data: removed']],
  ['a kind', [[{ apiVersion: 'apiextensions.k8s.io/v1', kind: 'CustomResourceDefinition', metadata: { name: 'dbs.example.org' } }], []], ['loses data: removed']],
  ['a Service', [[service()], []], ['unknown: removed']],
  ['a Service that governs', [[headless(), statefulSet()], [statefulSet()]], ['loses quorum: removed']],
  ['a ConfigMap', [[object('v1', 'ConfigMap', {})], []], ['restarts nothing: removed']],
  [
    'a ConfigMap that pods read',
    [
      [object('v1', 'ConfigMap', {}), set({ 'spec.template.spec.volumes': [{ name: 'x', configMap: { name: 'db' } }] })],
      [set({ 'spec.template.spec.volumes': [{ name: 'x', configMap: { name: 'db' } }] })],
    ],
    ['unknown: removed'],
  ],
  ['a Job', [[object('batch/v1', 'Job', job({}))], []], ['restarts nothing: removed']],
  ['a Deployment', [[object('apps/v1', 'Deployment', {})], []], ['recreated: removed']],
  ["another's Service", [[object('serving.knative.dev/v1', 'Service', {})], []], ['unknown: removed']],
  ['something else', [[object('example.org/v1', 'Database', {})], []], ['unknown: removed']],
];

const released = (name: string): Changes => ({
  'spec.selector.matchLabels': { app: 'db', release: name }, 'spec.template.metadata.labels': { app: 'db', release: name }, 'spec.serviceName': `${name}-db`,
});

export const RENAMED: readonly Row[] = [
  ['a set', sets({ 'metadata.name': 'database' }), ['loses data: renamed']],
  ['a release', sets({ ...released('shop'), 'metadata.name': 'shop-db' }, { ...released('prod'), 'metadata.name': 'prod-db' }), ['loses data: renamed']],
  ['a set in another namespace', sets({ 'metadata.namespace': 'live' }), ['loses data: renamed']],
  [
    'a set whose claims go with it',
    sets({ 'metadata.name': 'database', 'spec.persistentVolumeClaimRetentionPolicy.whenDeleted': 'Delete' }, { 'spec.persistentVolumeClaimRetentionPolicy.whenDeleted': 'Delete' }),
    ['loses data: renamed'],
  ],
  [
    'a set that mounts and listens elsewhere',
    sets({
      'metadata.name': 'database',
      'spec.template.spec.containers[0].volumeMounts[0].mountPath': '/d',
      'spec.template.spec.containers[0].ports': undefined,
      'spec.template.metadata.labels': { app: 'other' },
    }),
    ['loses quorum: removed', 'restarts nothing: added'],
  ],
  [
    'a set goes, and a Deployment comes that has only its image and its labels',
    [[labelledAlike(set())], [labelledAlike({ ...deploymentWithClaim(), metadata: { name: 'proxy', namespace: 'prod' } }, [{ name: 'proxy', image: 'example.com/db:1' }])]],
    ['loses quorum: removed', 'restarts nothing: added'],
  ],
  ['a set without claims', sets({ 'metadata.name': 'database', 'spec.volumeClaimTemplates': undefined }, { 'spec.volumeClaimTemplates': undefined }), ['recreated: renamed']],
  ['a set with other images', sets({ 'metadata.name': 'database', 'spec.template.spec.containers[0].image': 'example.com/other:1' }), ['loses quorum: removed', 'restarts nothing: added']],
  ["another's set", [[set()], [set({ 'metadata.name': 'database' })]].map(all => all.map(each => ({ ...each, apiVersion: 'apps.kruise.io/v1' }))) as [Manifest[], Manifest[]], ['recreated: removed', 'restarts nothing: added']],
  ['a set, of which the namespace is written now', sets({ 'metadata.namespace': 'live' }, { 'metadata.namespace': undefined }), ['unknown: rest']],
  ['a governing Service', heads({ 'metadata.name': 'db-headless' }), ['recreated: renamed']],
  [
    'a claim in another namespace',
    [[object('v1', 'PersistentVolumeClaim', claim({}))], [{ ...object('v1', 'PersistentVolumeClaim', claim({})), metadata: { name: 'db', namespace: 'live' } }]],
    ['loses data: renamed'],
  ],
  ['a Deployment becomes a set', [[deploymentWithClaim()], [set()]], ['loses data: renamed']],
  ['a set becomes a Deployment', [[set()], [deploymentWithClaim()]], ['loses data: renamed']],
  [
    'a Deployment without a claim',
    [
      [{ ...deploymentWithClaim(), spec: { template: set().spec.template } }],
      [{ ...deploymentWithClaim(), metadata: { name: 'database', namespace: 'prod' }, spec: { template: set().spec.template } }],
    ],
    ['recreated: renamed'],
  ],
];

function deploymentWithClaim(): Manifest {
  const { metadata, spec: { selector, template: pods } } = set();
  return {
    apiVersion: 'apps/v1',
    kind: 'Deployment',
    metadata,
    spec: { selector, template: { ...pods, spec: { ...pods.spec, volumes: [{ name: 'data', persistentVolumeClaim: { claimName: 'db' } }] } } },
  };
}

/** Three labels, as many as it takes of other things to be taken for a renamed object. */
function labelledAlike(object_: Manifest, pods: object[] = object_.spec.template.spec.containers): Manifest {
  const labels = { app: 'db', tier: 'data', team: 'a' };
  const { template: { spec } } = object_.spec;
  return { ...object_, spec: { ...object_.spec, template: { metadata: { labels }, spec: { ...spec, containers: pods } } } };
}
