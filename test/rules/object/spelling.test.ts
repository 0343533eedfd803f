import { spelling } from '../../../src/rules/object/spelling';
import { Changes, complaints, statefulSet } from '../../support/manifests';

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
