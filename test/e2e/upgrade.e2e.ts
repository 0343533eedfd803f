import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'fs';
import { tmpdir } from 'os';
import { join } from 'path';
import { parseAllDocuments } from 'yaml';
import { Api, each, Reply } from './support/api';
import { eventually, get, kubectl, Namespaces, toYaml } from './support/kubectl';
import { diff, shell } from './support/upgrade';
import { Manifest } from '../../src/manifest/manifest';
import { minorVersion } from '../../src/upgrade/cluster';
import { judged } from '../../src/upgrade/judges';
import { compared } from '../../src/upgrade/pairs';
import { planOf } from '../../src/upgrade/plan';
import { Changes, claim, CLAIM, CONTAINER, headless, service, statefulSet } from '../support/manifests';
import { BY_HAND, isOne, printable } from '../support/ways';

// The ways that the upgrade check prints lead where they say: each is gone against a real API server and real controllers, as a user would go it.

const SECONDS = 1000;
/** How many namespaces at once. */
const AT_ONCE = 4;
const namespaces = new Namespaces();

/** What there is in a namespace. */
interface State {
  readonly pods: Record<string, string>;
  /** By claim, its volume. */
  readonly volumes: Record<string, string>;
  readonly orphans: readonly string[];
}

/** What was seen on the way. */
interface Gone {
  readonly namespace: string;
  readonly was: State;
  readonly is: State;
  /** What `diff --live` says afterwards. */
  readonly left: string;
}

interface Way {
  readonly title: string;
  readonly before: readonly Manifest[];
  readonly after: readonly Manifest[];
  /** What is applied, where steps by hand have changed it. */
  readonly applied?: readonly Manifest[];
  /** Done after the last step: what a tool that prunes does, or what goes back. */
  readonly then?: readonly string[];
  /** Whether it leads back to where it came from. */
  readonly back?: boolean;
  readonly see: (gone: Gone) => unknown;
}

const run: string[] = [];
/** A manifest that leaves its namespace to whoever applies it. */
const NOBODY_SAYS = 'NOBODY';
let api: Api;
let folder: string;
let minor: number;

/** An image that nobody knows, which is ready at once. */
const db = (changes: Changes = {}) => statefulSet({ [`${CONTAINER}.image`]: 'example.com/db:1', [`${CONTAINER}.readinessProbe`]: undefined, ...changes });
const names = (name = 'db') => headless({ 'metadata.name': name });
const own = (apiVersion: string, kind: string, fields: object): Manifest => ({ apiVersion, kind, metadata: { name: 'own' }, ...fields });
const { template: PODS } = db({ 'spec.template.spec.containers[0].volumeMounts': undefined }).spec;
const labelled = (labels: object, image = 'example.com/db:1') => ({
  metadata: { labels }, spec: { ...PODS.spec, containers: [{ ...PODS.spec.containers[0], image }] },
});
const workload = (kind: string, labels: object) => own('apps/v1', kind, { spec: { ...kind === 'Deployment' && { replicas: 2 }, selector: { matchLabels: labels }, template: labelled(labels) } });
const job = (image: string) => own('batch/v1', 'Job', { spec: { suspend: true, template: { spec: { ...labelled({}, image).spec, restartPolicy: 'Never' } } } });
const LOG = { metadata: { name: 'log' }, spec: { accessModes: ['ReadWriteOnce'], resources: { requests: { storage: '1Gi' } } } };
const TIER = { 'spec.template.metadata.labels.tier': 'x' };
const RETENTION = 'spec.persistentVolumeClaimRetentionPolicy';

const same = ({ was, is, left }: Gone) => expect({ is, left }).toEqual({ is: was, left: 'nothing changes\n' });
const settledThere = ({ is, left }: Gone) => expect({ orphans: is.orphans, left }).toEqual({ orphans: [], left: 'nothing changes\n' });

/** Each pod is another one, on the volumes that it had. */
function restarted(gone: Gone): void {
  const { was, is } = gone;
  expect(Object.keys(is.pods)).toEqual(Object.keys(was.pods));
  expect(Object.entries(was.pods).filter(([pod, uid]) => is.pods[pod] === uid)).toEqual([]);
  expect(is.volumes).toMatchObject(was.volumes);
  settledThere(gone);
}

/** The volumes have gone to claims of other names. */
const moved = (from: string, to: string) => (gone: Gone) => {
  expect(gone.is.volumes).toEqual(Object.fromEntries(Object.entries(gone.was.volumes).map(([name, volume]) => [name.replace(from, to), volume])));
  settledThere(gone);
};

const RESTARTS_NOTHING: readonly (readonly [title: string, changes: Changes, before?: Changes])[] = [
  ['another policy', { 'spec.podManagementPolicy': 'OrderedReady' }],
  ['a label of the claims', { [`${CLAIM}.metadata.labels.chart`]: 'db-2' }],
  ['a smaller claim', { [`${CLAIM}.spec.resources.requests.storage`]: '512Mi' }],
  ['a larger claim', { [`${CLAIM}.spec.resources.requests.storage`]: '2Gi' }],
  ['a larger claim of a class', { [`${CLAIM}.spec.storageClassName`]: 'standard', [`${CLAIM}.spec.resources.requests.storage`]: '2Gi' }, { [`${CLAIM}.spec.storageClassName`]: 'standard' }],
  ['another class for claims that come later', { [`${CLAIM}.spec.volumeAttributesClassName`]: 'gold' }],
  ['two claims in another order', { 'spec.volumeClaimTemplates': [LOG, db().spec.volumeClaimTemplates[0]] }, { 'spec.volumeClaimTemplates[1]': LOG }],
  ['a selector that the pods match', { ...TIER, 'spec.selector.matchLabels.tier': 'x' }, TIER],
  ['OnDelete', { 'spec.updateStrategy.type': 'OnDelete' }],
];

const WAYS: readonly Way[] = [
  ...RESTARTS_NOTHING.map(([title, changes, before = {}]): Way => ({ title, before: [names(), db(before)], after: [names(), db(changes)], see: same })),
  { title: 'other labels', before: [names(), db()], after: [names(), db({ 'spec.selector.matchLabels.tier': 'x', ...TIER })], see: restarted },
  { title: 'a claim more', before: [names(), db()], after: [names(), db({ 'spec.volumeClaimTemplates[1]': LOG })], see: restarted },
  {
    title: 'a claim less',
    before: [names(), db({ 'spec.volumeClaimTemplates[1]': LOG })],
    after: [names(), db()],
    see: (gone) => {
      expect(Object.keys(gone.is.pods)).toEqual(Object.keys(gone.was.pods));
      expect(gone.is.volumes).toEqual(Object.fromEntries(Object.entries(gone.was.volumes).filter(([name]) => name.startsWith('data-'))));
      settledThere(gone);
    },
  },
  {
    title: 'a claim less, and another image',
    before: [names(), db({ 'spec.volumeClaimTemplates[1]': LOG })],
    after: [names(), db({ [`${CONTAINER}.image`]: 'example.com/db:2' })],
    see: (gone) => {
      expect(Object.keys(gone.is.volumes)).toEqual(['data-db-0', 'data-db-1', 'data-db-2']);
      expect(gone.was.volumes).toMatchObject(gone.is.volumes);
      settledThere(gone);
    },
  },
  {
    title: 'another Service',
    before: [names(), db()],
    after: [names('db-headless'), db({ 'spec.serviceName': 'db-headless' })],
    see: async (gone) => {
      restarted(gone);
      const [pods, services] = await Promise.all(['pods', 'services'].map(kind => get(kind, '-n', gone.namespace)));
      expect(pods!.items.map(({ spec }: Manifest) => spec.subdomain)).toEqual(['db-headless', 'db-headless', 'db-headless']);
      expect(services!.items.map(({ metadata }: Manifest) => metadata.name)).toEqual(['db-headless']);
    },
  },
  { title: 'a set of another name', before: [names(), db()], after: [names(), db({ 'metadata.name': 'data' })], see: moved('-db-', '-data-') },
  { title: 'a claim of another name', before: [names(), db()], after: [names(), db({ [`${CLAIM}.metadata.name`]: 'disk', [`${CONTAINER}.volumeMounts[0].name`]: 'disk' })], see: moved('data-', 'disk-') },
  {
    title: 'a set and a claim in another namespace',
    before: [names(), db({ 'spec.replicas': 1 }), claim({ 'metadata.name': 'own' })],
    after: [names(), db({ 'spec.replicas': 1 }), claim({ 'metadata.name': 'own' })].map(one => ({ ...one, metadata: { ...one.metadata, namespace: 'ELSEWHERE' } })),
    see: async ({ namespace, was, left }) => {
      const { volumes, orphans } = await stateOf(`${namespace}-elsewhere`);
      expect({ volumes, orphans, left }).toEqual({ volumes: was.volumes, orphans: [], left: 'nothing changes\n' });
      for (const command of [`kubectl get namespace ${namespace}-elsewhere`, `kubectl delete namespace ${namespace}-elsewhere --wait=false`]) await goneBy(command, folder);
    },
  },
  {
    title: 'a claim of another name, another policy and other labels at once',
    before: [names(), db()],
    after: [names(), db({ [`${CLAIM}.metadata.name`]: 'disk', [`${CONTAINER}.volumeMounts[0].name`]: 'disk', 'spec.podManagementPolicy': 'OrderedReady', 'spec.selector.matchLabels.tier': 'x', ...TIER })],
    see: moved('data-', 'disk-'),
  },
  {
    title: 'another Service, and back',
    before: [names(), db()],
    after: [names('db-headless'), db({ 'spec.serviceName': 'db-headless' })],
    then: [
      'kubectl rollout undo statefulset/db -n NAMESPACE && kubectl rollout status statefulset/db -n NAMESPACE --timeout=24h',
      'kubectl delete statefulset db -n NAMESPACE --cascade=orphan',
      'kubectl apply -f old.yaml',
      'kubectl rollout restart statefulset/db -n NAMESPACE && kubectl rollout status statefulset/db -n NAMESPACE --timeout=24h',
    ],
    back: true,
    see: restarted,
  },
  {
    title: 'fewer pods, one after the other',
    before: [names(), db({ 'spec.replicas': 3 })],
    after: [names(), db({ 'spec.replicas': 1 })],
    see: (gone) => {
      expect(gone.is).toEqual({ ...gone.was, pods: { 'db-0': gone.was.pods['db-0'] } });
      settledThere(gone);
    },
  },
  {
    title: 'fewer pods, whose claims would go with them',
    before: [names(), db({ [RETENTION]: { whenScaled: 'Delete' } })],
    after: [names(), db({ 'spec.replicas': 2, [RETENTION]: { whenScaled: 'Delete' } })],
    applied: [names(), db({ 'spec.replicas': 2, [RETENTION]: { whenScaled: 'Retain' } })],
    see: ({ was, is }) => expect([is.volumes, Object.keys(is.pods)]).toEqual([was.volumes, ['db-0', 'db-1']]),
  },
  {
    title: 'a set that is pruned, whose claims would go with it',
    before: [names(), db({ [RETENTION]: { whenDeleted: 'Delete' } })],
    after: [names()],
    then: ['kubectl delete statefulset db -n NAMESPACE --cascade=foreground'],
    see: ({ was, is }) => expect([is.volumes, is.pods]).toEqual([was.volumes, {}]),
  },
  {
    title: 'a claim that is pruned',
    before: [claim({ 'metadata.name': 'own' }), names()],
    after: [names()],
    then: ['kubectl delete pvc own -n NAMESPACE'],
    see: async ({ was }) => {
      const volume = await eventually(() => get('pv', was.volumes.own!), ({ status }) => status.phase === 'Released');
      expect([volume.status.phase, volume.spec.persistentVolumeReclaimPolicy]).toEqual(['Released', 'Retain']);
      await kubectl(['delete', 'pv', was.volumes.own!, '--wait=false']);
    },
  },
  { title: 'a Service that is to have no address', before: [service()], after: [service({ 'spec.clusterIP': 'None' })], see: settledThere },
  { title: 'a Service that is to have one', before: [names()], after: [names()].map(one => ({ ...one, spec: { ...one.spec, clusterIP: undefined, type: 'NodePort' } })), see: settledThere },
  {
    title: 'what cannot be changed',
    before: [own('v1', 'ConfigMap', { data: { a: '1' }, immutable: true }), job('a:1'), own('v1', 'Secret', { type: 'example.org/a' })],
    after: [own('v1', 'ConfigMap', { data: { a: '2' }, immutable: true }), job('a:2'), own('v1', 'Secret', { type: 'example.org/b' })],
    see: settledThere,
  },
  {
    title: 'a Deployment with another selector',
    before: [workload('Deployment', { app: 'web' })],
    after: [workload('Deployment', { app: 'site' })],
    see: (gone) => {
      expect(Object.keys(gone.is.pods).filter(pod => pod in gone.was.pods)).toEqual([]);
      expect(Object.keys(gone.is.pods)).toHaveLength(2);
      settledThere(gone);
    },
  },
  { title: 'a DaemonSet with another selector', before: [workload('DaemonSet', { app: 'agent' })], after: [workload('DaemonSet', { app: 'agents' })], see: settledThere },
  { title: 'a Deployment that recreates, after one that rolled', before: [workload('Deployment', { app: 'web' })], after: [workload('Deployment', { app: 'web' })].map(one => ({ ...one, spec: { ...one.spec, strategy: { type: 'Recreate' } } })), see: same },
  {
    title: 'what only the cluster knows',
    before: [
      names(), db(), claim({ 'metadata.name': 'own' }), claim({ 'metadata.name': 'grows' }), own('v1', 'ConfigMap', { data: { a: '1' } }), own('v1', 'ConfigMap', { metadata: { name: 'NAMESPACE' } }),
      own('resource.k8s.io/v1', 'DeviceClass', { metadata: { name: 'NAMESPACE' }, spec: { selectors: [] } }),
      { apiVersion: 'v1', kind: 'Namespace', metadata: { name: 'NAMESPACE' } },
      {
        apiVersion: 'apiextensions.k8s.io/v1',
        kind: 'CustomResourceDefinition',
        metadata: { name: 'dbs.NAMESPACE.example.org' },
        spec: {
          group: 'NAMESPACE.example.org',
          scope: 'Namespaced',
          names: { kind: 'Db', plural: 'dbs' },
          versions: [{ name: 'v1', served: true, storage: true, schema: { openAPIV3Schema: { type: 'object' } } }],
        },
      },
    ],
    after: [
      names(), claim({ 'metadata.name': 'own', 'spec.storageClassName': 'standard' }), claim({ 'metadata.name': 'grows', 'spec.resources.requests.storage': '2Gi' }),
      db({ 'spec.template.spec.nodeSelector': { 'kubernetes.io/os': 'linux' }, 'spec.template.spec.volumes': [{ name: 'own', configMap: { name: 'own', optional: true } }] }),
      own('resource.k8s.io/v1', 'DeviceClass', { metadata: { name: 'NAMESPACE' }, spec: { selectors: [{ cel: { expression: 'true' } }] } }),
      own('v1', 'ConfigMap', { metadata: { name: 'NAMESPACE', namespace: NOBODY_SAYS }, data: { a: '1' } }),
    ],
    then: ['kubectl delete crd dbs.NAMESPACE.example.org', 'kubectl delete deviceclass NAMESPACE', 'kubectl delete configmap NAMESPACE'],
    see: ({ was, is }) => expect(is.volumes).toEqual(was.volumes),
  },
  {
    title: 'the example',
    before: example('before.yaml'),
    after: example('after.yaml'),
    see: (gone) => {
      // the one change of the eight that does nothing, and is told as such as long as it is written
      expect(gone.left.split('\n')[0]).toBe(`Service ${gone.namespace}/cache  restarts nothing  service`);
      expect([gone.is.orphans, gone.left.match(/^\S/gm)]).toEqual([[], ['S']]);
      const kept = Object.entries(gone.was.volumes).map(([name, volume]) => [name.replace('data-cache-', 'data-shop-cache-'), volume]);
      expect(gone.is.volumes).toEqual(Object.fromEntries(kept));
      expect(Object.keys(gone.is.pods).filter(pod => pod.startsWith('queue-'))).toEqual(['queue-0', 'queue-1']);
    },
  },
];

function example(name: string): Manifest[] {
  const text = readFileSync(join(__dirname, '..', '..', 'examples', '09-upgrade', name), 'utf8').replace(/^( +namespace:) shop$/gm, '$1 NAMESPACE');
  return parseAllDocuments(text).map(document => document.toJS() as Manifest).filter(({ kind }) => kind !== 'Namespace');
}

function goneBy(command: string, home: string): Promise<string> {
  run.push(command);
  return shell(command, home);
}

async function stateOf(namespace: string): Promise<State> {
  const [pods, claims] = await Promise.all([get('pods', '-n', namespace), get('pvc', '-n', namespace)]);
  return {
    pods: Object.fromEntries(pods.items.map(({ metadata }: Manifest) => [metadata.name, metadata.uid])),
    volumes: Object.fromEntries(claims.items.map(({ metadata, spec }: Manifest) => [metadata.name, spec.volumeName])),
    orphans: pods.items.filter(({ metadata }: Manifest) => metadata.ownerReferences === undefined).map(({ metadata }: Manifest) => metadata.name),
  };
}

/** Until what is written is there, and ready, and nothing else is on its way. */
async function ready(manifests: readonly Manifest[]): Promise<void> {
  const isThere = ({ ok, body: { kind, spec, status = {} } }: Reply): boolean => {
    if (!ok) return false;
    if (kind === 'StatefulSet') {
      return (status.readyReplicas ?? 0) === spec.replicas && (status.replicas ?? 0) === spec.replicas && (spec.updateStrategy.type === 'OnDelete' || status.currentRevision === status.updateRevision);
    }
    if (kind === 'Deployment') return status.readyReplicas === spec.replicas && status.replicas === spec.replicas && status.updatedReplicas === spec.replicas;
    if (kind === 'DaemonSet') return status.numberReady > 0 && status.numberReady === status.desiredNumberScheduled;
    return kind !== 'PersistentVolumeClaim' || status.phase === 'Bound';
  };
  const found = await eventually(() => Promise.all(manifests.map(one => api.get(one))), all => all.every(isThere), 240);
  expect(found.filter(one => !isThere(one)).map(({ body }) => [body.kind, body.metadata.name, body.status, body.message])).toEqual([]);
}

const CLUSTER_WIDE = ['Namespace', 'CustomResourceDefinition', 'DeviceClass'];

/** Applies the old objects, takes every step that is not by hand, and looks. */
async function go(way: Way): Promise<Gone> {
  const namespace = await namespaces.fresh();
  const home = join(folder, namespace);
  mkdirSync(home);
  const inPlace = (all: readonly Manifest[]) => all.map((one): Manifest => {
    const { metadata, ...others } = one;
    const placed: Manifest = CLUSTER_WIDE.includes(one.kind) ? one : { ...others, metadata: { namespace: 'NAMESPACE', ...metadata } };
    if (placed.metadata.namespace === NOBODY_SAYS) delete placed.metadata.namespace;
    return JSON.parse(JSON.stringify(placed).replaceAll('NAMESPACE', namespace).replaceAll('ELSEWHERE', `${namespace}-elsewhere`)) as Manifest;
  });
  const [before, after, applied] = [way.before, way.after, way.applied ?? way.after].map(inPlace);
  writeFileSync(join(home, 'old.yaml'), toYaml(before!));
  writeFileSync(join(home, 'new.yaml'), toYaml(applied!));
  await kubectl(['apply', '-f', join(home, 'old.yaml')]);
  await ready(before!);
  const was = await stateOf(namespace);
  const upgrade = compared(before!, after!, { minor, apply: 'kubectl apply -f new.yaml', objects: [] });
  for (const { command } of planOf(judged(upgrade), upgrade)) {
    if (!command.startsWith('#') && !Object.keys(BY_HAND).some(one => isOne(command, one))) await goneBy(command, home);
  }
  for (const command of way.then ?? []) await goneBy(command.replaceAll('NAMESPACE', namespace), home);
  const now = way.back === true ? before! : applied!;
  await ready(now.filter(({ kind, metadata }) => !CLUSTER_WIDE.includes(kind) && metadata.namespace !== undefined));
  return { namespace, was, is: await stateOf(namespace), left: await diff('--live', join(home, way.back === true ? 'old.yaml' : 'new.yaml')) };
}

describe('each way leads where it says', () => {
  let outcomes: readonly (Gone | Error)[];

  beforeAll(async () => {
    api = await Api.start();
    minor = minorVersion(JSON.parse((await kubectl(['version', '-o', 'json'])).stdout).serverVersion)!;
    folder = mkdtempSync(join(tmpdir(), 'upgrade-'));
    outcomes = await each(WAYS, way => go(way).catch((error: Error) => error), AT_ONCE);
  }, 1800 * SECONDS);
  afterAll(async () => {
    api.stop();
    rmSync(folder, { recursive: true });
    await namespaces.remove();
    const elsewhere = (await get('namespaces')).items.map(({ metadata }: Manifest) => metadata.name as string).filter((name: string) => /^stateful-e2e-.*-elsewhere$/.test(name));
    if (elsewhere.length > 0) await kubectl(['delete', 'namespace', '--wait=false', ...elsewhere]);
  }, 60 * SECONDS);

  test.each(WAYS.map(({ title }, i) => [title, i] as const))('%s', async (_title, i) => {
    const gone = outcomes[i]!;
    if (gone instanceof Error) throw gone;
    await WAYS[i]!.see(gone);
  }, 120 * SECONDS);

  const wanted = printable().filter(one => !Object.hasOwn(BY_HAND, one));
  test.each(wanted)('and was gone by: %s', one => expect(run.some(command => isOne(command, one))).toBe(true));
});
