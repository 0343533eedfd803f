import { statefulSetName } from '../../../src/rules/stateful-set/stateful-set-name';
import { Changes, complaints, statefulSet } from '../../support/manifests';

const says = (changes: Changes) => complaints(statefulSetName, statefulSet(changes));
const malformed = (got: string) => [`here: 'metadata.name' must be 1 to 63 lower-case letters, digits or '-', beginning with a letter or digit and not ending with '-', got ${got}`];

test.each(['d', '1', '1db', 'db-1', 'd'.repeat(63)])('lets a StatefulSet called %s pass', (name) => {
  expect(says({ 'metadata.name': name })).toEqual([]);
});

test.each([
  ['', "''"], ['d'.repeat(64), `'${'d'.repeat(64)}'`], ['-db', "'-db'"], ['db-', "'db-'"], ['Db', "'Db'"], ['d.b', "'d.b'"], ['d_b', "'d_b'"], [undefined, 'nothing'], [null, 'null'], [5, '5'], [['db'], '["db"]'],
])('refuses a StatefulSet called %p', (name, got) => {
  expect(says({ 'metadata.name': name })).toEqual(malformed(got));
});

test.each([undefined, null, 'db', 5])('misses the name where metadata are %p', (metadata) => {
  expect(says({ metadata })).toEqual(malformed('nothing'));
});
