import { servicePortNames } from '../../../src/rules/service/service-port-names';
import { complaints, service } from '../../support/manifests';

const says = (ports: unknown) => complaints(servicePortNames, service({ 'spec.ports': ports }));
const malformed = (i: number, got: string) => `here: 'spec.ports[${i}].name' must be 1 to 63 lower-case letters, digits or '-', beginning with a letter or digit and not ending with '-', got ${got}`;

test.each([undefined, null, '', 'c', '9', 'cql-1', 'p'.repeat(63)])('lets the name %p of the only port pass', (name) => {
  expect(says([{ name, port: 1 }])).toEqual([]);
});

test.each([
  ['p'.repeat(64), `'${'p'.repeat(64)}'`], ['Cql', "'Cql'"], ['a.b', "'a.b'"], ['-a', "'-a'"], ['a-', "'a-'"], [5, '5'], [true, 'true'], [{}, '{}'],
])('refuses the name %p of the only port', (name, got) => {
  expect(says([{ name, port: 1 }])).toEqual([malformed(0, got)]);
});

test('lets several ports pass that have names of their own', () => {
  expect(says([{ name: 'a', port: 1 }, { name: 'b', port: 2 }, { name: 'c', port: 3 }])).toEqual([]);
});

test.each([[undefined, 'nothing'], [null, 'null'], ['', "''"]])('refuses the name %p of one port among several', (name, got) => {
  expect(says([{ name: 'a', port: 1 }, { name, port: 2 }])).toEqual([malformed(1, got)]);
});

test('does not call a name taken that is missing twice', () => {
  expect(says([{ port: 1 }, null])).toEqual([malformed(0, 'nothing'), malformed(1, 'nothing')]);
});

test('refuses each further port of one name', () => {
  expect(says([{ name: 'a', port: 1 }, { name: 'b', port: 2 }, { name: 'a', port: 3 }, { name: 'a', port: 4 }])).toEqual([2, 3].map(
    i => `here: 'spec.ports[${i}].name' must be a name that no other port of the Service has, got 'a'`,
  ));
});

test.each([undefined, null, [], {}, '9042', [null]].map(ports => [ports]))('has nothing to say of ports that are %j', (ports) => {
  expect(says(ports)).toEqual([]);
});

test.each([undefined, null, 'text', 5])('has nothing to say of a Service whose spec is %p', (spec) => {
  expect(complaints(servicePortNames, service({ spec }))).toEqual([]);
});
