import { externalAddresses } from '../../../src/rules/service/external-addresses';
import { Changes, complaints, service } from '../../support/manifests';

test.each<[title: string, changes: Changes, says: string[]]>([
  ['a name', { 'spec.externalIPs': ['a'] }, ["'spec.externalIPs[0]' must be an IP address, got 'a'"]],
  ['nothing', { 'spec.externalIPs': [null] }, ["'spec.externalIPs[0]' must be an IP address, got ''"]],
  ['the host itself', { 'spec.externalIPs': ['127.0.0.1'] }, ["'spec.externalIPs[0]' must be an address that is not in the loopback range, got '127.0.0.1'"]],
])('has something to say of %s', (_title, changes, says) => {
  expect(complaints(externalAddresses, service(changes))).toEqual(says.map(each => `here: ${each}`));
});

test.each<[title: string, changes: Changes]>([
  ['an address', { 'spec.externalIPs': ['192.0.2.1'] }],
])('has nothing to say of %s', (_title, changes) => {
  expect(complaints(externalAddresses, service(changes))).toEqual([]);
});
