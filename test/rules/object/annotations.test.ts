import { annotations } from '../../../src/rules/object/annotations';
import { Changes, complaints, service } from '../../support/manifests';

test.each<[title: string, changes: Changes, says: string[]]>([
  [
    'a key with a blank',
    { 'metadata.annotations': { 'a b': 'c' } },
    ["'metadata.annotations' must be annotations whose keys are up to 63 letters, digits, '-', '_' or '.', after an optional domain and '/', got 'a b'"],
  ],
  ['a byte more', { 'metadata.annotations': { a: 'b'.repeat(262144) } }, ["'metadata.annotations' must be at most 262144 bytes, keys and values together, got 262145"]],
])('has something to say of %s', (_title, changes, says) => {
  expect(complaints(annotations, service(changes))).toEqual(says.map(each => `here: ${each}`));
});

test.each<[title: string, changes: Changes]>([
  ['keys with capitals', { 'metadata.annotations': { 'Example.com/A': 'b' } }],
  ['256 KiB', { 'metadata.annotations': { a: 'b'.repeat(262143) } }],
])('has nothing to say of %s', (_title, changes) => {
  expect(complaints(annotations, service(changes))).toEqual([]);
});
