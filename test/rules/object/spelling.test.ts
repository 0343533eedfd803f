import { spelling } from '../../../src/rules/object/spelling';
import { Changes, complaints, pod, statefulSet } from '../../support/manifests';

test.each<[title: string, changes: Changes, says: string[]]>([
  [
    'a host name with capitals, and none',
    { 'spec.template.spec.hostAliases': [{ ip: '10.0.0.1', hostnames: ['A', null] }] },
    ["'spec.template.spec.hostAliases[0].hostnames[0]' must be up to 253 lower-case letters, digits, '-' or '.', with a letter or digit at both ends and around each '.', got 'A'", "'spec.template.spec.hostAliases[0].hostnames[1]' must be up to 253 lower-case letters, digits, '-' or '.', with a letter or digit at both ends and around each '.', got ''"],
  ],
])('has something to say of %s', (_title, changes, says) => {
  expect(complaints(spelling, statefulSet(changes))).toEqual(says.map(each => `here: ${each}`));
});

test.each<[title: string, changes: Changes]>([
  ['host names', { 'spec.template.spec.hostAliases': [{ ip: '10.0.0.1', hostnames: ['a.example.com'] }] }],
])('has nothing to say of %s', (_title, changes) => {
  expect(complaints(spelling, statefulSet(changes))).toEqual([]);
});

test('a path of a token, from 1.30 on', () => {
  const set = statefulSet({ 'spec.template.spec.volumes': [{ name: 'v', projected: { sources: [{ serviceAccountToken: { path: '../token' } }] } }] });
  expect(complaints(spelling, set, undefined, 30)).toEqual([
    "here: 'spec.template.spec.volumes[0].projected.sources[0].serviceAccountToken.path' must be a path that does not begin with '/' or '..', and has no '..' in it, got '../token'",
  ]);
  expect(complaints(spelling, set, undefined, 29)).toEqual([]);
});

test.each(['hostname', 'subdomain'])('the %s of a pod is a label of a DNS name; what a set says of it is written over', (field) => {
  const wrong = pod({ [`spec.${field}`]: 'a.b' });
  expect(complaints(spelling, wrong)).toEqual([`here: 'spec.${field}' must be 1 to 63 lower-case letters, digits or '-', beginning with a letter or digit and not ending with '-', got 'a.b'`]);
  expect(complaints(spelling, { apiVersion: 'apps/v1', kind: 'Deployment', spec: { template: wrong } })).toHaveLength(1);
  expect(complaints(spelling, pod({ [`spec.${field}`]: 'a' }))).toEqual([]);
  expect(complaints(spelling, statefulSet({ [`spec.template.spec.${field}`]: 'a.b' }))).toEqual([]);
});

test.each<[signer: string, spelled: boolean]>([
  ['example.com/mine', true], ['a.b/c.d', true], ['kubernetes.io/kube-apiserver-client', true], [`a.b/${'c'.repeat(253)}`, true],
  ['', false], ['example.com', false], ['com/mine', false], ['example.com/', false], ['example.com/Mine', false], ['example.com/a/b', false], ['example..com/a', false], ['example.com/a..b', false],
  [`${'a'.repeat(64)}.com/mine`, false], [`a.b/${'c'.repeat(254)}`, false],
])('a signer is called %s: %s', (signerName, spelled) => {
  const set = statefulSet({ 'spec.template.spec.volumes': [{ name: 'v', projected: { sources: [{ clusterTrustBundle: { signerName, path: 'ca.pem' } }] } }] });
  expect(complaints(spelling, set, undefined, 37)).toHaveLength(spelled ? 0 : 1);
});
