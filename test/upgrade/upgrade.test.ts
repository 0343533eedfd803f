import * as fc from 'fast-check';
import { NEWEST } from '../../src/manifest/kubernetes-types';
import { Manifest } from '../../src/manifest/manifest';
import { judged } from '../../src/upgrade/judges';
import { compared } from '../../src/upgrade/pairs';
import { planOf } from '../../src/upgrade/plan';
import { inLines } from '../../src/upgrade/report';
import { pairOf } from '../../src/upgrade/upgrade';
import { changes } from '../support/changes';
import { Changes, claim, headless, service, statefulSet } from '../support/manifests';
import { effects, found } from '../support/upgrades';

// What becomes of an object that is applied, and which object is which.

const CONTAINER = 'spec.template.spec.containers[0]';
const paths = (before: Manifest, after: Manifest) => pairOf(before, after).fields.map(({ path, before: was, after: is }) => [path, was, is]);

/** As a cluster gives it back: what kubectl has applied is noted on it, and the server has filled in the rest. */
const live = (manifest: Manifest, changed: Changes = {}): Manifest => {
  const note = JSON.stringify(manifest);
  const copy = { ...statefulSet(changed), status: { replicas: 3 } };
  return { ...copy, metadata: { ...copy.metadata, uid: '1', generation: 4, annotations: { 'kubectl.kubernetes.io/last-applied-configuration': note } } };
};

describe('what an apply makes of an object', () => {
  test('keeps what somebody else has said, and takes away what was said before and is not any more', () => {
    const last = statefulSet({ [`${CONTAINER}.env`]: [{ name: 'A', value: '1' }, { name: 'B', value: '2' }] });
    const there = live(last, { [`${CONTAINER}.env`]: [{ name: 'A', value: '1' }, { name: 'B', value: '2' }, { name: 'INJECTED', value: 'x' }] });
    expect(paths(there, statefulSet({ [`${CONTAINER}.env`]: [{ name: 'B', value: '3' }] }))).toEqual([
      ['spec.template.spec.containers[db].env[A]', { name: 'A', value: '1' }, undefined],
      ['spec.template.spec.containers[db].env[B].value', '2', '3'],
    ]);
  });

  test('keeps the number of replicas that an autoscaler has set', () => {
    const silent = statefulSet({ 'spec.replicas': undefined });
    expect(paths(live(silent, { 'spec.replicas': 7 }), silent)).toEqual([]);
    expect(paths(live(statefulSet(), { 'spec.replicas': 7 }), silent)).toEqual([['spec.replicas', 7, 1]]);
  });

  test('takes all for said, but replicas, where nobody has noted who said what', () => {
    const { metadata, ...there } = live(statefulSet(), { 'spec.replicas': 7, 'spec.minReadySeconds': 3 });
    for (const annotations of [undefined, { 'kubectl.kubernetes.io/last-applied-configuration': '{' }]) {
      expect(paths({ ...there, metadata: { ...metadata, annotations } }, statefulSet({ 'spec.replicas': undefined }))).toEqual([['spec.minReadySeconds', 3, 0]]);
    }
    const map = { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'a', uid: '1' }, data: { a: '1' } };
    expect(paths(map, { ...map, metadata: { name: 'a' }, data: { b: '1' } })).toEqual([['data.a', '1', undefined], ['data.b', undefined, '1']]);
  });

  test('knows from a server that keeps account of it who has said what', () => {
    const said = {
      'f:spec': {
        'f:minReadySeconds': {},
        'f:template': {
          'f:spec': {
            'f:containers': {
              'k:{"name":"db"}': {
                '.': {}, 'f:name': {}, 'f:image': {}, 'f:env': { 'k:{"name":"A"}': { '.': {}, 'f:name': {}, 'f:value': {} }, 'k:{"name"': {} },
              },
            },
          },
        },
      },
    };
    const there = (operation: string, more: object = {}) => statefulSet({
      'metadata.uid': '1',
      'metadata.managedFields': [{ manager: 'flux', operation, fieldsV1: said, ...more }],
      'spec.minReadySeconds': 3,
      'spec.revisionHistoryLimit': 4,
      [`${CONTAINER}.env`]: [{ name: 'A', value: '1' }, { name: 'INJECTED', value: 'x' }],
    });
    const A = ['spec.template.spec.containers[db].env[A]', { name: 'A', value: '1' }, undefined];
    const INJECTED = ['spec.template.spec.containers[db].env[INJECTED]', { name: 'INJECTED', value: 'x' }, undefined];
    expect(paths(there('Apply'), statefulSet({ [`${CONTAINER}.env`]: [{ name: 'B', value: '2' }] }))).toEqual([
      ['spec.minReadySeconds', 3, 0],
      A,
      ['spec.template.spec.containers[db].env[B]', undefined, { name: 'B', value: '2' }],
    ]);
    const all = [['spec.minReadySeconds', 3, 0], ['spec.revisionHistoryLimit', 4, 10], A, INJECTED];
    for (const unaccounted of [there('Update'), there('Apply', { subresource: 'status' })]) expect(paths(unaccounted, statefulSet())).toEqual(all);
    // what nobody is told to take away stays: null says nothing there
    expect(paths(there('Apply'), statefulSet({ 'spec.minReadySeconds': 3, 'spec.revisionHistoryLimit': null, [`${CONTAINER}.env`]: [{ name: 'A', value: '1', valueFrom: null }] }))).toEqual([]);
  });

  test('takes a map away as a whole by kubectl, and by the server what was applied of it', () => {
    const there = (metadata: object) => ({ apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'a', uid: '1', labels: { ours: 'a', theirs: 'b' }, ...metadata } });
    const next = { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'a' } };
    const note = { 'kubectl.kubernetes.io/last-applied-configuration': JSON.stringify({ ...next, metadata: { name: 'a', labels: { ours: 'a' } } }) };
    expect(paths(there({ annotations: note }), next)).toEqual([['metadata.labels', { ours: 'a', theirs: 'b' }, undefined]]);
    const owned = [{ operation: 'Apply', fieldsV1: { 'f:metadata': { 'f:labels': { 'f:ours': {} } } } }];
    expect(paths(there({ managedFields: owned }), next)).toEqual([['metadata.labels.ours', 'a', undefined]]);
    const all = [{ operation: 'Apply', fieldsV1: { 'f:metadata': { 'f:labels': { 'f:ours': {}, 'f:theirs': {} } } } }];
    expect(paths(there({ managedFields: all }), next)).toEqual([['metadata.labels', { ours: 'a', theirs: 'b' }, undefined]]);
  });

  test('takes a part of the object away by the server as well, defaults with it, but for what others have said there', () => {
    const last = statefulSet({ 'spec.updateStrategy': { rollingUpdate: { partition: 1 } } });
    const next = statefulSet({ 'spec.updateStrategy': undefined });
    const partition = ['spec.updateStrategy.rollingUpdate.partition', 1, 0];
    expect(paths(last, next)).toEqual([partition]);
    const ssa = 'kubectl apply --server-side';
    expect(pairOf(last, next, ssa).fields).toEqual([{ path: partition[0], before: 1, after: 0 }]);
    const there = (manager: string, said: object) => ({
      ...last,
      metadata: {
        ...last.metadata,
        uid: '1',
        managedFields: [
          { manager: 'kubectl', operation: 'Apply', fieldsV1: { 'f:spec': { 'f:updateStrategy': { 'f:rollingUpdate': { 'f:partition': {} } } } } },
          { manager, operation: 'Update', fieldsV1: { 'f:spec': { 'f:updateStrategy': said } } },
        ],
      },
      spec: { ...last.spec, updateStrategy: { type: 'RollingUpdate', rollingUpdate: { partition: 1 } } },
    });
    const whole = { 'f:rollingUpdate': { 'f:partition': {} } };
    expect(paths(there('kubectl-patch', whole), next)).toEqual([]);
    expect(paths(there('kubectl-client-side-apply', whole), next)).toEqual([partition]);
    expect(paths(there('kubectl-patch', { 'f:type': {} }), next)).toEqual([['spec.updateStrategy.rollingUpdate', { partition: 1 }, undefined]]);
  });

  test('keeps annotations that others have made, in whatever way it was applied', () => {
    const note = { 'kubectl.kubernetes.io/last-applied-configuration': JSON.stringify({ ...claim(), metadata: { name: 'data', annotations: {} } }), 'pv.kubernetes.io/bind-completed': 'yes' };
    expect(paths(claim({ 'metadata.uid': '1', 'metadata.annotations': note }), claim())).toEqual([]);
  });

  test('takes a label for one, whatever it is called', () => {
    const there = (labels: object) => ({ apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'a', uid: '1', labels, annotations: { 'kubectl.kubernetes.io/last-applied-configuration': '{"metadata":{"labels":{"a":"b"}}}' } } });
    const next = { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'a', labels: { a: 'b' } } };
    expect(paths(there({ a: 'b', constructor: 'x', toString: 'y' }), next)).toEqual([]);
    expect(paths(there({ a: 'b' }), { ...next, metadata: { name: 'a', labels: { a: 'b', constructor: 'x' } } })).toEqual([['metadata.labels.constructor', undefined, 'x']]);
  });

  test('knows the entry of a list of values, too', () => {
    const pod = (more: object) => ({ apiVersion: 'v1', kind: 'Pod', metadata: { name: 'a', ...more }, spec: {} });
    const there = pod({
      uid: '1', finalizers: ['a/b', 'c/d'], managedFields: [{ operation: 'Apply', fieldsV1: { 'f:metadata': { 'f:finalizers': { 'v:"a/b"': {} } } } }],
    });
    expect(paths(there, pod({}))).toEqual([['metadata.finalizers', ['a/b', 'c/d'], undefined]]);
  });

  test('does not take for said what the server or a controller has chosen', () => {
    const chosen = (manifest: Manifest, spec: object) => ({ ...manifest, metadata: { ...manifest.metadata, uid: '1' }, spec: { ...manifest.spec, ...spec } });
    const job = (labels: object) => ({ apiVersion: 'batch/v1', kind: 'Job', metadata: { name: 'a' }, spec: { template: { metadata: { labels: { a: 'b', ...labels } }, spec: {} } } });
    const made = job({ 'batch.kubernetes.io/controller-uid': '1', 'controller-uid': '1', 'batch.kubernetes.io/job-name': 'a', 'job-name': 'a' });
    expect(paths(chosen(made, { selector: { matchLabels: { 'controller-uid': '1' } } }), job({}))).toEqual([]);
    const outside = service({ 'spec.type': 'NodePort', 'spec.ports[0].nodePort': 30000 });
    expect(paths(chosen(outside, { clusterIP: '10.0.0.1', clusterIPs: ['10.0.0.1'] }), service({ 'spec.type': 'NodePort' }))).toEqual([]);
    expect(paths(chosen(claim(), { volumeName: 'pv', storageClassName: 'standard' }), claim())).toEqual([]);
  });

  test('keeps the address that the server gave', () => {
    const there = service({
      'metadata.uid': '1',
      'spec.clusterIP': '10.0.0.1',
      'spec.clusterIPs': ['10.0.0.1'],
      'spec.ipFamilies': ['IPv4'],
      'spec.ipFamilyPolicy': 'SingleStack',
    });
    expect(paths(there, service())).toEqual([]);
  });

  test('replaces a list whose entries have no key', () => {
    expect(paths(
      statefulSet({ [`${CONTAINER}.args`]: ['a', 'b'] }),
      statefulSet({ [`${CONTAINER}.args`]: ['a'] }),
    )).toEqual([['spec.template.spec.containers[db].args', ['a', 'b'], ['a']]]);
    expect(paths(statefulSet({ [`${CONTAINER}.args`]: ['a'] }), statefulSet())).toEqual([['spec.template.spec.containers[db].args', ['a'], undefined]]);
    const doubled = [{ name: 'A', value: '1' }, { name: 'A', value: '2' }];
    expect(paths(statefulSet({ [`${CONTAINER}.env`]: doubled }), statefulSet({ [`${CONTAINER}.env`]: doubled.slice(0, 1) }))).toEqual([[
      'spec.template.spec.containers[db].env',
      doubled,
      doubled.slice(0, 1),
    ]]);
  });

  test('does not know who said an entry of a list, if the last list has two of one name', () => {
    const A = { name: 'A', value: '1' };
    const last = statefulSet({ [`${CONTAINER}.env`]: [A, A] });
    expect(paths(live(last, { [`${CONTAINER}.env`]: [A] }), statefulSet({ [`${CONTAINER}.env`]: [{ name: 'B', value: '1' }] }))).toEqual([
      ['spec.template.spec.containers[db].env[B]', undefined, { name: 'B', value: '1' }],
    ]);
  });

  test('takes null for nothing', () => {
    expect(paths(statefulSet({ 'spec.minReadySeconds': 3 }), statefulSet({ 'spec.minReadySeconds': null }))).toEqual([['spec.minReadySeconds', 3, 0]]);
  });
});

describe('two ways to say the same', () => {
  const pod = (spec: object, container: object = {}) => ({
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: { name: 'a' },
    spec: { ...spec, containers: [{ name: 'a', image: 'a:1', ...container }] },
  });
  const policy = (spec: object) => ({ apiVersion: 'networking.k8s.io/v1', kind: 'NetworkPolicy', metadata: { name: 'a' }, spec: { podSelector: {}, ...spec } });
  const volumes = (source: object) => pod({ volumes: [{ name: 'a', ...source }] });

  test.each<[string, Manifest, Manifest]>([
    ['a service account by its old name', pod({ serviceAccount: 'x' }), pod({ serviceAccountName: 'x' })],
    ['both names of a service account', pod({ serviceAccount: 'x', serviceAccountName: 'x' }), pod({ serviceAccountName: 'x' })],
    ['no number', pod({ priority: NaN }), pod({ priority: NaN })],
    ['false', pod({ hostNetwork: false }, { tty: false }), pod({})],
    ['an empty map', pod({ securityContext: {} }, { resources: { limits: {} } }), pod({})],
    ['an empty list', pod({ tolerations: [] }), pod({})],
    ['what a pod limits, it asks for', pod({}, { resources: { limits: { cpu: '1' } } }), pod({}, { resources: { limits: { cpu: '1000m' }, requests: { cpu: 1 } } })],
    ['pull policy of a tag', pod({}), pod({}, { imagePullPolicy: 'IfNotPresent' })],
    ['pull policy of no tag', pod({}, { image: 'localhost:5000/a' }), pod({}, { image: 'localhost:5000/a', imagePullPolicy: 'Always' })],
    ['pull policy of latest', pod({}, { image: 'a:latest' }), pod({}, { image: 'a:latest', imagePullPolicy: 'Always' })],
    ['pull policy of a digest', pod({}, { image: 'a@sha256:0' }), pod({}, { image: 'a@sha256:0', imagePullPolicy: 'IfNotPresent' })],
    ['the mode of files', volumes({ secret: { secretName: 'a' } }), volumes({ secret: { secretName: 'a', defaultMode: 420 } })],
    ['sources of files', volumes({
      projected: { sources: [{ serviceAccountToken: { path: 'a' } }, { downwardAPI: { items: [{ path: 'b', fieldRef: { fieldPath: 'metadata.name' } }] } }] },
    }),
    volumes({
      projected: {
        defaultMode: 420,
        sources: [
          { serviceAccountToken: { path: 'a', expirationSeconds: 3600 } },
          { downwardAPI: { items: [{ path: 'b', fieldRef: { apiVersion: 'v1', fieldPath: 'metadata.name' } }] } },
        ],
      },
    })],
    ['a read-only mount', pod({}, { volumeMounts: [{ name: 'a', mountPath: '/a', readOnly: false }] }), pod({}, { volumeMounts: [{ name: 'a', mountPath: '/a' }] })],
    ['an empty variable', pod({}, { env: [{ name: 'A', value: '' }] }), pod({}, { env: [{ name: 'A' }] })],
    [
      'a variable of a field',
      pod({}, { env: [{ name: 'A', valueFrom: { fieldRef: { fieldPath: 'a' } } }] }),
      pod({}, { env: [{ name: 'A', valueFrom: { fieldRef: { apiVersion: 'v1', fieldPath: 'a' } } }] }),
    ],
    [
      'a probe',
      pod({}, { livenessProbe: { initialDelaySeconds: 0, httpGet: { port: 1 } } }),
      pod({}, { livenessProbe: { httpGet: { port: 1, path: '/', scheme: 'HTTP' }, timeoutSeconds: 1, periodSeconds: 10, successThreshold: 1, failureThreshold: 3 } }),
    ],
    ['the types of a policy', policy({}), policy({ policyTypes: ['Ingress'] })],
    ['the types of a policy with a way out', policy({ egress: [{}] }), policy({ egress: [{}], policyTypes: ['Ingress', 'Egress'] })],
    ['the types of a policy with an empty way out', policy({ egress: [] }), policy({ policyTypes: ['Ingress'] })],
    [
      'a Service that keeps sessions',
      service({ 'spec.sessionAffinity': 'ClientIP' }),
      service({ 'spec.sessionAffinity': 'ClientIP', 'spec.sessionAffinityConfig': { clientIP: { timeoutSeconds: 10800 } } }),
    ],
    ['a class', { kind: 'StorageClass', metadata: { name: 'a' } }, { kind: 'StorageClass', metadata: { name: 'a' }, volumeBindingMode: 'Immediate' }],
    ['a ReplicaSet', { kind: 'ReplicaSet', metadata: { name: 'a' }, spec: {} }, { kind: 'ReplicaSet', metadata: { name: 'a' }, spec: { replicas: 1 } }],
    [
      'a Deployment that recreates',
      { kind: 'Deployment', metadata: { name: 'a' }, spec: { strategy: { type: 'Recreate' } } },
      { kind: 'Deployment', metadata: { name: 'a' }, spec: { replicas: 1, strategy: { type: 'Recreate' } } },
    ],
  ])('%s', (_, one, other) => {
    expect(paths(one, other)).toEqual([]);
    expect(paths(other, one)).toEqual([]);
  });

  test('the order of variables restarts pods, and the order of ports of a Service does nothing', () => {
    const env = [{ name: 'A', value: '1' }, { name: 'B', value: '2' }];
    expect(paths(statefulSet({ [`${CONTAINER}.env`]: env }), statefulSet({ [`${CONTAINER}.env`]: [...env].reverse() }))).toEqual([[
      'spec.template.spec.containers[db].env (order)',
      ['A', 'B'],
      ['B', 'A'],
    ]]);
  });

  test('an empty list of a policy is none', () => {
    expect(paths(policy({ policyTypes: ['Egress'] }), policy({ policyTypes: ['Egress'], egress: [] }))).toEqual([]);
  });

  test('keys with dots and slashes are shown in brackets', () => {
    expect(paths(service(), service({ 'metadata.annotations': { 'a.b/c': 'd' } }))).toEqual([['metadata.annotations', undefined, { 'a.b/c': 'd' }]]);
    expect(paths(
      service({ 'metadata.annotations': { 'a.b/c': 'd' } }),
      service({ 'metadata.annotations': { 'a.b/c': 'e' } }),
    )).toEqual([['metadata.annotations[a.b/c]', 'd', 'e']]);
  });
});

describe('which object is which', () => {
  test('of two with one name the last one counts', () => {
    expect(effects([statefulSet(), statefulSet({ 'spec.replicas': 5 })], [statefulSet({ 'spec.replicas': 5 })])).toEqual([]);
  });

  test('an item of a List is as good as an object', () => {
    expect(effects([{ kind: 'List', apiVersion: 'v1', items: [statefulSet()] }], [statefulSet()])).toEqual([]);
  });

  test('another version of a group is the same object, and another group is not', () => {
    const certificate = (apiVersion: string) => ({ apiVersion, kind: 'Certificate', metadata: { name: 'a' } });
    expect(effects([certificate('example.org/v1')], [certificate('example.org/v2')])).toEqual(['unknown: rest']);
    expect(effects([certificate('example.org/v1')], [certificate('example.com/v1')])).toEqual(['unknown: removed', 'restarts nothing: added']);
  });

  test('a namespace that only one side says is no other one, if there is one candidate', () => {
    const inNamespace = (namespace: string | undefined) => statefulSet({ 'metadata.namespace': namespace });
    expect(effects([inNamespace('prod')], [inNamespace(undefined)])).toEqual(['unknown: rest']);
    expect(effects([inNamespace(undefined)], [inNamespace('prod')])).toEqual(['unknown: rest']);
    expect(effects([inNamespace(undefined)], [inNamespace('prod'), inNamespace('live')])).toEqual(['loses data: renamed', 'restarts nothing: added']);
  });

  test('of what a cluster has, nobody knows whether it is the same under another name, or belongs to other manifests', () => {
    const [before, after] = [[statefulSet()], [statefulSet({ 'metadata.name': 'database' })]];
    expect(effects(before, after, { live: true })).toEqual(['unknown: renamed']);
    const [asked] = found(before, after, { live: true });
    const [known] = found(before, after);
    expect(asked!.why).toBe('The cluster has StatefulSet db, which is in none of these manifests. If it belongs to other manifests, nothing happens to it. '
      + `Otherwise: ${known!.why}`);
  });

  test('the one that is most like it has its name', () => {
    const set = (name: string, labels: object) => statefulSet({ 'metadata.name': name, 'spec.template.metadata.labels': { app: 'db', ...labels } });
    const [first, second] = [{ shard: '1' }, { shard: '2' }];
    const all = found([set('a', first), set('b', second)], [set('x', second), set('y', first)]).filter(({ rule }) => rule === 'renamed');
    expect(all.map(({ object, fields }) => [object.name, fields[0]!.after])).toEqual([['a', 'y'], ['b', 'x']]);
  });

  test('a Service of another release is recognised by its name in the other', () => {
    const of = (name: string) => headless({ 'metadata.name': name, 'spec.selector': { app: name } });
    expect(effects([of('db')], [of('db-headless')])).toEqual(['recreated: renamed']);
    expect(effects([of('db')], [of('cache')])).toEqual(['unknown: removed', 'restarts nothing: added']);
  });
});

test('what is no object, or only half of one, is no reason to fail', () => {
  const CLUSTER = { minor: NEWEST, apply: 'apply', objects: [] };
  const kinds = fc.constantFrom(
    'StatefulSet',
    'Service',
    'PersistentVolumeClaim',
    'PodDisruptionBudget',
    'Job',
    'ConfigMap',
    'Secret',
    'Deployment',
    'CronJob',
    'List',
    'Pod',
    'Namespace',
    'RoleBinding',
  );
  const half = fc.oneof(fc.anything(), fc.record({
    apiVersion: fc.constantFrom('v1', 'apps/v1'),
    kind: kinds,
    metadata: fc.oneof(fc.anything(), fc.record({ name: fc.constantFrom('a', 'b') })),
    spec: fc.oneof(
      fc.anything(),
      fc.record({
        replicas: fc.anything(),
        selector: fc.anything(),
        template: fc
          .anything(),
        serviceName: fc.anything(),
        volumeClaimTemplates: fc.anything(),
        updateStrategy: fc.anything(),
        ports: fc.anything(),
        clusterIP: fc.anything(),
      }, { requiredKeys: [] }),
    ),
    data: fc.anything(),
  }, { requiredKeys: ['kind'] }));
  fc.assert(fc.property(fc.array(half, { maxLength: 3 }), fc.array(half, { maxLength: 3 }), (before, after) => {
    const upgrade = compared(before, after, CLUSTER);
    const all = judged(upgrade);
    expect([typeof inLines(all), planOf(all, upgrade).length > 0]).toEqual(['string', all.length > 0]);
    expect(judged(compared(before, before, CLUSTER)).filter(({ effect }) => effect === 'refused')).toEqual([]);
  }), { numRuns: 300 });
});

test('an object that does not change is not refused, whatever it is, and each change is judged as one', () => {
  fc.assert(fc.property(changes, ({ before, after }) => {
    expect(found([before], [before])).toEqual([]);
    if (paths(before, after).length > 0) expect(found([before], [after])).not.toEqual([]);
  }), { numRuns: 300 });
});
