import { Manifest } from '../../src/manifest/manifest';
import { claimNames, claimStem, firstPod, governedBy, majority, ordinals, podNames, replicas, retention } from '../../src/upgrade/set';

const set = (spec: Manifest = {}, name = 'db'): Manifest => ({ apiVersion: 'apps/v1', kind: 'StatefulSet', metadata: { name, namespace: 'prod' }, spec });
const claims = (...names: string[]) => names.map(name => ({ metadata: { name } }));

test.each([
  ['left out', undefined, 1], ['no number', 'two', 1], ['less than none', -1, 0], ['none', 0, 0], ['three', 3, 3],
])('replicas that are %s (%j) are %i', (_title, said, are) => {
  expect(replicas(set({ replicas: said }))).toBe(are);
});

test('pods are counted from 0, or from the ordinal that the set begins with', () => {
  expect(podNames(set({ replicas: 2 }))).toEqual(['db-0', 'db-1']);
  expect(podNames(set({ replicas: 2, ordinals: { start: 5 } }))).toEqual(['db-5', 'db-6']);
  expect(podNames(set({ replicas: 0 }))).toEqual([]);
});

test('the first pod is that of the ordinal that the set begins with, whether there are any or not', () => {
  expect(firstPod(set({ replicas: 2 }))).toBe('db-0');
  expect(firstPod(set({ replicas: 0, ordinals: { start: 5 } }))).toBe('db-5');
});

test.each([[999, 999], [1000, 1000], [1001, 1000]])('of %i pods, %i are listed', (said, listed) => {
  expect(ordinals(set({ replicas: said }))).toHaveLength(listed);
});

test('claims are called after their template, their set and the ordinal of their pod', () => {
  expect(claimStem(set(), 'data')).toBe('data-db-');
  expect(claimNames(set({ replicas: 2, ordinals: { start: 1 }, volumeClaimTemplates: claims('data', 'log') })))
    .toEqual(['data-db-1', 'data-db-2', 'log-db-1', 'log-db-2']);
  expect(claimNames(set({ replicas: 2 }))).toEqual([]);
});

test('a Service governs the sets of its namespace that name it', () => {
  const service = { apiVersion: 'v1', kind: 'Service', metadata: { name: 'dns', namespace: 'prod' } };
  const own = set({ serviceName: 'dns' });
  const elsewhere = { ...own, metadata: { name: 'db', namespace: 'test' } };
  expect(governedBy(service, [service, own, set({ serviceName: 'other' }, 'other'), elsewhere])).toEqual([own]);
});

test('claims are kept unless something else is said', () => {
  expect(retention(set())).toEqual({ whenDeleted: 'Retain', whenScaled: 'Retain' });
  expect(retention(set({ persistentVolumeClaimRetentionPolicy: { whenScaled: 'Delete' } }))).toEqual({ whenDeleted: 'Retain', whenScaled: 'Delete' });
});

test.each([[1, 1], [2, 2], [3, 2], [4, 3], [5, 3]])('more than half of %i are %i', (of, are) => {
  expect(majority(of)).toBe(are);
});
