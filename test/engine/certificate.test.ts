import { Duration } from 'cdk8s';
import { CertificateIssuer, CertificateOptions, PrivateKeyAlgorithm, PrivateKeyRotation } from '../../src';
import { certificate } from '../../src/engine/certificate';
import { chart, complaint, only } from '../support/synth';

const spec = (options: CertificateOptions & Partial<CertificateIssuer>) => {
  const scope = chart();
  certificate(scope, { name: 'ca', kind: 'ClusterIssuer', group: 'example.org', ...options }, { name: 'db', namespace: 'prod', labels: {}, dnsNames: () => ['db.prod'] });
  return only('Certificate', scope).spec;
};
const { RSA, ECDSA } = PrivateKeyAlgorithm;

test('says nothing but what must be said', () => {
  expect(spec({})).toEqual({
    secretName: 'db-tls',
    issuerRef: { name: 'ca', kind: 'ClusterIssuer', group: 'example.org' },
    privateKey: { algorithm: 'RSA', size: 3072, encoding: 'PKCS8', rotationPolicy: 'Always' },
    additionalOutputFormats: [{ type: 'CombinedPEM' }],
    usages: ['server auth', 'client auth'],
    dnsNames: ['db.prod'],
  });
});

test.each<[CertificateOptions, object]>([
  [{ commonName: 'x'.repeat(64) }, { commonName: 'x'.repeat(64) }],
  [{ duration: Duration.hours(1), renewBefore: Duration.minutes(5) }, { duration: '3600s', renewBefore: '300s' }],
  [{ renewBefore: Duration.days(89) }, { renewBefore: '7689600s' }],
  [{ privateKey: {} }, { privateKey: { algorithm: 'RSA', size: 3072, encoding: 'PKCS8', rotationPolicy: 'Always' } }],
  [{ privateKey: { size: 8192, rotationPolicy: PrivateKeyRotation.NEVER } }, { privateKey: { algorithm: 'RSA', size: 8192, encoding: 'PKCS8', rotationPolicy: 'Never' } }],
  [{ privateKey: { algorithm: ECDSA } }, { privateKey: { algorithm: 'ECDSA', size: 256, encoding: 'PKCS8', rotationPolicy: 'Always' } }],
  [{ privateKey: { algorithm: ECDSA, size: 521 } }, { privateKey: { algorithm: 'ECDSA', size: 521, encoding: 'PKCS8', rotationPolicy: 'Always' } }],
  [{ secretTemplate: { labels: { a: 'b' } } }, { secretTemplate: { labels: { a: 'b' } } }],
  [{ secretTemplate: { labels: {}, annotations: { a: 'b' } } }, { secretTemplate: { annotations: { a: 'b' } } }],
  [{ revisionHistoryLimit: 1 }, { revisionHistoryLimit: 1 }],
])('says what it is asked to: %j', (options, said) => expect(spec(options)).toMatchObject(said));

test('says nothing of a template that is empty', () => expect(spec({ secretTemplate: { labels: {} } })).not.toHaveProperty('secretTemplate'));

test.each<[CertificateOptions, string]>([
  [{ commonName: 'x'.repeat(65) }, `'tls.commonName' must be 1 to 64 characters, none of them a control character, got '${'x'.repeat(65)}'`],
  [{ commonName: 'a\n' }, "'tls.commonName' must be 1 to 64 characters, none of them a control character, got 'a\\n'"],
  [{ duration: Duration.seconds(3599) }, "'tls.duration' must be a whole number of seconds, 3600 or more, got '3599 seconds'"],
  [{ renewBefore: Duration.seconds(299) }, "'tls.renewBefore' must be a whole number of seconds, 300 or more, got '299 seconds'"],
  [{ duration: Duration.hours(2), renewBefore: Duration.hours(2) }, "'tls.renewBefore' must be less than the 7200 seconds for which a certificate is valid, got '7200 seconds'"],
  [{ renewBefore: Duration.days(90) }, "'tls.renewBefore' must be less than the 7776000 seconds for which a certificate is valid, got '7776000 seconds'"],
  [{ privateKey: { size: 2047 } }, "'tls.privateKey.size' must be a whole number from 2048 to 8192, got 2047"],
  [{ privateKey: { algorithm: RSA, size: 8193 } }, "'tls.privateKey.size' must be a whole number from 2048 to 8192, got 8193"],
  [{ privateKey: { algorithm: ECDSA, size: 3072 } }, "'tls.privateKey.size' must be one of 256, 384, 521 for ECDSA, got 3072"],
  [{ revisionHistoryLimit: 0 }, "'tls.revisionHistoryLimit' must be a whole number from 1 to 2147483647, got 0"],
])('a certificate with %j is refused', (options, said) => expect(complaint(() => spec(options))).toBe(`prod: ${said}`));

test.each<[Partial<CertificateIssuer>, object]>([
  [{ kind: undefined, group: undefined }, { name: 'ca' }],
  [{ kind: 'Issuer', group: undefined }, { name: 'ca', kind: 'Issuer' }],
  [{ kind: 'ClusterIssuer', group: 'cert-manager.io' }, { name: 'ca', kind: 'ClusterIssuer', group: 'cert-manager.io' }],
  [{ kind: 'AWSPCAIssuer', group: 'awspca.cert-manager.io' }, { name: 'ca', kind: 'AWSPCAIssuer', group: 'awspca.cert-manager.io' }],
])('takes the issuer %j', (issuer, issuerRef) => expect(spec(issuer)).toMatchObject({ issuerRef }));

test.each<[Partial<CertificateIssuer>]>([[{ kind: 'Clusterissuer', group: undefined }], [{ kind: 'Clusterissuer', group: 'cert-manager.io' }]])('refuses %j, which cert-manager does not know', (issuer) => {
  expect(complaint(() => spec(issuer))).toBe("prod: 'tls.kind' must be Issuer or ClusterIssuer, got 'Clusterissuer'; of an issuer of others say the group as well");
});
