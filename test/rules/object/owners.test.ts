import { owners } from '../../../src/rules/object/owners';
import { Changes, complaints, service } from '../../support/manifests';

test.each<[title: string, changes: Changes, says: string[]]>([
  [
    'two who control it',
    { 'metadata.ownerReferences': [{ apiVersion: 'v1', kind: 'Pod', name: 'a', uid: 'b', controller: true }, { apiVersion: 'v1', kind: 'Pod', name: 'b', uid: 'c', controller: true }] },
    ["'metadata.ownerReferences[1].controller' must be true for at most one owner, got true"],
  ],
  [
    'an Event',
    { 'metadata.ownerReferences': [{ apiVersion: 'v1', kind: 'Event', name: 'a', uid: 'b' }] },
    ["'metadata.ownerReferences[0].kind' must be a kind other than Event, which cannot own objects, got 'Event'"],
  ],
  [
    'one without a name',
    { 'metadata.ownerReferences': [{ apiVersion: 'v1', kind: 'Pod', uid: 'b' }] },
    ["'metadata.ownerReferences[0].name' must be given, got nothing"],
  ],
])('has something to say of %s', (_title, changes, says) => {
  expect(complaints(owners, service(changes))).toEqual(says.map(each => `here: ${each}`));
});

test.each<[title: string, changes: Changes]>([
  [
    'one who controls it',
    { 'metadata.ownerReferences': [{ apiVersion: 'v1', kind: 'Pod', name: 'a', uid: 'b', controller: true }, { apiVersion: 'v1', kind: 'Pod', name: 'b', uid: 'c' }] },
  ],
  ['an Event of another group', { 'metadata.ownerReferences': [{ apiVersion: 'events.k8s.io/v1', kind: 'Event', name: 'a', uid: 'b' }] }],
])('has nothing to say of %s', (_title, changes) => {
  expect(complaints(owners, service(changes))).toEqual([]);
});
