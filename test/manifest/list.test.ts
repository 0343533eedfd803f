import { objectsIn } from '../../src/manifest/list';

const pod = { apiVersion: 'v1', kind: 'Pod', metadata: { name: 'p' } };

test.each<[string, unknown]>([
  ['an object', pod],
  ['an object that ends like a list, and has no items', { kind: 'Whitelist' }],
  ['a list whose items are none', { kind: 'List', items: {} }],
  ['what has no kind', { items: [pod] }],
  ['what is no object', 'text'],
  ['nothing', null],
])('%s is one manifest', (_, manifest) => expect(objectsIn(manifest)).toEqual([{ manifest, path: '' }]));

test('a list is what is in it, with the place of each', () => {
  expect(objectsIn({ apiVersion: 'v1', kind: 'List', items: [pod, { kind: 'List', items: [pod] }, null] })).toEqual([
    { manifest: pod, path: 'items[0].' }, { manifest: pod, path: 'items[1].items[0].' }, { manifest: {}, path: 'items[2].' },
  ]);
  expect(objectsIn({ kind: 'List', items: [] })).toEqual([]);
});

test('a list of one kind says what its items are, unless they do', () => {
  expect(objectsIn({ apiVersion: 'v1', kind: 'PodList', items: [{ metadata: pod.metadata }, { ...pod, kind: 'Other' }] }).map(({ manifest }) => manifest)).toEqual([pod, { ...pod, kind: 'Other' }]);
});
