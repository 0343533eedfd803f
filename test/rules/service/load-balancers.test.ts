import { loadBalancers } from '../../../src/rules/service/load-balancers';
import { Changes, complaints, service } from '../../support/manifests';

test.each<[title: string, changes: Changes, says: string[]]>([
  [
    'a class with a blank',
    { 'spec.type': 'LoadBalancer', 'spec.loadBalancerClass': 'a b' },
    ["'spec.loadBalancerClass' must be up to 63 letters, digits, '-', '_' or '.', beginning and ending with a letter or digit, after an optional domain and '/', got 'a b'"],
  ],
  ['a class where there is none', { 'spec.loadBalancerClass': 'a' }, ["'spec.loadBalancerClass' must be left out, unless the type is 'LoadBalancer', got 'a'"]],
  [
    'ranges where there is none',
    { 'spec.loadBalancerSourceRanges': ['10.0.0.0/8'] },
    ['\'spec.loadBalancerSourceRanges\' must be left out, unless the type is \'LoadBalancer\', got ["10.0.0.0/8"]'],
  ],
  [
    'a range that is none, and nothing for one',
    { 'spec.type': 'LoadBalancer', 'spec.loadBalancerSourceRanges': ['10.0.0.0', null] },
    ["'spec.loadBalancerSourceRanges[0]' must be a CIDR block, such as '10.0.0.0/8', got '10.0.0.0'", "'spec.loadBalancerSourceRanges[1]' must be a CIDR block, such as '10.0.0.0/8', got ''"],
  ],
  [
    'no ranges, as they were said once',
    { 'spec.type': 'LoadBalancer', 'metadata.annotations': { 'service.beta.kubernetes.io/load-balancer-source-ranges': 'ten' } },
    ["'metadata.annotations.service.beta.kubernetes.io/load-balancer-source-ranges' must be CIDR blocks, separated by commas, got 'ten'"],
  ],
  [
    'ranges as they were said once, where there is none',
    { 'metadata.annotations': { 'service.beta.kubernetes.io/load-balancer-source-ranges': '10.0.0.0/8' } },
    ["'metadata.annotations.service.beta.kubernetes.io/load-balancer-source-ranges' must be left out, unless the type is 'LoadBalancer', got '10.0.0.0/8'"],
  ],
])('has something to say of %s', (_title, changes, says) => {
  expect(complaints(loadBalancers, service(changes))).toEqual(says.map(each => `here: ${each}`));
});

test.each<[title: string, changes: Changes]>([
  ['a class and ranges', { 'spec.type': 'LoadBalancer', 'spec.loadBalancerClass': 'example.com/a', 'spec.loadBalancerSourceRanges': ['10.0.0.0/8'] }],
  [
    'ranges as they were said once',
    { 'spec.type': 'LoadBalancer', 'metadata.annotations': { 'service.beta.kubernetes.io/load-balancer-source-ranges': '10.0.0.0/8, 192.0.2.0/24' } },
  ],
  ['none, as it was said once', { 'spec.type': 'LoadBalancer', 'metadata.annotations': { 'service.beta.kubernetes.io/load-balancer-source-ranges': ' ' } }],
])('has nothing to say of %s', (_title, changes) => {
  expect(complaints(loadBalancers, service(changes))).toEqual([]);
});

test('may have the port of the kubelet from 1.33 on', () => {
  const ports = [{ name: 'cql', port: 9042 }, { name: 'kubelet', port: 10250 }];
  const balanced = service({ 'spec.type': 'LoadBalancer', 'spec.ports': ports });
  expect(complaints(loadBalancers, balanced, undefined, 33)).toEqual([]);
  expect(complaints(loadBalancers, balanced, undefined, 32)).toEqual(["here: 'spec.ports[1].port' must be a port other than that of the kubelet, got 10250"]);
  expect(complaints(loadBalancers, service({ 'spec.type': 'NodePort', 'spec.ports': ports }), undefined, 32)).toEqual([]);
});
