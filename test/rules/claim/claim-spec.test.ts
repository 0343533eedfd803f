import { Manifest } from '../../../src/manifest/manifest';
import { claimSpec } from '../../../src/rules/claim/claim-spec';
import { Changes, claim, CLAIM, complaints, statefulSet } from '../../support/manifests';

/** A claim by itself, of a set, and of a volume of a pod: where its spec is, and how to change it. */
const PLACES: [string, (changes: Changes) => Manifest][] = [
  ['spec', claim],
  [`${CLAIM}.spec`, changes => statefulSet(changes)],
  ['spec.template.spec.volumes[0].ephemeral.volumeClaimTemplate.spec', changes => statefulSet({
    'spec.template.spec.volumes': [{ name: 'cache', ephemeral: { volumeClaimTemplate: { spec: claim().spec } } }], ...changes,
  })],
];

describe.each(PLACES)('%s', (path, make) => {
  const says = (field: string, value: unknown) => complaints(claimSpec, make({ [`${path}.${field}`]: value }));
  const SIZE = `here: '${path}.resources.requests.storage' must be a size above 0, such as '10Gi'`;

  test.each([[['ReadWriteOnce']], [['ReadWriteOnce', 'ReadOnlyMany', 'ReadWriteMany']], [['ReadWriteOncePod', 'ReadWriteOncePod']]])('may have the modes %j', (modes) => {
    expect(says('accessModes', modes)).toEqual([]);
  });

  test.each([[['ReadWriteOncePod', 'ReadWriteOnce']], [['ReadWriteMany', 'ReadWriteOncePod']]])('may not have the modes %j, because a volume for one pod is for no other', (modes) => {
    expect(says('accessModes', modes)).toEqual([`here: '${path}.accessModes' must be only ReadWriteOncePod, or other access modes, got ${JSON.stringify(modes)}`]);
  });

  test.each(['10Gi', '+1Gi', ' 1Gi ', '1n', '0.5', '1e3', 1, 0.5])('may be of the size %p', (storage) => {
    expect(says('resources.requests.storage', storage)).toEqual([]);
  });

  test.each([[undefined, 'nothing'], [null, 'nothing'], ['0', "'0'"], ['0Gi', "'0Gi'"], ['-1Gi', "'-1Gi'"], [0, '0'], [-1, '-1']])('may not be of the size %p', (storage, got) => {
    expect(says('resources.requests.storage', storage)).toEqual([`${SIZE}, got ${got}`]);
  });

  test.each<[string, unknown]>([['resources.requests', null], ['resources', undefined]])('has a size, which is missed where %s is %p', (field, value) => {
    expect(says(field, value)).toEqual([`${SIZE}, got nothing`]);
  });

  test('is filled from another claim, or from what a group of its own has', () => {
    expect(says('dataSource', { kind: 'PersistentVolumeClaim', name: 'old' })).toEqual([]);
    expect(says('dataSourceRef', { kind: 'Backup', name: 'old', apiGroup: 'example.com' })).toEqual([]);
    expect(says('dataSourceRef', { kind: 'Backup', name: 'old' })).toEqual([`here: '${path}.dataSourceRef.kind' must be 'PersistentVolumeClaim', unless an apiGroup is given, got 'Backup'`]);
  });
});

const claims = (source: unknown, reference: unknown) => complaints(claimSpec, claim({ 'spec.dataSource': source, 'spec.dataSourceRef': reference }));
const OLD = { kind: 'PersistentVolumeClaim', name: 'old' };

test('two sources are the same', () => {
  expect(claims(OLD, { ...OLD, apiGroup: null })).toEqual([]);
  expect(claims(OLD, { ...OLD, name: 'other' })).toEqual([`here: 'spec.dataSource' must be left out, or the same as dataSourceRef, got ${JSON.stringify(OLD)}`]);
});

test('a source in another namespace is dropped before anybody looks at it, but not in what claims are made from', () => {
  expect(claims(OLD, { ...OLD, namespace: 'other' })).toEqual([]);
  expect(complaints(claimSpec, statefulSet({ [`${CLAIM}.spec.dataSource`]: OLD, [`${CLAIM}.spec.dataSourceRef`]: { ...OLD, namespace: 'other' } }))).toEqual([
    `here: '${CLAIM}.spec.dataSource' must be left out if the dataSourceRef has a namespace, got ${JSON.stringify(OLD)}`,
  ]);
});

test('a source of a kind that the API server never knew is dropped', () => {
  expect(claims({ kind: 'Backup', name: 'old' }, undefined)).toEqual([]);
  expect(claims({ kind: 'VolumeSnapshot', name: 'old', apiGroup: 'snapshot.storage.k8s.io' }, undefined)).toEqual([]);
});
