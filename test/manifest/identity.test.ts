import { identity, sameNamespace } from '../../src/manifest/identity';

test.each<[unknown, unknown]>([
  [{ kind: 'Service', metadata: { namespace: 'prod', name: 'db' } }, { kind: 'Service', namespace: 'prod', name: 'db' }],
  [{ kind: 'Service', metadata: { name: 'db' } }, { kind: 'Service', namespace: '', name: 'db' }],
  [{ kind: 5, metadata: { namespace: ['prod'], name: null } }, { kind: '', namespace: '', name: '' }],
  [{ metadata: 'db' }, { kind: '', namespace: '', name: '' }],
  [{}, { kind: '', namespace: '', name: '' }],
])('%j is known as %j', (manifest, known) => {
  expect(identity(manifest)).toEqual(known);
});

test.each<[unknown, unknown, boolean]>([
  [{ namespace: 'a' }, { namespace: 'a' }, true], [{ namespace: 'a' }, { namespace: 'b' }, false], [{ namespace: 'a' }, {}, false], [{}, {}, true],
  [undefined, {}, true], [null, { namespace: null }, true], [{ namespace: '' }, {}, true], ['text', {}, true],
])('metadata %j and %j: the same namespace, %p', (one, other, same) => {
  expect(sameNamespace({ metadata: one }, { metadata: other })).toBe(same);
});
