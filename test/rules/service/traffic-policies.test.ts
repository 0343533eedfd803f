import { trafficPolicies } from '../../../src/rules/service/traffic-policies';
import { Changes, complaints, service } from '../../support/manifests';

test.each<[title: string, changes: Changes, says: string[]]>([
  [
    'a policy of an alias',
    { 'spec.type': 'ExternalName', 'spec.externalName': 'a', 'spec.externalTrafficPolicy': 'Local' },
    ["'spec.externalTrafficPolicy' must be left out of a Service that cannot be reached from outside, got 'Local'"],
  ],
  [
    'a health check of what does not',
    { 'spec.type': 'LoadBalancer', 'spec.externalTrafficPolicy': 'Cluster', 'spec.healthCheckNodePort': 30999 },
    ["'spec.healthCheckNodePort' must be left out, unless the type is 'LoadBalancer' and externalTrafficPolicy 'Local', got 30999"],
  ],
  [
    'a health check below the range',
    { 'spec.type': 'LoadBalancer', 'spec.externalTrafficPolicy': 'Local', 'spec.healthCheckNodePort': 29999 },
    ["'spec.healthCheckNodePort' must be a whole number from 30000 to 32767, got 29999"],
  ],
  [
    'a health check above it',
    { 'spec.type': 'LoadBalancer', 'spec.externalTrafficPolicy': 'Local', 'spec.healthCheckNodePort': 32768 },
    ["'spec.healthCheckNodePort' must be a whole number from 30000 to 32767, got 32768"],
  ],
])('has something to say of %s', (_title, changes, says) => {
  expect(complaints(trafficPolicies, service(changes))).toEqual(says.map(each => `here: ${each}`));
});

test.each<[title: string, changes: Changes]>([
  ['a policy of a node port', { 'spec.type': 'NodePort', 'spec.externalTrafficPolicy': 'Local' }],
  ['a policy of external addresses', { 'spec.externalIPs': ['192.0.2.1'], 'spec.externalTrafficPolicy': 'Local' }],
  ['the same of a type that is said', { 'spec.type': 'ClusterIP', 'spec.externalIPs': ['192.0.2.1'], 'spec.externalTrafficPolicy': 'Local' }],
  ['a health check of what stays on its node', { 'spec.type': 'LoadBalancer', 'spec.externalTrafficPolicy': 'Local', 'spec.healthCheckNodePort': 30999 }],
])('has nothing to say of %s', (_title, changes) => {
  expect(complaints(trafficPolicies, service(changes))).toEqual([]);
});

test('external addresses are a way from outside from 1.29 on', () => {
  for (const changes of [{}, { 'spec.clusterIP': 'None' }]) {
    const reached = service({ ...changes, 'spec.externalIPs': ['192.0.2.1'], 'spec.externalTrafficPolicy': 'Local' });
    expect(complaints(trafficPolicies, reached, undefined, 29)).toEqual([]);
    expect(complaints(trafficPolicies, reached, undefined, 28)).toEqual([
      "here: 'spec.externalTrafficPolicy' must be left out of a Service that cannot be reached from outside, got 'Local'",
    ]);
  }
});
