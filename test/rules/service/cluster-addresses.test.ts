import { clusterAddresses } from '../../../src/rules/service/cluster-addresses';
import { Changes, complaints, service } from '../../support/manifests';

test.each<[title: string, changes: Changes, says: string[]]>([
  [
    'an address of the other family',
    { 'spec.clusterIP': '10.96.0.77', 'spec.ipFamilies': ['IPv6'] },
    ["'spec.clusterIP' must be an IPv6 address, like the entry of ipFamilies, got '10.96.0.77'"],
  ],
  ['no address', { 'spec.clusterIP': 'ten' }, ["'spec.clusterIP' must be an IP address, 'None', or left out, got 'ten'"]],
  [
    'nothing for an address',
    { 'spec.clusterIP': '10.96.0.77', 'spec.clusterIPs': ['10.96.0.77', null] },
    ["'spec.clusterIPs[1]' must be an IP address, 'None', or left out, got ''"],
  ],
  [
    'addresses that begin with another',
    { 'spec.clusterIP': '10.96.0.77', 'spec.clusterIPs': ['10.96.0.78'] },
    ['\'spec.clusterIPs\' must be left out, or a list that begins with clusterIP, got ["10.96.0.78"]'],
  ],
  [
    'two addresses of one family',
    { 'spec.clusterIP': '10.96.0.77', 'spec.clusterIPs': ['10.96.0.77', '10.96.0.78'] },
    ['\'spec.clusterIPs\' must be one address, or one of each family, got ["10.96.0.77","10.96.0.78"]'],
  ],
])('has something to say of %s', (_title, changes, says) => {
  expect(complaints(clusterAddresses, service(changes))).toEqual(says.map(each => `here: ${each}`));
});

test.each<[title: string, changes: Changes]>([
  ['an address of its family', { 'spec.clusterIP': '10.96.0.77', 'spec.ipFamilies': ['IPv4'] }],
])('has nothing to say of %s', (_title, changes) => {
  expect(complaints(clusterAddresses, service(changes))).toEqual([]);
});
