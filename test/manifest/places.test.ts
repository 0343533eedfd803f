import { placesOf } from '../../src/manifest/places';
import { budget, CONTAINER, headless, statefulSet } from '../support/manifests';

test('tells where each type stands', () => {
  const places = placesOf(statefulSet());
  expect(places.every('Container').map(({ path }) => path)).toEqual([CONTAINER]);
  expect(places.every('ObjectMeta').map(({ path }) => path)).toEqual(['metadata', 'spec.template.metadata', 'spec.volumeClaimTemplates[0].metadata']);
  expect(places.every('Toleration')).toEqual([]);
});

test('leaves a manifest that fits as it is', () => {
  const manifest = statefulSet();
  expect(placesOf(manifest)).toMatchObject({ misfits: [], dropped: [] });
  expect(placesOf(manifest).manifest).toBe(manifest);
});

test('reads nothing of a kind that it does not know', () => {
  expect(placesOf({ kind: 'ConfigMap', data: 5 })).toMatchObject({ misfits: [] });
  expect(placesOf({ kind: 'Container', name: 5 })).toMatchObject({ misfits: [] });
});

test('takes what fits, and tells of the rest', () => {
  const places = placesOf(headless({ 'spec.ports': [{ name: 5, port: 9042 }, 'cql', null], 'spec.selektor': {}, 'spec.externalIPs': 'none', 'metadata.labels': ['app'] }));
  expect(places.misfits.map(({ what, allowed, instead }) => [what, allowed, instead])).toEqual([
    ['metadata.labels', 'a map', undefined],
    ['spec.ports[0].name', 'a string', undefined],
    ['spec.ports[1]', 'an object', undefined],
    ['spec.selektor', 'left out, because Kubernetes 1.37 has no such field', "is 'selector' meant?"],
    ['spec.externalIPs', 'a list', undefined],
  ]);
  expect(places.manifest.spec).toEqual({ clusterIP: 'None', selector: { app: 'db' }, ports: [{ port: 9042 }, null, null] });
});

test.each<[string, unknown[], unknown[], string]>([
  ['spec.clusterIP', ['', 'None'], [5, true, {}, []], 'a string'],
  ['spec.publishNotReadyAddresses', [true, false], ['true', 1], 'true or false'],
  ['spec.ports[0].port', [0, -2147483648, 2147483647, 1.0], ['1', 1.5, 2147483648, NaN], 'a whole number of 32 bits'],
  ['metadata.generation', [2147483648], ['1', 2 ** 63, 0.5], 'a whole number of 64 bits'],
  ['spec.ports[0].targetPort', [1, 'cql'], [true, 1.5, {}], 'a whole number or a string'],
  ['metadata.creationTimestamp', ['2026-01-31T12:00:00Z', '2026-01-31T12:00:00.5+01:00'], ['today', '2026-13-31T12:00:00Z', 5], "a time, such as '2026-01-31T12:00:00Z'"],
])('the field %s is read as its type is', (path, fitting, not, allowed) => {
  for (const value of [...fitting, null, undefined]) expect(placesOf(headless({ [path]: value })).misfits).toEqual([]);
  for (const value of not) expect(placesOf(headless({ [path]: value })).misfits).toEqual([{ what: path, allowed, got: value, unknown: false }]);
});

test('reads what has no fields of its own', () => {
  const job = (basic: unknown) => placesOf({ kind: 'Job', spec: { scheduling: { schedulingPolicy: { basic } } } }).misfits.map(({ what, allowed }) => [what, allowed]);
  expect(job({})).toEqual([]);
  expect(job([])).toEqual([['spec.scheduling.schedulingPolicy.basic', 'an object']]);
  for (const fieldsV1 of [{}, 'any', 5]) expect(placesOf(headless({ 'metadata.managedFields': [{ fieldsV1 }] })).misfits).toEqual([]);
});

test('knows the fields of the whole', () => {
  expect(placesOf(headless({ specs: {} })).misfits).toEqual([
    { what: 'specs', allowed: 'left out, because Kubernetes 1.37 has no such field', got: {}, unknown: true, instead: "is 'spec' meant?" },
  ]);
});

test('knows versions by their fields, and what they drop', () => {
  const manifest = headless({ 'spec.trafficDistribution': 'PreferClose' });
  expect(placesOf(manifest, 28).misfits).toMatchObject([{ what: 'spec.trafficDistribution', instead: 'it is there from 1.30 on' }]);
  expect(placesOf(manifest, 30).dropped).toMatchObject([{ what: 'spec.trafficDistribution', instead: '1.31 keeps it' }]);
  expect(placesOf(manifest, 31)).toMatchObject({ misfits: [], dropped: [] });
  expect(placesOf({ kind: 'Pod', spec: { workloadRef: {} } }, 37).misfits).toMatchObject([{ what: 'spec.workloadRef', instead: 'it is there from 1.35 on' }]);
  expect(placesOf({ kind: 'Pod', spec: { resourceClaims: [{ source: {} }] } }, 37).misfits).toMatchObject([{ instead: 'it was there until 1.30' }]);
});

test('knows where a field is dropped, and where it is left to the rules', () => {
  const set = statefulSet({ [`${CONTAINER}.restartPolicy`]: 'Always', 'spec.template.spec.initContainers': [{ name: 'init', restartPolicy: 'Always' }] });
  expect(placesOf(set, 28).dropped.map(({ what }) => what)).toEqual(['spec.template.spec.initContainers[0].restartPolicy']);
  expect(placesOf(set, 28).manifest.spec.template.spec.containers[0].restartPolicy).toBe('Always');
  expect(placesOf(set, 29).dropped).toEqual([]);
});

test.each([
  ['backoffLimitPerIndex', 29], ['maxFailedIndexes', 29], ['podReplacementPolicy', 29], ['successPolicy', 31], ['managedBy', 32], ['scheduling', undefined],
])('of Jobs, %s is dropped before 1.%s', (field, since) => {
  const job = { kind: 'Job', spec: { [field]: null } };
  const value = { backoffLimitPerIndex: 1, maxFailedIndexes: 1, podReplacementPolicy: 'Failed', successPolicy: {}, managedBy: 'a/b', scheduling: {} }[field];
  const asked = (kubernetes: number) => placesOf({ ...job, spec: { [field]: value } }, kubernetes);
  if (since === undefined) {
    expect(asked(37).dropped.map(({ what }) => what)).toEqual([`spec.${field}`]);
  } else {
    expect(asked(since)).toMatchObject({ misfits: [], dropped: [] });
    expect(asked(since - 1).manifest.spec).toEqual({});
  }
});

test('drops the protocol of a probe', () => {
  const set = statefulSet({ [`${CONTAINER}.readinessProbe`]: { httpGet: { port: 80, protocol: 'HTTP2' } } });
  expect(placesOf(set, 37).dropped.map(({ what }) => what)).toEqual([`${CONTAINER}.readinessProbe.httpGet.protocol`]);
});

test('takes a spec that is not there for one that says nothing', () => {
  expect(placesOf(budget({ spec: undefined })).every('PodDisruptionBudgetSpec')).toEqual([{ value: {}, path: 'spec' }]);
});
