import { Changes, CLAIM, headless, statefulSet } from '../support/manifests';
import { commands, found } from '../support/upgrades';

// The ways out, word by word. That they lead where they say is shown on a real API server: test/e2e/upgrade.e2e.ts.

const set = (changes: Changes = {}) => statefulSet({ 'metadata.namespace': 'prod', 'spec.replicas': 2, 'spec.template.spec.containers[0].image': 'example.com/db:1', ...changes });
const PAUSE = '# if Argo CD or Flux applies these manifests, pause it until the last step is done: otherwise it recreates what is deleted';
const ORPHAN = 'kubectl delete statefulset db -n prod --cascade=orphan';
const APPLY = 'kubectl apply -f dist/';
const alone = (pod: string) => `kubectl delete pod ${pod} -n prod --wait=false && until kubectl get pod ${pod} -n prod --ignore-not-found `
  + '-o jsonpath=\'{.metadata.deletionTimestamp}/{.status.conditions[?(@.type=="Ready")].status}\' | grep -qx /True; do sleep 2; done';

test.each<[string, Changes, Changes, string[]]>([
  ['nothing', {}, {}, []],
  ['a label', {}, { 'metadata.labels.a': 'b' }, [APPLY]],
  ['a policy that cannot be changed', {}, { 'spec.podManagementPolicy': 'OrderedReady' }, [PAUSE, ORPHAN, APPLY]],
  ['another Service', {}, { 'spec.serviceName': 'other' }, [
    '# add the Service other: without it no pod has a DNS name', PAUSE, ORPHAN, APPLY,
    'kubectl rollout restart statefulset/db -n prod && kubectl rollout status statefulset/db -n prod --timeout=24h',
  ]],
  ['no Service', {}, { 'spec.serviceName': undefined, 'spec.template.spec.containers[0].image': 'example.com/db:2' }, [PAUSE, ORPHAN, APPLY]],
  ['other labels', {}, { 'spec.selector.matchLabels.a': 'b', 'spec.template.metadata.labels.a': 'b' }, [PAUSE, ORPHAN, APPLY, alone('db-0'), alone('db-1')]],
  ['labels that the pods have', { 'spec.template.metadata.labels.a': 'b' }, { 'spec.selector.matchLabels.a': 'b', 'spec.template.metadata.labels.a': 'b' }, [PAUSE, ORPHAN, APPLY]],
  ['a larger claim', {}, { [`${CLAIM}.spec.resources.requests.storage`]: '2Gi' }, [
    'kubectl get storageclass', PAUSE,
    'kubectl patch pvc data-db-0 -n prod -p \'{"spec":{"resources":{"requests":{"storage":"2Gi"}}}}\'', 'kubectl patch pvc data-db-1 -n prod -p '
      + '\'{"spec":{"resources":{"requests":{"storage":"2Gi"}}}}\'',
    ORPHAN, APPLY,
  ]],
  ['a smaller claim', {}, { [`${CLAIM}.spec.resources.requests.storage`]: '1Mi' }, [PAUSE, ORPHAN, APPLY]],
  ['a claim of another class', {}, { [`${CLAIM}.spec.storageClassName`]: 'fast' }, [
    PAUSE, ORPHAN, APPLY,
    '# one pod after another, and only if its program fills an empty disk from the other members: kubectl delete pvc data-db-N -n prod --wait=false && kubectl delete '
      + 'pod db-N -n prod',
  ]],
  ['a claim more', {}, { 'spec.volumeClaimTemplates[1].metadata.name': 'log' }, [PAUSE, ORPHAN, APPLY, alone('db-0'), alone('db-1')]],
  ['a claim less', {}, { 'spec.volumeClaimTemplates': undefined }, [PAUSE, ORPHAN, APPLY, 'kubectl rollout restart statefulset/db -n prod && kubectl rollout status statefulset/db -n prod --timeout=24h', 'kubectl delete pvc data-db-0 -n prod', 'kubectl delete pvc data-db-1 -n prod']],
  ['a claim less, and another image', {}, { 'spec.volumeClaimTemplates': undefined, 'spec.template.spec.containers[0].image': 'example.com/db:2' }, [
    PAUSE, ORPHAN, APPLY, 'kubectl rollout status statefulset/db -n prod --timeout=24h', 'kubectl delete pvc data-db-0 -n prod', 'kubectl delete pvc data-db-1 -n prod',
  ]],
  ['another Service, of pods that nobody restarts', { 'spec.updateStrategy.type': 'OnDelete' }, { 'spec.updateStrategy.type': 'OnDelete', 'spec.serviceName': 'other' }, [
    '# add the Service other: without it no pod has a DNS name', PAUSE, ORPHAN, APPLY, alone('db-0'), alone('db-1'),
  ]],
  ['a claim of another name, and another policy: no pod is left alone', { 'spec.replicas': 1 }, {
    'spec.replicas': 1, [`${CLAIM}.metadata.name`]: 'disk', 'spec.template.spec.containers[0].volumeMounts[0].name': 'disk', 'spec.podManagementPolicy': 'OrderedReady',
  }, expect.not.arrayContaining([ORPHAN])],
  [
    'OnDelete',
    {},
    { 'spec.updateStrategy.type': 'OnDelete' },
    ['kubectl patch statefulset db -n prod --type=merge -p \'{"spec":{"updateStrategy":{"type":"OnDelete","rollingUpdate":null}}}\'', APPLY],
  ],
  ['fewer pods, one after the other', { 'spec.replicas': 3 }, { 'spec.replicas': 1 }, [
    '# let db-2 leave with the commands of its program, if it has any', 'kubectl scale statefulset db -n prod --replicas=2',
    '# let db-1 leave with the commands of its program, if it has any', 'kubectl scale statefulset db -n prod --replicas=1', APPLY,
  ]],
  ['fewer pods, whose claims would go with them', {
    'spec.replicas': 2, 'spec.persistentVolumeClaimRetentionPolicy': { whenScaled: 'Delete' },
  }, { 'spec.replicas': 1, 'spec.persistentVolumeClaimRetentionPolicy': { whenScaled: 'Delete' } }, [
    '# set whenScaled: Retain, as long as anybody may need the data of these pods',
    'kubectl patch statefulset db -n prod --type=merge -p \'{"spec":{"persistentVolumeClaimRetentionPolicy":{"whenScaled":"Retain"}}}\' && until kubectl get statefulset db -n prod '
      + "-o jsonpath='{.metadata.generation}={.status.observedGeneration}' | grep -qE '^([0-9]+)=\\1$'; do sleep 1; done",
    '# let db-1 leave with the commands of its program, if it has any', 'kubectl scale statefulset db -n prod --replicas=1', APPLY,
  ]],
  ['several at once: one way for all', {}, {
    'spec.podManagementPolicy': 'OrderedReady',
    [`${CLAIM}.metadata.labels.a`]: 'b',
    'spec.serviceName': 'other',
    'spec.template.metadata.annotations.a': 'b',
  },
  ['# add the Service other: without it no pod has a DNS name', PAUSE, ORPHAN, APPLY, 'kubectl rollout status statefulset/db -n prod --timeout=24h']],
])('the plan for a change of %s', (_, before, after, expected) => expect(commands([set(before)], [set(after)])).toEqual(expected));

test('fewer pods that begin at another ordinal are those that go, and no scaling gets there', () => {
  const [before, after] = [set({ 'spec.replicas': 3 }), set({ 'spec.replicas': 1, 'spec.ordinals': { start: 1 } })];
  expect(found([before], [after]).find(({ rule }) => rule === 'replicas')!.why).toMatch(/^db-2, db-0 /);
  expect(commands([before], [after]).filter(command => command.startsWith('kubectl scale'))).toEqual([]);
});

test('where all pods are down on the way, none is deleted by itself as well', () => {
  const renamed = {
    [`${CLAIM}.metadata.name`]: 'disk', 'spec.template.spec.containers[0].volumeMounts[0].name': 'disk', 'spec.selector.matchLabels.a': 'b', 'spec.template.metadata.labels.a': 'b', 'spec.serviceName': 'other',
  };
  const told = commands([set()], [set(renamed)]);
  expect(told).toContain('kubectl delete statefulset db -n prod --cascade=foreground');
  expect(told.filter(command => command === ORPHAN || /^kubectl (delete pod|rollout)/.test(command))).toEqual([]);
});

test('of what nobody knows here the server is asked, without a change', () => {
  const database = (size: number) => [{ apiVersion: 'example.org/v1', kind: 'Database', metadata: { name: 'a' }, spec: { size } }];
  expect(commands(database(1), database(2))).toEqual(['kubectl apply --dry-run=server -f dist/', 'kubectl apply -f dist/']);
  expect(commands(database(1), database(2), { apply: 'make deploy' })).toEqual(['# apply it with --dry-run=server', 'make deploy']);
});

test('a volume that cannot grow is not grown, if its class is known', () => {
  const change = (allowVolumeExpansion: boolean) => {
    const fast = { apiVersion: 'storage.k8s.io/v1', kind: 'StorageClass', metadata: { name: 'fast' }, allowVolumeExpansion };
    const sized = (storage: string) => [set({ [`${CLAIM}.spec.storageClassName`]: 'fast', [`${CLAIM}.spec.resources.requests.storage`]: storage }), fast];
    return commands(sized('1Gi'), sized('2Gi')).filter(each => each.startsWith('kubectl'));
  };
  expect(change(true)).toHaveLength(4);
  expect(change(false)).toEqual([ORPHAN, APPLY]);
  const named = (storage: string) => [set({ [`${CLAIM}.spec.storageClassName`]: 'fast', [`${CLAIM}.spec.resources.requests.storage`]: storage })];
  expect(commands(named('1Gi'), named('2Gi'))[0]).toBe("kubectl get storageclass fast -o jsonpath='{.allowVolumeExpansion}'");
});

test.each([['fast', 'kubectl get storageclass fast'], [undefined, 'kubectl get storageclass']])('a claim of class %p grows if its class lets it, which is asked first', (storageClassName, asked) => {
  const sized = (storage: string) => [{ apiVersion: 'v1', kind: 'PersistentVolumeClaim', metadata: { name: 'data' }, spec: { storageClassName, resources: { requests: { storage } } } }];
  expect(commands(sized('1Gi'), sized('2Gi'))).toEqual([asked, APPLY]);
});

test('claims of pods that are gone for now are grown, too, if they are known', () => {
  const objects = ['data-db-7', 'data-db-1', 'data-db-x', 'log-db-0'].map(name => ({ kind: 'PersistentVolumeClaim', metadata: { name, namespace: 'prod' } }));
  const way = commands([set()], [set({ [`${CLAIM}.spec.resources.requests.storage`]: '2Gi' })], { objects });
  expect(way.flatMap(each => /patch pvc (\S+)/.exec(each)?.[1] ?? [])).toEqual(['data-db-0', 'data-db-1', 'data-db-7']);
});

test('the old Service goes when nobody asks for it any more', () => {
  const service = (name: string) => headless({ 'metadata.name': name, 'metadata.namespace': 'prod' });
  expect(commands([set(), service('db')], [set({ 'spec.serviceName': 'db-headless' }), service('db-headless')])).toEqual([
    '# keep Service db in the manifests until nobody uses it any more',
    PAUSE, ORPHAN, APPLY,
    'kubectl rollout restart statefulset/db -n prod && kubectl rollout status statefulset/db -n prod --timeout=24h',
    'kubectl delete service db -n prod --ignore-not-found',
  ]);
});

test('volumes go to claims of another name, while no pod runs', () => {
  const template = '{"apiVersion":"v1","kind":"PersistentVolumeClaim","metadata":{"name":"data-data-0","namespace":"live"},"spec":{"volumeName":"{{.spec.volumeName}}",'
    + '{{if .spec.storageClassName}}"storageClassName":"{{.spec.storageClassName}}",{{end}}"volumeMode":"{{.spec.volumeMode}}",'
    + '"accessModes":[{{range $i, $m := .spec.accessModes}}{{if $i}},{{end}}"{{$m}}"{{end}}],"resources":{"requests":{"storage":"{{.spec.resources.requests.storage}}"}}}}';
  expect(commands([set({ 'spec.replicas': 1 })], [set({ 'spec.replicas': 1, 'metadata.name': 'data', 'metadata.namespace': 'live' })])).toEqual([
    'kubectl create namespace live --dry-run=client -o yaml | kubectl apply -f -',
    'kubectl patch pv "$(kubectl get pvc data-db-0 -n prod -o jsonpath=\'{.spec.volumeName}\')" -p \'{"spec":{"persistentVolumeReclaimPolicy":"Retain"}}\'',
    `kubectl get pvc data-db-0 -n prod -o go-template='${template}' > data-data-0.json`,
    PAUSE,
    'kubectl delete statefulset db -n prod --cascade=foreground',
    'kubectl delete pvc data-db-0 -n prod --ignore-not-found',
    'kubectl patch pv "$(kubectl create --dry-run=client --validate=false -f data-data-0.json -o jsonpath=\'{.spec.volumeName}\')" --type=merge -p '
      + '\'{"spec":{"claimRef":{"apiVersion":"v1","kind":"PersistentVolumeClaim","name":"data-data-0","namespace":"live","uid":null,"resourceVersion":null}}}\'',
    'kubectl create -f data-data-0.json -n live',
    APPLY,
  ]);
  expect(
    commands(
      [set({ 'metadata.namespace': undefined, 'spec.replicas': 1 })],
      [set({ 'metadata.namespace': undefined, 'metadata.name': 'data', 'spec.replicas': 1 })],
    ).filter(each => each.includes('claimRef'))[0],
  ).toContain('"namespace":"default"');
});

describe('a Deployment with another selector', () => {
  const deployment = (labels: object, selector: object = labels) => ({
    apiVersion: 'apps/v1',
    kind: 'Deployment',
    metadata: { name: 'web', namespace: 'prod' },
    spec: {
      selector: { matchLabels: selector },
      template: { metadata: { labels }, spec: {} },
    },
  });

  test('gets new pods before the old ones go', () => {
    expect(commands([deployment({ app: 'web' })], [deployment({ app: 'site' })])).toEqual([
      PAUSE,
      "kubectl label replicaset -l 'app=web' -n prod cdk8s-stateful/superseded=true",
      'kubectl delete deployment web -n prod --cascade=orphan', APPLY,
      'kubectl rollout status deployment/web -n prod --timeout=1h',
      'kubectl delete replicaset -l cdk8s-stateful/superseded=true -n prod',
    ]);
  });

  test('keeps its pods, where they are known to it', () => {
    expect(commands([deployment({ app: 'web', a: 'b' })], [deployment({ app: 'web', a: 'b' }, { app: 'web' })])).toEqual([
      PAUSE,
      'kubectl delete deployment web -n prod --cascade=orphan',
      APPLY,
    ]);
  });

  test('is deleted and made anew, where it is a DaemonSet', () => {
    const daemons = (app: string) => ({ ...deployment({ app }), kind: 'DaemonSet' });
    expect(commands([daemons('a')], [daemons('b')])).toEqual([PAUSE, 'kubectl delete daemonset web -n prod --cascade=foreground', APPLY]);
  });
});

describe('a roll-out', () => {
  const rolls = (before: Changes, minor = 37) => found(
    [set({ 'spec.replicas': 3, ...before })],
    [set({ 'spec.replicas': 3, ...before, 'spec.template.spec.containers[0].image': 'example.com/db:2' })],
    { minor },
  ).map(({ why }) => why);

  test.each<[string, Changes, string, number]>([
    [
      'goes from the highest down',
      { 'spec.podManagementPolicy': undefined },
      'Restarts db-2, db-1, db-0, in this order, one at a time, each when the one before is ready. Meanwhile, no PodDisruptionBudget stops drains from evicting more pods.',
      37,
    ],
    [
      'waits for minReadySeconds',
      { 'spec.minReadySeconds': 10 },
      'Restarts db-2, db-1, db-0, in this order, one at a time, each when the one before is ready for 10 seconds, even if another pod is down already. Meanwhile, no PodDisruptionBudget '
        + 'stops drains from evicting more pods.',
      37,
    ],
    [
      'ends at the partition',
      { 'spec.updateStrategy.rollingUpdate.partition': 1, 'spec.podManagementPolicy': undefined },
      'Restarts db-2, db-1, in this order, one at a time, each when the one before is ready. Until the partition of 1 is lowered, db-0 will keep the old template: the roll-out looks '
        + 'finished, but is not. Meanwhile, no PodDisruptionBudget stops drains from evicting more pods.',
      37,
    ],
    [
      'takes several',
      { 'spec.updateStrategy.rollingUpdate.maxUnavailable': 2 },
      'Restarts db-2, db-1, db-0, in this order, up to 2 at a time. Meanwhile, no PodDisruptionBudget stops drains from evicting more pods.',
      37,
    ],
    ['takes several only where the server knows it', { 'spec.updateStrategy.rollingUpdate.maxUnavailable': 2, 'spec.podManagementPolicy': undefined },
      'Restarts db-2, db-1, db-0, in this order, one at a time, each when the one before is ready (maxUnavailable: 2 works only if the feature gate MaxUnavailableStatefulSet is on). '
        + 'Meanwhile, no PodDisruptionBudget stops drains from evicting more pods.', 34],
  ])('%s', (_, before, why, minor) => expect(rolls(before, minor)).toEqual([why]));

  test('says which budget drains ask', () => {
    const budget = {
      apiVersion: 'policy/v1',
      kind: 'PodDisruptionBudget',
      metadata: { name: 'one', namespace: 'prod' },
      spec: { maxUnavailable: 1, selector: { matchLabels: { app: 'db' } } },
    };
    const [finding] = found([set(), budget], [set({ 'spec.template.spec.containers[0].image': 'example.com/db:2' }), budget]);
    expect(finding!.why).toMatch(/Meanwhile, drains respect PodDisruptionBudget one; the roll-out itself does not\.$/);
  });

  test.each([
    ['Deployment', {}, 'New pods start beside the old ones: at most 25% fewer and 25% more than there should be.'],
    ['Deployment', { strategy: { type: 'Recreate' } }, 'All pods are deleted, and then the new ones are created.'],
    ['DaemonSet', {}, 'The pods are replaced: at most 1 fewer and 0 more than there should be.'],
    ['DaemonSet', { updateStrategy: { type: 'OnDelete' } }, 'A pod gets the new template only when somebody deletes it.'],
    ['ReplicaSet', {}, 'Existing pods keep their template; only pods created later get the new one.'],
  ])('of a %s: %j', (kind, spec, why) => {
    const workload = (image: string) => ({ apiVersion: 'apps/v1', kind, metadata: { name: 'web' }, spec: { ...spec, template: { spec: { containers: [{ name: 'a', image }] } } } });
    expect(found([workload('a:1')], [workload('a:2')]).map(each => each.why)).toEqual([why]);
  });
});
