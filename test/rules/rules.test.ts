import { readdirSync } from 'fs';
import { join } from 'path';
import * as fc from 'fast-check';
import { Manifest } from '../../src/manifest/manifest';
import { KINDS, POD_KINDS } from '../../src/manifest/reading';
import { sentence } from '../../src/naming/refuse';
import { forbids, Rule } from '../../src/rules/rule';
import { findings, RULES } from '../../src/rules/rules';
import { headlessStaysHeadless } from '../../src/rules/service/headless-stays-headless';
import { governingServiceThere } from '../../src/rules/stateful-set/governing-service-there';
import { budget, CONTAINER, headless, pod, service, statefulSet } from '../support/manifests';
import { REFUSED_MANIFESTS } from '../support/refused-manifests';

const FOLDER = join(__dirname, '../../src/rules');
/** The rooms, by what is judged in them. */
const ROOMS = ['budget', 'claim', 'object', 'pod', 'service', 'stateful-set', 'together'];
/** The rooms within the room of pods, by the part of a pod that is judged; what is about the pod as a whole stands beside them. */
const ROOMS_OF_PODS = ['containers', 'lifecycle', 'network', 'resources', 'scheduling', 'security', 'volumes'].map(room => `pod/${room}`);

/** What only constructs promise: of anybody's manifests it would ask too much. */
const OF_CONSTRUCTS = [governingServiceThere, headlessStaysHeadless];

const rulesIn = (room: string) => readdirSync(join(FOLDER, room)).filter(file => file.endsWith('.ts'));
const foldersIn = (room: string) => readdirSync(join(FOLDER, room), { withFileTypes: true }).filter(file => file.isDirectory()).map(({ name }) => `${room}/${name}`);

const SORTED = [...RULES, ...OF_CONSTRUCTS].sort((one, other) => one.name.localeCompare(other.name));

/** Beside its rule, a file may have what the constructs ask as well, at once and of less than a manifest. */
const isRule = (each: Rule | string | (() => void)): each is Rule => typeof each === 'object';

describe('the rules', () => {
  test('are these', () => {
    expect(SORTED.map(({ name, certainty, kinds }) => [name, certainty, kinds === KINDS ? 'all' : kinds.join().replace(POD_KINDS.join(), 'pods')])).toEqual([
      ['annotations', 'refused by the API server', 'all'],
      ['api-version', 'refused by the API server', 'all'],
      ['applied-once', 'advice', 'StatefulSet,Service,PodDisruptionBudget,PersistentVolumeClaim'],
      ['budget-amounts', 'refused by the API server', 'PodDisruptionBudget'],
      ['budget-keeps-majority', 'advice', 'PodDisruptionBudget'],
      ['budget-lets-nodes-drain', 'advice', 'PodDisruptionBudget'],
      ['budget-name', 'refused by the API server', 'PodDisruptionBudget'],
      ['budget-says-one-thing', 'refused by the API server', 'PodDisruptionBudget'],
      ['budget-selects', 'advice', 'PodDisruptionBudget'],
      ['budgets-apart', 'advice', 'PodDisruptionBudget'],
      ['claim-hides-volume', 'advice', 'StatefulSet'],
      ['claim-name', 'refused by the API server', 'PersistentVolumeClaim'],
      ['claim-spec', 'refused by the API server', 'PersistentVolumeClaim,pods'],
      ['claim-templates', 'refused by the API server', 'StatefulSet'],
      ['claims-mounted', 'advice', 'StatefulSet'],
      ['claims-of-one-set', 'advice', 'pods'],
      ['cluster-addresses', 'refused by the API server', 'Service'],
      ['confinement', 'refused by the API server', 'pods'],
      ['container-port-numbers', 'advice', 'pods'],
      ['container-ports', 'refused by the API server', 'pods'],
      ['containers', 'refused by the API server', 'pods'],
      ['downward-fields', 'refused by the API server', 'pods'],
      ['dropped-fields', 'advice', 'all'],
      ['environment', 'refused by the API server', 'pods'],
      ['ephemeral-containers', 'refused by the API server', 'pods'],
      ['external-addresses', 'refused by the API server', 'Service'],
      ['external-name', 'refused by the API server', 'Service'],
      ['field-types', 'refused by the API server', 'all'],
      ['finalizers', 'refused by the API server', 'all'],
      ['generation', 'refused by the API server', 'Service,PersistentVolumeClaim,Pod'],
      ['governing-service', 'advice', 'StatefulSet'],
      ['governing-service-there', 'advice', 'StatefulSet'],
      ['handlers', 'refused by the API server', 'pods'],
      ['headless-address', 'refused by the API server', 'Service'],
      ['headless-has-no-outside', 'refused by the API server', 'Service'],
      ['headless-ignores', 'advice', 'Service'],
      ['headless-stays-headless', 'advice', 'Service'],
      ['headless-type', 'refused by the API server', 'Service'],
      ['host-ports', 'refused by the API server', 'pods'],
      ['host-users', 'refused by the API server', 'pods'],
      ['hostname-override', 'refused by the API server', 'pods'],
      ['image-names', 'never runs', 'pods'],
      ['init-containers', 'refused by the API server', 'pods'],
      ['ip-families', 'refused by the API server', 'Service'],
      ['known-fields', 'refused by the API server', 'all'],
      ['label-selectors', 'refused by the API server', 'all'],
      ['labels', 'refused by the API server', 'all'],
      ['load-balancers', 'refused by the API server', 'Service'],
      ['matched-label-keys', 'refused by the API server', 'pods'],
      ['members-let-in', 'advice', 'StatefulSet'],
      ['memory-requested', 'advice', 'pods'],
      ['names-resolved', 'advice', 'StatefulSet'],
      ['namespace-name', 'refused by the API server', 'all'],
      ['no-deadline', 'refused by the API server', 'pods'],
      ['node-ports', 'refused by the API server', 'Service'],
      ['node-selection', 'refused by the API server', 'pods'],
      ['numbers', 'refused by the API server', 'all'],
      ['operating-system', 'refused by the API server', 'pods'],
      ['outside-let-in', 'advice', 'Service'],
      ['owners', 'refused by the API server', 'all'],
      ['partition-reaches-pods', 'advice', 'StatefulSet'],
      ['pod-annotations', 'refused by the API server', 'pods'],
      ['pod-identity', 'advice', 'StatefulSet'],
      ['pod-name', 'refused by the API server', 'Pod'],
      ['pod-names', 'never runs', 'StatefulSet'],
      ['pod-names-free', 'never runs', 'StatefulSet'],
      ['pod-resources', 'refused by the API server', 'pods'],
      ['pod-security', 'advice', 'pods'],
      ['ports-named', 'advice', 'Service'],
      ['probe-ports', 'advice', 'pods'],
      ['probes', 'refused by the API server', 'pods'],
      ['projected-certificates', 'refused by the API server', 'pods'],
      ['projected-files', 'refused by the API server', 'pods'],
      ['references', 'advice', 'pods'],
      ['required', 'refused by the API server', 'all'],
      ['resizing', 'refused by the API server', 'pods'],
      ['resolvers', 'refused by the API server', 'pods'],
      ['resource-claims', 'refused by the API server', 'pods'],
      ['resource-limits', 'refused by the API server', 'pods'],
      ['restart-policy', 'refused by the API server', 'pods'],
      ['restart-rules', 'refused by the API server', 'pods'],
      ['revision-label', 'never runs', 'StatefulSet'],
      ['scheduling-gates', 'refused by the API server', 'pods'],
      ['security-contexts', 'refused by the API server', 'pods'],
      ['selector-matches-pods', 'refused by the API server', 'StatefulSet'],
      ['service-name', 'refused by the API server', 'Service'],
      ['service-port-names', 'refused by the API server', 'Service'],
      ['service-port-numbers', 'advice', 'Service'],
      ['service-ports', 'refused by the API server', 'Service'],
      ['services-differ', 'advice', 'Service'],
      ['session-affinity', 'refused by the API server', 'Service'],
      ['sets-apart', 'advice', 'StatefulSet'],
      ['sleeps', 'refused by the API server', 'pods'],
      ['spelling', 'refused by the API server', 'all'],
      ['spreading', 'refused by the API server', 'pods'],
      ['stateful-set-name', 'refused by the API server', 'StatefulSet'],
      ['sysctls', 'refused by the API server', 'pods'],
      ['tolerations', 'refused by the API server', 'pods'],
      ['topology-annotations', 'refused by the API server', 'Service'],
      ['traffic-policies', 'refused by the API server', 'Service'],
      ['update-strategy', 'refused by the API server', 'StatefulSet'],
      ['volume-devices', 'refused by the API server', 'pods'],
      ['volume-mounts', 'refused by the API server', 'pods'],
      ['volume-sources', 'refused by the API server', 'pods'],
      ['windows-options', 'refused by the API server', 'pods'],
      ['words', 'refused by the API server', 'all'],
    ]);
  });

  test('stand in files of their names, every one of which is asked', () => {
    const files = [...ROOMS, ...ROOMS_OF_PODS].flatMap(room => rulesIn(room).map(file => ({ room, file: file.replace(/\.ts$/, '') })));
    const exported = (room: string, file: string) => Object.values(jest.requireActual<Record<string, Rule | string | (() => void)>>(join(FOLDER, room, file)));
    const rules = files.flatMap(({ room, file }) => exported(room, file).filter(isRule).map(rule => ({ file, rule })));
    expect(rules.map(({ rule }) => rule.name)).toEqual(rules.map(({ file }) => file));
    expect(rules.map(({ file }) => file)).toEqual(files.map(({ file }) => file));
    expect(readdirSync(FOLDER).sort()).toEqual([...ROOMS, 'object-name.ts', 'rule.ts', 'rules.ts', 'shared-numbers.ts'].sort());
    expect(ROOMS.flatMap(foldersIn)).toEqual(ROOMS_OF_PODS);
    expect(new Set(rules.map(({ rule }) => rule))).toEqual(new Set(SORTED));
    expect(rules).toHaveLength(SORTED.length);
  });

  test.each(ROOMS_OF_PODS)('have three files or more in the room %s', (room) => {
    expect(rulesIn(room).length).toBeGreaterThanOrEqual(3);
  });

  test.each([['service', service()], ['headless', headless()], ['statefulSet', statefulSet()], ['budget', budget()]])('have nothing to say of a good %s', (_name, manifest) => {
    expect(findings(RULES, manifest, [service(), headless(), statefulSet(), budget()])).toEqual([]);
  });

  test('refuse nothing that the table of refused manifests does not have', () => {
    const refusing = SORTED.filter(rule => forbids(rule)).map(rule => rule.name);
    const tried = new Set(REFUSED_MANIFESTS.map(({ rule }) => rule));
    expect([...tried].sort()).toEqual(refusing.sort());
  });

  test.each(REFUSED_MANIFESTS.map(row => [row.rule, row.title, row] as const))('%s refuses %s', (name, _title, { manifests, says, server }) => {
    const found = findings(RULES, manifests[manifests.length - 1], manifests, server.until).filter(({ rule }) => rule.name === name);
    expect(found.map(({ rule, complaint }) => [forbids(rule), sentence('here', complaint)])).toEqual([[true, says]]);
  });
});

describe('rules of pods judge pods, whoever owns them', () => {
  const elsewhere = { kind: 'ServiceAccount', metadata: { name: 'elsewhere', namespace: 'elsewhere' } };
  // what they may say depends on who owns them, or on what else there is
  const ofPods = RULES.filter(rule => rule.kinds === POD_KINDS && !['claims-of-one-set', 'no-deadline', 'restart-policy'].includes(rule.name));
  const about = REFUSED_MANIFESTS.filter(({ rule }) => ofPods.some(({ name }) => name === rule)).map(row => [row.rule, row.title, row.manifests.at(-1)] as const);
  const advised = ofPods.filter(rule => !forbids(rule)).map(({ name }) => [name, 'a container that says nothing of what it should', statefulSet({
    'spec.template.spec.containers': [{ name: 'db', image: 'db:1', readinessProbe: { httpGet: { port: 'none' } }, ports: [{ containerPort: 53 }, { containerPort: 53, protocol: 'UDP' }] }],
    'spec.template.spec.initContainers': [{ name: 'proxy', image: 'proxy:1', restartPolicy: 'Always' }],
    'spec.template.spec.serviceAccountName': 'elsewhere',
    'metadata.namespace': 'prod',
  })] as const);

  test('and every one of them is tried here', () => {
    expect(new Set([...about, ...advised].map(([name]) => name))).toEqual(new Set(ofPods.map(({ name }) => name)));
  });

  test.each([...about, ...advised])('%s: %s', (name, _title, set) => {
    const { metadata, spec: { template } } = set;
    const rule = ofPods.filter(each => each.name === name);
    const says = (manifest: Manifest) => findings(rule, manifest, [manifest, elsewhere]).map(({ complaint }) => sentence('here', complaint));
    const said = says(set);
    expect(said.length).toBeGreaterThan(0);
    // others have no claims of their own, so that what is mounted from one is not there
    expect(says({ ...set, kind: 'Deployment' })).toEqual(expect.arrayContaining(said));
    expect(says({ ...set, kind: 'Job' })).toEqual(expect.arrayContaining(said));
    const others = (path: string) => expect.arrayContaining(said.map(each => each.replaceAll('spec.template.', path))) as string[];
    expect(says({ ...set, kind: 'CronJob', spec: { jobTemplate: { spec: set.spec } } })).toEqual(others('spec.jobTemplate.spec.template.'));
    expect(says({ kind: 'Pod', ...template, metadata: { ...metadata, ...template.metadata } })).toEqual(others(''));
  });
});

describe('what is found', () => {
  const manifest = headless({ 'spec.type': 'NodePort', 'metadata.name': 'Db' });

  test('tells the rule, the manifest and the complaint, rule by rule', () => {
    const found = findings(RULES, manifest, [manifest]);
    expect(found.map(({ rule, complaint }) => `${rule.name} ${complaint.what}`)).toEqual(['service-name metadata.name', 'headless-type spec.type']);
    expect(found.every(finding => finding.manifest === manifest)).toBe(true);
    expect(found.every(finding => RULES.includes(finding.rule))).toBe(true);
  });

  test('is found by rules for that kind only', () => {
    expect(findings(RULES, { ...manifest, kind: 'ConfigMap' }, [manifest])).toEqual([]);
    expect(findings(RULES.filter(rule => !rule.kinds.includes('Service')), manifest, [manifest])).toEqual([]);
  });

  test('is found among all manifests that are given', () => {
    const twin = statefulSet({ 'spec.replicas': 5 });
    expect(findings(RULES, statefulSet(), [twin]).map(({ rule }) => rule.name)).toEqual(['applied-once']);
  });
});

test('a manifest of which a field is left out, because nobody knows it, is no second one', () => {
  const manifest = statefulSet({ 'spec.replica': 3 });
  expect(findings(RULES, manifest, [manifest, headless()]).map(({ rule }) => rule.name)).toEqual(['known-fields']);
});

test.each([[34, []], [35, ['volume-sources']]])('a volume from an image is not looked at by Kubernetes 1.%i, which drops all of it, or is: %j', (kubernetes, says) => {
  const manifest = statefulSet({ 'spec.template.spec.volumes': [{ image: { reference: 'files:1' } }] });
  expect(findings(RULES.filter(forbids), manifest, [manifest], kubernetes).map(({ rule }) => rule.name)).toEqual(says);
});

test('an image with a blank is refused of a pod, and found of a set when it makes pods', () => {
  const certainties = (manifest: Manifest) => findings(RULES.filter(forbids), manifest, [manifest]).map(({ rule, certainty }) => [rule.name, certainty]);
  expect(certainties(statefulSet({ [`${CONTAINER}.image`]: ' db:1' }))).toEqual([['image-names', 'never runs']]);
  expect(certainties(pod({ 'spec.containers[0].image': ' db:1' }))).toEqual([['image-names', 'refused by the API server']]);
});

test.each([[35, 'never runs'], [36, 'never runs'], [37, 'refused by the API server']])('Kubernetes 1.%i asks for the reference of an image: a set without one is %s', (kubernetes, certainty) => {
  const volume = { name: 'files', image: { pullPolicy: 'Always' } };
  const set = statefulSet({ 'spec.template.spec.volumes': [volume] });
  const alone = pod({ 'spec.volumes[1]': volume });
  expect(findings(RULES.filter(forbids), set, [set], kubernetes)).toMatchObject([{ rule: { name: 'required' }, certainty }]);
  expect(findings(RULES.filter(forbids), alone, [alone], kubernetes)).toMatchObject([{ rule: { name: 'required' }, certainty: 'refused by the API server' }]);
});

describe('whatever a manifest says', () => {
  // Paths that lead deep into the rules, and names that every object has from birth.
  const NAMES = ['metadata', 'spec', 'name', 'namespace', 'labels', 'selector', 'matchLabels', 'matchExpressions', 'key', 'operator', 'values', 'template', 'containers', 'initContainers', 'volumes',
    'volumeClaimTemplates', 'accessModes', 'resources', 'requests', 'limits', 'storage', 'memory', 'ports', 'port', 'targetPort', 'protocol', 'containerPort', 'securityContext', 'capabilities', 'add',
    'drop', 'replicas', 'ordinals', 'start', 'updateStrategy', 'rollingUpdate', 'partition', 'clusterIP', 'clusterIPs', 'ipFamilies', 'minAvailable', 'maxUnavailable', 'readinessProbe', 'tcpSocket',
    'volumeMounts', 'mountPath', 'env', 'envFrom', 'valueFrom', 'secretRef', 'secretKeyRef', 'secret', 'secretName', 'projected', 'sources', 'dataSource', 'toString', 'valueOf', 'constructor', '__proto__', '0', 'length'];
  const leaf = fc.oneof(fc.constantFrom(null, '', 'None', 'ALL', 'app', 'db', '100%', '1Gi', 0, 1, -1, 65536, true), fc.string(), fc.double());
  const { value: anything } = fc.letrec<{ value: unknown }>(tie => ({
    value: fc.oneof({ maxDepth: 6, depthSize: 'medium' }, leaf, fc.dictionary(fc.constantFrom(...NAMES), tie('value')), fc.array(tie('value'), { maxLength: 3 })),
  }));
  const kind = fc.constantFrom('Service', 'StatefulSet', 'PodDisruptionBudget', 'CronJob', 'Pod', 'constructor');
  const manifests = fc.record({ kind, metadata: anything, spec: anything }, { requiredKeys: ['kind'] });

  /** A good manifest in which something that is somewhere has become anything. */
  const spoiled = fc.tuple(fc.constantFrom(service, headless, statefulSet, budget), fc.nat(), anything).map(([make, n, value]) => {
    const manifest = make();
    const places = placesIn(manifest);
    const [at, key] = places[n % places.length];
    at[key] = value;
    return manifest;
  });

  function placesIn(manifest: Record<string, unknown>): [Record<string, unknown>, string][] {
    const places: [Record<string, unknown>, string][] = [];
    const visit = (at: Record<string, unknown>) => Object.keys(at).forEach(key => {
      if (key !== 'kind') places.push([at, key]);
      if (typeof at[key] === 'object') visit(at[key] as Record<string, unknown>);
    });
    visit(manifest);
    return places;
  }

  test.each(Object.entries({ service, headless, statefulSet, budget }))('a map that cannot become text is judged at each place of a %s', (_, make) => {
    const bare = Object.create(null) as unknown;
    for (const value of [bare, [bare], { app: bare }, { app: [bare] }]) {
      for (let n = 0; n < placesIn(make()).length; n++) {
        const manifest = make();
        const [at, key] = placesIn(manifest)[n];
        at[key] = value;
        const others = [manifest, statefulSet(), headless(), budget()];
        expect(() => others.flatMap(each => findings([...RULES, ...OF_CONSTRUCTS], each, others))).not.toThrow();
      }
    }
  });

  test('it is judged, never thrown at', () => {
    const asked = [...RULES, ...OF_CONSTRUCTS];
    fc.assert(fc.property(fc.oneof(manifests, spoiled), fc.oneof(manifests, spoiled), (manifest, other) => {
      for (const finding of findings(asked, manifest, [manifest, other, statefulSet(), headless()])) expect(sentence('here', finding.complaint)).toMatch(/^here: '.+' must be /s);
    }), { numRuns: 2000 });
  });
});
