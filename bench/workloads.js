// One backend, written three times: with this library, by hand on the L1 classes that cdk8s-plus generates, and by hand on cdk8s-plus' own.
// A governing Service, a StatefulSet of three with a claim and an emptyDir, a PodDisruptionBudget; bare, a Service and a StatefulSet of one.

const assert = require('node:assert');
const { App, Chart, Duration, JsonPatch, Size, Yaml } = require('cdk8s');
const kplus = require('cdk8s-plus-28');
const { Construct } = require('constructs');

const IMAGE = 'cassandra:4.1';
const UID = 999;
const READY = ['bash', '-c', 'nodetool status | grep -q "^UN"'];

const VERSION = { 'cdk8s-stateful/version': require('../package.json').version };

function commonLabels(name) {
  return {
    'app.kubernetes.io/name': name,
    'app.kubernetes.io/instance': name,
    'app.kubernetes.io/component': 'server',
    'app.kubernetes.io/part-of': name,
    'app.kubernetes.io/managed-by': 'cdk8s-stateful',
  };
}

/** As the API server gives it back. The L1 class leaves out what a claim template says of its kind and status, patches included. */
function sayAllOfClaims(set) {
  const write = set.toJson.bind(set);
  set.toJson = () => {
    const manifest = write();
    const claims = manifest.spec.volumeClaimTemplates;
    if (claims) manifest.spec.volumeClaimTemplates = claims.map(claim => ({ apiVersion: 'v1', kind: 'PersistentVolumeClaim', ...claim, status: { phase: 'Pending' } }));
    return manifest;
  };
}

/** Loaded late, so that a process which measures something else never loads it, and once, because `require` looks for it each time. */
let library;

function ours(scope, name, bare = false) {
  const { StatefulBackend } = library ??= require('..');
  const backend = new StatefulBackend(scope, name, {
    replicas: bare ? 1 : 3,
    securityContext: { user: UID },
    terminationGracePeriod: Duration.minutes(2),
  });
  const container = backend.addContainer(containerProps());
  if (!bare) container.mount('/var/lib/cassandra', backend.addClaim('data', { size: Size.gibibytes(10), storageClassName: 'fast' }));
  container.mount('/tmp', backend.addEmptyDir('tmp'));
  return backend;
}

function l1(scope, name, bare = false) {
  const { IntOrString, KubePodDisruptionBudget, KubeService, KubeStatefulSet, Quantity } = kplus.k8s;
  const labels = { 'cdk8s.io/metadata.addr': name };
  const common = commonLabels(name);

  new KubeService(scope, `${name}-service`, {
    metadata: { name, labels: common },
    spec: {
      clusterIp: 'None',
      type: 'ClusterIP',
      publishNotReadyAddresses: true,
      ports: [{ name: 'cql', port: 9042 }, { name: 'gossip', port: 7000 }],
      selector: labels,
    },
  });
  const set = new KubeStatefulSet(scope, `${name}-set`, {
    metadata: { name, labels: common, annotations: VERSION },
    spec: {
      replicas: bare ? 1 : 3,
      serviceName: name,
      selector: { matchLabels: labels },
      template: {
        metadata: { labels: { ...common, ...labels } },
        spec: {
          automountServiceAccountToken: false,
          enableServiceLinks: false,
          terminationGracePeriodSeconds: 120,
          securityContext: {
            runAsUser: UID,
            runAsGroup: UID,
            runAsNonRoot: true,
            fsGroup: UID,
            fsGroupChangePolicy: 'OnRootMismatch',
            seccompProfile: { type: 'RuntimeDefault' },
          },
          topologySpreadConstraints: [
            { topologyKey: 'kubernetes.io/hostname', maxSkew: 1, nodeTaintsPolicy: 'Honor', whenUnsatisfiable: 'DoNotSchedule', labelSelector: { matchLabels: labels } },
            { topologyKey: 'topology.kubernetes.io/zone', maxSkew: 1, whenUnsatisfiable: 'ScheduleAnyway', labelSelector: { matchLabels: labels } },
          ],
          containers: [{
            name: 'cassandra',
            image: IMAGE,
            ports: [{ name: 'cql', containerPort: 9042 }, { name: 'gossip', containerPort: 7000 }],
            env: [
              { name: 'CASSANDRA_CLUSTER_NAME', value: 'bench' },
              { name: 'CASSANDRA_DC', value: 'dc1' },
              { name: 'POD_NAME', valueFrom: { fieldRef: { apiVersion: 'v1', fieldPath: 'metadata.name' } } },
            ],
            resources: {
              requests: { cpu: Quantity.fromString('500m'), memory: Quantity.fromString('2Gi') },
              limits: { cpu: Quantity.fromString('2'), memory: Quantity.fromString('2Gi') },
            },
            readinessProbe: { exec: { command: READY }, failureThreshold: 3, periodSeconds: 10, timeoutSeconds: 5 },
            livenessProbe: { tcpSocket: { port: IntOrString.fromNumber(9042) }, failureThreshold: 6, initialDelaySeconds: 60 },
            securityContext: { allowPrivilegeEscalation: false, capabilities: { drop: ['ALL'] }, readOnlyRootFilesystem: true },
            volumeMounts: [...bare ? [] : [{ name: 'data', mountPath: '/var/lib/cassandra' }], { name: 'tmp', mountPath: '/tmp' }],
          }],
          volumes: [{ name: 'tmp', emptyDir: {} }],
        },
      },
      volumeClaimTemplates: bare ? undefined : [{
        metadata: { name: 'data', labels: common },
        spec: { accessModes: ['ReadWriteOnce'], storageClassName: 'fast', volumeMode: 'Filesystem', resources: { requests: { storage: Quantity.fromString('10Gi') } } },
      }],
      persistentVolumeClaimRetentionPolicy: bare ? undefined : { whenDeleted: 'Retain', whenScaled: 'Retain' },
    },
  });
  if (!bare) new KubePodDisruptionBudget(scope, `${name}-budget`, {
    metadata: { name, labels: common },
    spec: { maxUnavailable: IntOrString.fromNumber(1), selector: { matchLabels: labels }, unhealthyPodEvictionPolicy: 'AlwaysAllow' },
  });
  sayAllOfClaims(set);
  return set;
}

/** In a construct of its own, as whoever writes it more than once would have it: a `StatefulBackend` is one as well. */
function plus(parent, name, bare = false) {
  const scope = new Construct(parent, name);
  const common = commonLabels(name);
  const service = new kplus.Service(scope, `${name}-service`, {
    metadata: { name, labels: common },
    clusterIP: 'None',
    ports: [{ name: 'cql', port: 9042 }, { name: 'gossip', port: 7000 }],
  });
  const set = new kplus.StatefulSet(scope, `${name}-set`, {
    metadata: { name, labels: common, annotations: VERSION },
    podMetadata: { labels: common },
    replicas: bare ? 1 : 3,
    service,
    terminationGracePeriod: Duration.minutes(2),
    securityContext: { user: UID, group: UID, fsGroup: UID, fsGroupChangePolicy: kplus.FsGroupChangePolicy.ON_ROOT_MISMATCH },
  });
  const container = set.addContainer(containerProps());
  if (!bare) container.mount('/var/lib/cassandra', kplus.Volume.fromEmptyDir(set, 'Data', 'data')); // stands in for the claim, and is patched away
  container.mount('/tmp', kplus.Volume.fromEmptyDir(set, 'Tmp', 'tmp'));
  const labels = set.matchLabels;

  // What cdk8s-plus has no word for. The patch comes before the L1 class serializes, so it speaks that class' language, not Kubernetes' own.
  service.apiObject.addJsonPatch(JsonPatch.add('/spec/publishNotReadyAddresses', true));
  set.apiObject.addJsonPatch(
    ...bare ? [] : [JsonPatch.add('/spec/volumeClaimTemplates', [{
      metadata: { name: 'data', labels: common },
      spec: { accessModes: ['ReadWriteOnce'], storageClassName: 'fast', volumeMode: 'Filesystem', resources: { requests: { storage: { value: '10Gi' } } } },
    }]),
    JsonPatch.add('/spec/persistentVolumeClaimRetentionPolicy', { whenDeleted: 'Retain', whenScaled: 'Retain' }),
    JsonPatch.remove('/spec/template/spec/volumes/0')],
    JsonPatch.add('/spec/template/spec/enableServiceLinks', false),
    JsonPatch.add('/spec/template/spec/containers/0/env/2/valueFrom/fieldRef/apiVersion', 'v1'),
    JsonPatch.add('/spec/template/spec/containers/0/resources', { requests: { cpu: { value: '500m' }, memory: { value: '2Gi' } }, limits: { cpu: { value: '2' }, memory: { value: '2Gi' } } }),
    JsonPatch.add('/spec/template/spec/securityContext/seccompProfile', { type: 'RuntimeDefault' }),
    JsonPatch.add('/spec/template/spec/containers/0/securityContext/capabilities', { drop: ['ALL'] }),
    JsonPatch.add('/spec/template/spec/topologySpreadConstraints', [
      { topologyKey: 'kubernetes.io/hostname', maxSkew: 1, nodeTaintsPolicy: 'Honor', whenUnsatisfiable: 'DoNotSchedule', labelSelector: { matchLabels: labels } },
      { topologyKey: 'topology.kubernetes.io/zone', maxSkew: 1, whenUnsatisfiable: 'ScheduleAnyway', labelSelector: { matchLabels: labels } },
    ]),
  );
  if (!bare) new kplus.k8s.KubePodDisruptionBudget(scope, `${name}-budget`, {
    metadata: { name, labels: common },
    spec: { maxUnavailable: kplus.k8s.IntOrString.fromNumber(1), selector: { matchLabels: labels }, unhealthyPodEvictionPolicy: 'AlwaysAllow' },
  });
  sayAllOfClaims(set.apiObject);
  return set;
}

/** The same for this library and for cdk8s-plus, whose props it takes. */
function containerProps() {
  return {
    name: 'cassandra',
    image: IMAGE,
    ports: [{ name: 'cql', number: 9042 }, { name: 'gossip', number: 7000 }],
    envVariables: {
      CASSANDRA_CLUSTER_NAME: kplus.EnvValue.fromValue('bench'),
      CASSANDRA_DC: kplus.EnvValue.fromValue('dc1'),
      POD_NAME: kplus.EnvValue.fromFieldRef(kplus.EnvFieldPaths.POD_NAME),
    },
    resources: {
      cpu: { request: kplus.Cpu.millis(500), limit: kplus.Cpu.millis(2000) },
      memory: { request: Size.gibibytes(2), limit: Size.gibibytes(2) },
    },
    readiness: kplus.Probe.fromCommand(READY, { periodSeconds: Duration.seconds(10), timeoutSeconds: Duration.seconds(5) }),
    liveness: kplus.Probe.fromTcpSocket({ port: 9042, initialDelaySeconds: Duration.minutes(1), failureThreshold: 6 }),
  };
}

const FORMS = { ours, l1, plus };

/** One chart with so many backends. */
function chartOf(form, count, bare) {
  const chart = new Chart(new App(), 'bench', { namespace: 'prod' });
  for (let i = 0; i < count; i++) FORMS[form](chart, `db-${i}`, bare);
  return chart;
}

const written = (form, bare) => Yaml.stringify(...chartOf(form, 2, bare).toJson());

/** Comparing times means nothing unless what is written is the same. */
function assertSameOutput() {
  for (const bare of [false, true]) assert.strictEqual(written('ours', bare), written('l1', bare), 'the L1 form no longer writes what the library writes: mend bench/workloads.js');
  // cdk8s-plus adds defaults of its own, and labels pods after the construct's path: it must say the rest, and may say more.
  const renamed = JSON.parse(JSON.stringify(chartOf('plus', 2).toJson()).replace(/bench-(db-\d+)-\1-set-[0-9a-f]{8}/g, '$1'));
  contains(renamed, chartOf('ours', 2).toJson(), 'cdk8s-plus');
}

function contains(more, less, path) {
  if (less === null || typeof less !== 'object') return assert.strictEqual(more, less, `${path}: mend bench/workloads.js`);
  for (const [key, value] of Object.entries(less)) contains(more?.[key], value, `${path}.${key}`);
}

module.exports = { FORMS, assertSameOutput, chartOf, written };

if (require.main === module) console.log(written(process.argv[2] ?? 'ours'));
