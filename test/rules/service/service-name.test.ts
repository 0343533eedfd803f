import { findings } from '../../../src/rules/rules';
import { serviceName } from '../../../src/rules/service/service-name';
import { Changes, complaints, service } from '../../support/manifests';

const says = (changes: Changes) => complaints(serviceName, service(changes));
const malformed = (got: string) => [`here: 'metadata.name' must be 1 to 63 lower-case letters, digits or '-', beginning with a letter or digit and not ending with '-', got ${got}`];

test.each(['d', 'db', 'db-1', '1db', 'd'.repeat(63)])('lets a Service called %s pass', (name) => {
  expect(says({ 'metadata.name': name })).toEqual([]);
});

test.each([
  ['', "''"], ['d'.repeat(64), `'${'d'.repeat(64)}'`], ['-db', "'-db'"], ['db-', "'db-'"], ['Db', "'Db'"], ['d.b', "'d.b'"], ['d_b', "'d_b'"], [undefined, 'nothing'], [null, 'null'], [5, '5'], [['db'], '["db"]'],
])('refuses a Service called %p', (name, got) => {
  expect(says({ 'metadata.name': name })).toEqual(malformed(got));
});

test.each([undefined, null, 'db', 5])('misses the name where metadata are %p', (metadata) => {
  expect(says({ metadata })).toEqual(malformed('nothing'));
});

test('may begin with a digit from 1.36 on', () => {
  const allowed = (kubernetes: number) => findings([serviceName], service({ 'metadata.name': '1db' }), [], kubernetes).map(({ complaint }) => complaint.allowed);
  expect(allowed(36)).toEqual([]);
  expect(allowed(35)).toEqual(["1 to 63 lower-case letters, digits or '-', beginning with a letter and not ending with '-'"]);
});

test('may be left to the API server, if it begins well', () => {
  expect(says({ 'metadata.name': undefined, 'metadata.generateName': 'db-' })).toEqual([]);
  expect(says({ 'metadata.name': undefined, 'metadata.generateName': 'Db-' })).toEqual([
    "here: 'metadata.generateName' must be 1 to 63 lower-case letters, digits or '-', beginning with a letter or digit and not ending with '-', with a suffix added, got 'Db-'",
  ]);
});
