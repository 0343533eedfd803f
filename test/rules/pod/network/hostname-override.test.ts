import { hostnameOverride } from '../../../../src/rules/pod/network/hostname-override';
import { Changes, complaints, pod } from '../../../support/manifests';

const LONG = `${'a'.repeat(60)}.${'b'.repeat(4)}`;

test.each<[title: string, changes: Changes, says: string[]]>([
  ['65 characters', { 'spec.hostnameOverride': LONG }, [`here: 'spec.hostnameOverride' must be 64 characters at most, got '${LONG}'`]],
  ['64', { 'spec.hostnameOverride': LONG.slice(1) }, []],
  ['nothing', { 'spec.hostNetwork': true, 'spec.setHostnameAsFQDN': true }, []],
  ['a name beside the network of the host', { 'spec.hostnameOverride': 'a', 'spec.hostNetwork': true }, ["here: 'spec.hostnameOverride' must be left out if hostNetwork is true, got 'a'"]],
  ['a name beside a longer one', { 'spec.hostnameOverride': 'a', 'spec.setHostnameAsFQDN': true }, ["here: 'spec.hostnameOverride' must be left out if setHostnameAsFQDN is true, got 'a'"]],
  ['a name beside neither', { 'spec.hostnameOverride': 'a', 'spec.hostNetwork': false, 'spec.setHostnameAsFQDN': false }, []],
])('judges a host name of %s', (_title, changes, says) => {
  expect(complaints(hostnameOverride, pod(changes))).toEqual(says);
});
