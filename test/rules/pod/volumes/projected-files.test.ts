import { projectedFiles } from '../../../../src/rules/pod/volumes/projected-files';
import { Changes, complaints, statefulSet } from '../../../support/manifests';

test.each<[title: string, changes: Changes, says: string[]]>([
  [
    'an entry of two sources',
    { 'spec.template.spec.volumes': [{ name: 'v', projected: { sources: [{ secret: { name: 'a' }, configMap: { name: 'a' } }] } }] },
    ['\'spec.template.spec.volumes[0].projected.sources[0]\' must be from one source, got ["secret","configMap"]'],
  ],
])('has something to say of %s', (_title, changes, says) => {
  expect(complaints(projectedFiles, statefulSet(changes))).toEqual(says.map(each => `here: ${each}`));
});

test.each<[title: string, changes: Changes]>([
  ['one source', { 'spec.template.spec.volumes': [{ name: 'v', projected: { sources: [{ secret: { name: 'a' } }] } }] }],
])('has nothing to say of %s', (_title, changes) => {
  expect(complaints(projectedFiles, statefulSet(changes))).toEqual([]);
});

test('certificates are files, too', () => {
  const sources = [
    { clusterTrustBundle: { name: 'ca', path: 'tls.pem' } },
    { podCertificate: { signerName: 'a.b/c', keyType: 'ED25519', credentialBundlePath: 'tls.pem', keyPath: 'key.pem', certificateChainPath: 'key.pem' } },
  ];
  const set = statefulSet({ 'spec.template.spec.volumes': [{ name: 'v', projected: { sources } }] });
  const says = (field: string, got: string) => `here: 'spec.template.spec.volumes[0].projected.sources[1].podCertificate.${field}' must be a path that no other file of the volume has, got '${got}'`;
  expect(complaints(projectedFiles, set, undefined, 37)).toEqual([says('credentialBundlePath', 'tls.pem'), says('certificateChainPath', 'key.pem')]);
});
