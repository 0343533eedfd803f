import { ApiObject, App, Chart, JsonPatch, Lazy, Size } from 'cdk8s';
import * as kplus from 'cdk8s-plus-28';
import { StatefulBackend } from '../../src';
import { Manifest } from '../../src/manifest/manifest';
import { asReadBack } from '../../src/synthesis/read-back';
import { chart, only } from '../support/synth';

/** A pod template with this in its spec, in a kind that makes pods. */
const ofPod = (spec: unknown) => asReadBack({ kind: 'Job', spec: { template: { spec } } }).spec.template.spec;

test('claim templates say all that the server says of them, because a list without keys is compared whole', () => {
  const claims = [{ metadata: { name: 'data' }, spec: { storageClassName: 'fast', resources: { requests: { storage: '1024Mi' }, limits: { storage: '2048Mi' } } } }, { spec: { volumeMode: 'Block' } }];
  const { volumeClaimTemplates } = asReadBack({ kind: 'StatefulSet', spec: { volumeClaimTemplates: claims } }).spec;
  expect(JSON.stringify(volumeClaimTemplates)).toBe(JSON.stringify([
    {
      apiVersion: 'v1',
      kind: 'PersistentVolumeClaim',
      metadata: { name: 'data' },
      spec: { storageClassName: 'fast', resources: { requests: { storage: '1Gi' }, limits: { storage: '2Gi' } }, volumeMode: 'Filesystem' },
      status: { phase: 'Pending' },
    },
    { apiVersion: 'v1', kind: 'PersistentVolumeClaim', spec: { volumeMode: 'Block' }, status: { phase: 'Pending' } },
  ]));
});

test('references to fields say of which version, and those to resources in which unit', () => {
  const env = [
    { name: 'A', valueFrom: { fieldRef: { fieldPath: 'metadata.name' } } },
    { name: 'B', valueFrom: { resourceFieldRef: { resource: 'limits.memory' } } },
    { name: 'C', valueFrom: { resourceFieldRef: { resource: 'limits.memory', divisor: '1024Ki', containerName: 'db' } } },
    { name: 'D', valueFrom: { secretKeyRef: { name: 's', key: 'k' } } },
    { name: 'E', value: 'e' },
  ];
  const read = [
    { name: 'A', valueFrom: { fieldRef: { apiVersion: 'v1', fieldPath: 'metadata.name' } } },
    { name: 'B', valueFrom: { resourceFieldRef: { divisor: '0', resource: 'limits.memory' } } },
    { name: 'C', valueFrom: { resourceFieldRef: { containerName: 'db', divisor: '1Mi', resource: 'limits.memory' } } },
    { name: 'D', valueFrom: { secretKeyRef: { name: 's', key: 'k' } } },
    { name: 'E', value: 'e' },
  ];
  const pod = ofPod({ containers: [{ env: structuredClone(env) }], initContainers: [{ env: structuredClone(env) }] });
  expect(JSON.stringify([pod.containers[0].env, pod.initContainers[0].env])).toBe(JSON.stringify([read, read]));
});

test('quantities are spelled as the server spells them, wherever a pod has them', () => {
  const resources = () => ({ requests: { 'cpu': '1000m', 'memory': '2048Mi', 'example.com/gpu': 2 }, limits: { memory: '0.5Gi' } });
  const read = { requests: { 'cpu': '1', 'memory': '2Gi', 'example.com/gpu': '2' }, limits: { memory: '512Mi' } };
  expect(ofPod({
    containers: [{ resources: resources() }, {}],
    initContainers: [{ resources: resources() }],
    resources: resources(),
    overhead: { memory: '1024Ki' },
    volumes: [{ emptyDir: { sizeLimit: '1.5Mi' } }, { emptyDir: {} }, { ephemeral: { volumeClaimTemplate: { spec: { resources: resources() } } } }],
  })).toEqual({
    containers: [{ resources: read }, {}],
    initContainers: [{ resources: read }],
    resources: read,
    overhead: { memory: '1Mi' },
    volumes: [{ emptyDir: { sizeLimit: '1536Ki' } }, { emptyDir: {} }, { ephemeral: { volumeClaimTemplate: { spec: { resources: read } } } }],
  });
});

test('so are the references and the defaults in volumes', () => {
  const items = () => [{ path: 'labels', fieldRef: { fieldPath: 'metadata.labels' } }, { path: 'cpu', resourceFieldRef: { resource: 'limits.cpu', containerName: 'db' } }];
  const read = [{ path: 'labels', fieldRef: { apiVersion: 'v1', fieldPath: 'metadata.labels' } }, { path: 'cpu', resourceFieldRef: { containerName: 'db', divisor: '0', resource: 'limits.cpu' } }];
  expect(ofPod({
    volumes: [
      { downwardAPI: { items: items() } },
      { projected: { sources: [{ downwardAPI: { items: items() } }, { serviceAccountToken: { path: 'token' } }, { serviceAccountToken: { path: 'token', expirationSeconds: 600 } }] } },
    ],
  })).toEqual({
    volumes: [
      { downwardAPI: { items: read } },
      { projected: { sources: [{ downwardAPI: { items: read } }, { serviceAccountToken: { expirationSeconds: 3600, path: 'token' } }, { serviceAccountToken: { expirationSeconds: 600, path: 'token' } }] } },
    ],
  });
});

test('what says nothing is left out, as the server leaves it out; of what means something, 0, false and empty are values', () => {
  const spec = {
    hostNetwork: false,
    hostPID: false,
    hostIPC: false,
    nodeSelector: {},
    overhead: {},
    tolerations: [],
    enableServiceLinks: false,
    terminationGracePeriodSeconds: 0,
    shareProcessNamespace: false,
    securityContext: { runAsUser: 0, runAsNonRoot: false, sysctls: [] },
    initContainers: [],
    containers: [{
      name: 'db',
      args: [],
      stdin: false,
      stdinOnce: false,
      tty: false,
      workingDir: '',
      env: [{ name: 'A', value: '' }, { name: 'B', value: '0' }],
      resources: { requests: {}, limits: { cpu: '1' } },
      volumeMounts: [{ name: 'data', mountPath: '/data', readOnly: false, subPath: '', subPathExpr: '' }, { name: 'tmp', mountPath: '/tmp', readOnly: true }],
      livenessProbe: { initialDelaySeconds: 0, tcpSocket: { port: 1 } },
      readinessProbe: { initialDelaySeconds: 5, tcpSocket: { port: 1 } },
      securityContext: { allowPrivilegeEscalation: false, capabilities: { add: [], drop: ['ALL'] } },
    }],
    volumes: [
      { name: 'tmp', emptyDir: { medium: '' } }, { name: 'a', secret: { items: [], optional: false } }, { name: 'b', configMap: { items: [] } },
      { name: 'c', persistentVolumeClaim: { claimName: 'c', readOnly: false } }, { name: 'd', csi: { driver: 'd', readOnly: true } }, { name: 'e', nfs: { path: '/', readOnly: false } },
    ],
  };
  const claim = { metadata: { name: 'data', labels: {}, annotations: {} }, spec: { storageClassName: '', resources: { limits: {} }, volumeMode: 'Block' } };
  const set = { kind: 'StatefulSet', spec: { replicas: 0, minReadySeconds: 0, template: { metadata: { labels: { a: '' }, annotations: {} }, spec }, volumeClaimTemplates: [claim] } };
  expect(asReadBack(set)).toEqual({
    kind: 'StatefulSet',
    spec: {
      replicas: 0,
      template: {
        metadata: { labels: { a: '' } },
        spec: {
          enableServiceLinks: false,
          terminationGracePeriodSeconds: 0,
          shareProcessNamespace: false,
          securityContext: { runAsUser: 0, runAsNonRoot: false },
          containers: [{
            name: 'db',
            env: [{ name: 'A' }, { name: 'B', value: '0' }],
            resources: { limits: { cpu: '1' } },
            volumeMounts: [{ name: 'data', mountPath: '/data' }, { name: 'tmp', mountPath: '/tmp', readOnly: true }],
            livenessProbe: { tcpSocket: { port: 1 } },
            readinessProbe: { initialDelaySeconds: 5, tcpSocket: { port: 1 } },
            securityContext: { allowPrivilegeEscalation: false, capabilities: { drop: ['ALL'] } },
          }],
          volumes: [
            { name: 'tmp', emptyDir: {} }, { name: 'a', secret: { optional: false } }, { name: 'b', configMap: {} },
            { name: 'c', persistentVolumeClaim: { claimName: 'c' } }, { name: 'd', csi: { driver: 'd', readOnly: true } }, { name: 'e', nfs: { path: '/' } },
          ],
        },
      },
      volumeClaimTemplates: [{ apiVersion: 'v1', kind: 'PersistentVolumeClaim', metadata: { name: 'data' }, spec: { storageClassName: '', resources: {}, volumeMode: 'Block' }, status: { phase: 'Pending' } }],
    },
  });
  expect(asReadBack({ kind: 'Service', spec: { loadBalancerSourceRanges: [], ports: [{ port: 1 }] } })).toEqual({ kind: 'Service', spec: { ports: [{ port: 1 }] } });
});

test.each<[string, Manifest]>([
  ['no pod', { kind: 'NetworkPolicy', spec: { ingress: [] } }],
  ['nothing', { kind: 'StatefulSet' }],
  ['what is no list', { kind: 'StatefulSet', spec: { volumeClaimTemplates: 'many', template: { spec: { containers: 'many', volumes: 5 } } } }],
  ['what are no objects', { kind: 'StatefulSet', spec: { volumeClaimTemplates: [null, 'data', {}], template: { spec: { containers: [null, { env: ['A', {}], resources: 'some' }], volumes: [null] } } } }],
])('a manifest with %s stays as it is', (_, manifest) => expect(asReadBack(structuredClone(manifest))).toEqual(manifest));

describe('a backend', () => {
  const backend = (of: Chart) => {
    const db = new StatefulBackend(of, 'db');
    const container = db.addContainer({ image: 'x:1', resources: { memory: { request: Size.mebibytes(16384) } }, envVariables: { POD: kplus.EnvValue.fromFieldRef(kplus.EnvFieldPaths.POD_NAME) } });
    container.mount('/data', db.addClaim('data', { size: Size.mebibytes(512000) }));
    return db;
  };

  test('is written as it is read, patches included', () => {
    const db = backend(chart());
    const patch = { name: 'MORE', valueFrom: { fieldRef: { fieldPath: 'metadata.uid' } } };
    ApiObject.of(db).addJsonPatch(JsonPatch.add('/spec/template/spec/containers/0/env/-', patch), JsonPatch.add('/spec/template/spec/containers/0/resources/limits', { memory: '32768Mi' }));
    const { template: { spec: { containers: [{ env, resources }] } } } = only('StatefulSet', db).spec;
    expect(env[1]).toEqual({ name: 'MORE', valueFrom: { fieldRef: { apiVersion: 'v1', fieldPath: 'metadata.uid' } } });
    expect(resources).toEqual({ requests: { memory: '16Gi' }, limits: { memory: '32Gi' } });
    expect(patch).toEqual({ name: 'MORE', valueFrom: { fieldRef: { fieldPath: 'metadata.uid' } } }); // the user's own object
  });

  test('is so where an app has resolvers of its own', () => {
    const resolver = { resolve: (context: { value: unknown; replaceValue(value: unknown): void }) => { if (context.value === 'nothing') context.replaceValue(Lazy.any({ produce: () => 'something' })); } };
    const app = new App({ resolvers: [resolver as never] });
    const ours = only('StatefulSet', backend(chart()));
    expect(only('StatefulSet', backend(new Chart(app, 'prod', { namespace: 'prod' })))).toEqual(ours);
    expect(ours.spec.volumeClaimTemplates[0]).toMatchObject({ apiVersion: 'v1', kind: 'PersistentVolumeClaim', spec: { volumeMode: 'Filesystem', resources: { requests: { storage: '500Gi' } } }, status: { phase: 'Pending' } });
  });
});
