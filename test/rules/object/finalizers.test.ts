import { finalizers } from '../../../src/rules/object/finalizers';
import { Changes, complaints, service } from '../../support/manifests';

test.each<[title: string, changes: Changes, says: string[]]>([
  ['one without a domain', { 'metadata.finalizers': ['a'] }, ["'metadata.finalizers[0]' must be a domain, '/' and a name, got 'a'"]],
  ['nothing for one', { 'metadata.finalizers': [null] }, ["'metadata.finalizers[0]' must be a domain, '/' and a name, got ''"]],
  [
    'two that exclude each other',
    { 'metadata.finalizers': ['orphan', 'foregroundDeletion'] },
    ['\'metadata.finalizers\' must be a list that does not have both orphan and foregroundDeletion, got ["orphan","foregroundDeletion"]'],
  ],
])('has something to say of %s', (_title, changes, says) => {
  expect(complaints(finalizers, service(changes))).toEqual(says.map(each => `here: ${each}`));
});

test.each<[title: string, changes: Changes]>([
  ["Kubernetes' own", { 'metadata.finalizers': ['kubernetes', 'orphan'] }],
  ['one with a domain', { 'metadata.finalizers': ['example.com/a'] }],
])('has nothing to say of %s', (_title, changes) => {
  expect(complaints(finalizers, service(changes))).toEqual([]);
});
