import { headlessHasNoOutside } from '../../../src/rules/service/headless-has-no-outside';
import { Changes, complaints, headless, service } from '../../support/manifests';

const says = (changes: Changes) => complaints(headlessHasNoOutside, headless(changes));
const leftOut = (what: string, got: string) => [`here: '${what}' must be left out of a headless Service, got ${got}; for access from outside add a client Service, or one Service per pod`];

test('lets a headless Service pass that opens nothing', () => {
  expect(says({})).toEqual([]);
});

test.each<[string, unknown, string]>([
  ['externalTrafficPolicy', 'Local', "'Local'"],
  ['externalTrafficPolicy', 'Cluster', "'Cluster'"],
  ['healthCheckNodePort', 31000, '31000'],
  ['healthCheckNodePort', 1, '1'],
  ['loadBalancerSourceRanges', ['10.0.0.0/8'], '["10.0.0.0/8"]'],
  ['loadBalancerClass', 'example.com/lb', "'example.com/lb'"],
  ['loadBalancerClass', '', "''"],
  ['allocateLoadBalancerNodePorts', true, 'true'],
  ['allocateLoadBalancerNodePorts', false, 'false'],
])('refuses %s: %j', (field, value, got) => {
  expect(says({ [`spec.${field}`]: value })).toEqual(leftOut(`spec.${field}`, got));
});

test.each<[string, unknown]>([
  ['externalTrafficPolicy', ''],
  ['externalTrafficPolicy', null],
  ['healthCheckNodePort', 0],
  ['healthCheckNodePort', null],
  ['loadBalancerSourceRanges', []],
  ['loadBalancerSourceRanges', null],
  ['loadBalancerClass', null],
  ['allocateLoadBalancerNodePorts', null],
])('takes %s: %j for nothing, as the API server does', (field, value) => {
  expect(says({ [`spec.${field}`]: value })).toEqual([]);
});

test.each<[unknown, string]>([[31000, '31000'], [1, '1'], ['31000', "'31000'"]])('refuses nodePort %p', (nodePort, got) => {
  expect(says({ 'spec.ports[0].nodePort': nodePort })).toEqual(leftOut('spec.ports[0].nodePort', got));
});

test.each([0, null, undefined])('takes nodePort %p for none', (nodePort) => {
  expect(says({ 'spec.ports[0].nodePort': nodePort })).toEqual([]);
});

test('tells which port it speaks of', () => {
  expect(says({ 'spec.ports[2]': { port: 7000, nodePort: 31001 } })).toEqual(leftOut('spec.ports[2].nodePort', '31001'));
});

test('has nothing to say of a Service with an address', () => {
  const changes = { 'spec.type': 'LoadBalancer', 'spec.loadBalancerClass': 'a/b', 'spec.healthCheckNodePort': 31000, 'spec.ports[0].nodePort': 31001 };
  expect(complaints(headlessHasNoOutside, service(changes))).toEqual([]);
});

test.each<[string, unknown]>([['spec', null], ['spec', 'text'], ['spec.ports', null], ['spec.ports', 'text'], ['spec.ports', [null]]])('has nothing to say where %s is %j', (path, value) => {
  expect(says({ [path]: value })).toEqual([]);
});
