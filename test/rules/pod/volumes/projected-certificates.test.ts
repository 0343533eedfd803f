import { projectedCertificates } from '../../../../src/rules/pod/volumes/projected-certificates';
import { complaints, pod } from '../../../support/manifests';

const AT = 'spec.volumes[1].projected.sources[0]';
const says = (source: object) => complaints(projectedCertificates, pod({ 'spec.volumes[1]': { name: 'tls', projected: { sources: [source] } } }))
  .map(each => each.replace(`here: '${AT}.`, "'"));

test.each<[title: string, bundle: object, expected: string[]]>([
  ['one by name', { name: 'ca.example.com' }, []],
  ['one of a signer, by name', { name: 'example.com:mine:v1' }, []],
  ['those of a signer', { signerName: 'example.com/mine', labelSelector: {} }, []],
  ['none', {}, ["'clusterTrustBundle' must be from one of name, signerName, got nothing"]],
  ['both', { name: 'a', signerName: 'b.c/d' }, ['\'clusterTrustBundle\' must be from one of name, signerName, got {"name":"a","signerName":"b.c/d"}']],
  ['no name', { name: '' }, ["'clusterTrustBundle.name' must be the name of a ClusterTrustBundle, got ''"]],
  ['a name with capitals', { name: 'Ca' }, ["'clusterTrustBundle.name' must be the name of a ClusterTrustBundle, got 'Ca'"]],
  ['a name of no signer', { name: ':a' }, ["'clusterTrustBundle.name' must be the name of a ClusterTrustBundle, got ':a'"]],
  ['a signer with a slash', { name: 'a/b:c' }, ["'clusterTrustBundle.name' must be the name of a ClusterTrustBundle, got 'a/b:c'"]],
  ['labels beside a name', { name: 'a', labelSelector: {} }, ["'clusterTrustBundle.labelSelector' must be left out if name is set, got {}"]],
])('of bundles, %s', (_title, clusterTrustBundle, expected) => {
  expect(says({ clusterTrustBundle: { path: 'ca.pem', ...clusterTrustBundle } })).toEqual(expected);
});

const OWN = { signerName: 'example.com/mine', keyType: 'ED25519', credentialBundlePath: 'tls.pem' };
const WITHIN = "'podCertificate.maxExpirationSeconds' must be a whole number from 3600 to";

test.each<[title: string, source: object, expected: string[]]>([
  ['as it should be', { userAnnotations: { 'Example.com/a': 'b' }, maxExpirationSeconds: 7862400 }, []],
  ['in two files', { credentialBundlePath: undefined, keyPath: 'key.pem' }, []],
  ['in no file', { credentialBundlePath: '' }, ["'podCertificate' must be for one or more of credentialBundlePath, keyPath, certificateChainPath, got nothing"]],
  ['for too short', { maxExpirationSeconds: 3599 }, [`${WITHIN} 7862400, got 3599`]],
  ['for too long', { maxExpirationSeconds: 7862401 }, [`${WITHIN} 7862400, got 7862401`]],
  ["for too long, of Kubernetes' own signers", { signerName: 'a.kubernetes.io/b', maxExpirationSeconds: 86401 }, [`${WITHIN} 86400, got 86401`]],
  ['for a day, of those', { signerName: 'kubernetes.io/b', maxExpirationSeconds: 86400 }, []],
  ['with an annotation without a domain', { userAnnotations: { a: 'b' } }, ["'podCertificate.userAnnotations' must be annotations whose keys are a domain, '/' and a name, got 'a'"]],
  ['with one of no key', { userAnnotations: { 'a b/c': 'd' } }, ["'podCertificate.userAnnotations' must be annotations whose keys are a domain, '/' and a name, got 'a b/c'"]],
])("of a pod's own certificate %s", (_title, source, expected) => {
  expect(says({ podCertificate: { ...OWN, ...source } })).toEqual(expected);
});
