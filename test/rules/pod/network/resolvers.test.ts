import { resolvers } from '../../../../src/rules/pod/network/resolvers';
import { Changes, complaints, statefulSet } from '../../../support/manifests';

test.each<[title: string, changes: Changes, says: string[], kubernetes: number | undefined]>([
  [
    'four servers',
    { 'spec.template.spec.dnsConfig': { nameservers: ['10.0.0.1', '10.0.0.2', '10.0.0.3', '10.0.0.4'] } },
    ['\'spec.template.spec.dnsConfig.nameservers\' must be 3 addresses at most, got ["10.0.0.1","10.0.0.2","10.0.0.3","10.0.0.4"]'],
    undefined,
  ],
  [
    'nothing for a server',
    { 'spec.template.spec.dnsConfig': { nameservers: [null] } },
    ["'spec.template.spec.dnsConfig.nameservers[0]' must be an IP address, got ''"],
    undefined,
  ],
  [
    '33 domains',
    { 'spec.template.spec.dnsConfig': { searches: [...Array(33).keys()].map(i => `a${i}`) } },
    ["'spec.template.spec.dnsConfig.searches' must be 32 domains at most, of 2048 characters together, got 33"],
    undefined,
  ],
  [
    'a domain with capitals',
    { 'spec.template.spec.dnsConfig': { searches: ['A.com'] } },
    ["'spec.template.spec.dnsConfig.searches[0]' must be a domain name, 253 characters at most, got 'A.com'"],
    undefined,
  ],
  [
    'nothing for a domain',
    { 'spec.template.spec.dnsConfig': { searches: [null] } },
    ["'spec.template.spec.dnsConfig.searches[0]' must be a domain name, 253 characters at most, got ''"],
    undefined,
  ],
  [
    'a domain with an underscore before',
    { 'spec.template.spec.dnsConfig': { searches: ['_a.com'] } },
    ["'spec.template.spec.dnsConfig.searches[0]' must be a domain name, 253 characters at most, got '_a.com'"],
    32,
  ],
  [
    'an alias of a name',
    { 'spec.template.spec.hostAliases': [{ ip: 'a', hostnames: ['b'] }] },
    ["'spec.template.spec.hostAliases[0].ip' must be an IP address, got 'a'"],
    undefined,
  ],
])('has something to say of %s', (_title, changes, says, kubernetes) => {
  expect(complaints(resolvers, statefulSet(changes), undefined, kubernetes)).toEqual(says.map(each => `here: ${each}`));
});

test.each<[title: string, changes: Changes, kubernetes: number | undefined]>([
  ['three servers', { 'spec.template.spec.dnsConfig': { nameservers: ['10.0.0.1', '10.0.0.2', 'fd00::1'] } }, undefined],
  ['32 domains', { 'spec.template.spec.dnsConfig': { searches: [...Array(32).keys()].map(i => `a${i}`) } }, undefined],
  ['a domain with an underscore, from 1.33 on', { 'spec.template.spec.dnsConfig': { searches: ['_a.com', '.'] } }, 33],
  ['an alias of an address', { 'spec.template.spec.hostAliases': [{ ip: '10.0.0.1', hostnames: ['a'] }] }, undefined],
  ['an alias of nothing', { 'spec.template.spec.hostAliases': [{ ip: '' }, {}] }, undefined],
])('has nothing to say of %s', (_title, changes, kubernetes) => {
  expect(complaints(resolvers, statefulSet(changes), undefined, kubernetes)).toEqual([]);
});
