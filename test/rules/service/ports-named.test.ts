import { portsNamed } from '../../../src/rules/service/ports-named';
import { Changes, complaints, headless, service } from '../../support/manifests';

const says = (changes: Changes) => complaints(portsNamed, headless(changes));
const unnamed = (i: number) => `here: 'spec.ports[${i}].name' must be set, because only named ports get SRV records, got nothing`;

test.each(['cql', 'Any name'])('lets a port called %s pass', (name) => {
  expect(says({ 'spec.ports[0].name': name })).toEqual([]);
});

test.each([undefined, null, ''])('advises against a port whose name is %p', (name) => {
  expect(says({ 'spec.ports[0].name': name })).toEqual([unnamed(0)]);
});

test('speaks of the ports without a name, and of no others', () => {
  expect(says({ 'spec.ports[1]': { port: 7000 }, 'spec.ports[2]': null })).toEqual([unnamed(1), unnamed(2)]);
});

test('has nothing to say of a Service with an address, which nobody asks for SRV records', () => {
  expect(complaints(portsNamed, service({ 'spec.ports[0].name': undefined }))).toEqual([]);
});

test.each<[string, unknown]>([['spec', null], ['spec', 'text'], ['spec.ports', undefined], ['spec.ports', null], ['spec.ports', '9042'], ['spec.ports', []]])('has nothing to say where %s is %j', (path, value) => {
  expect(says({ [path]: value })).toEqual([]);
});
