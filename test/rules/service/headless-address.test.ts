import { headlessAddress } from '../../../src/rules/service/headless-address';
import { Changes, complaints, headless } from '../../support/manifests';

const says = (changes: Changes) => complaints(headlessAddress, headless(changes));
const alone = (got: string) => [`here: 'spec.clusterIPs' must be left out, or only 'None', like clusterIP, got ${got}`];

test.each(['None', '', '10.96.0.77', '2001:db8::1', undefined, null, 5, {}])('lets the address %p pass', (clusterIP) => {
  expect(says({ 'spec.clusterIP': clusterIP })).toEqual([]);
});

test.each(['none', 'NONE', 'nONE'])('refuses None spelled %s', (clusterIP) => {
  expect(says({ 'spec.clusterIP': clusterIP })).toEqual([`here: 'spec.clusterIP' must be 'None', an IP address, or left out, got '${clusterIP}'`]);
});

test.each<[unknown, unknown]>([
  ['None', undefined], ['None', null], ['None', []], ['None', ['None']], ['10.96.0.77', ['10.96.0.77', '2001:db8::1']], [undefined, ['10.96.0.77']], ['None', 'None'], ['None', [null]],
])('lets the address %p with the list %j pass', (clusterIP, clusterIPs) => {
  expect(says({ 'spec.clusterIP': clusterIP, 'spec.clusterIPs': clusterIPs })).toEqual([]);
});

test.each<[unknown, unknown[]]>([
  ['None', ['None', '10.96.0.77']], ['None', ['10.96.0.77', 'None']], ['None', ['None', 'None']], [undefined, ['None']], [null, ['None']], ['', ['None']], ['10.96.0.77', ['None']],
])('refuses the address %p with the list %j', (clusterIP, clusterIPs) => {
  expect(says({ 'spec.clusterIP': clusterIP, 'spec.clusterIPs': clusterIPs })).toEqual(alone(JSON.stringify(clusterIPs)));
});

test.each([undefined, null, 'text', 5, []])('has nothing to say of a Service whose spec is %p', (spec) => {
  expect(says({ spec })).toEqual([]);
});
