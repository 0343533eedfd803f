import { Duration } from 'cdk8s';
import * as kplus from 'cdk8s-plus-28';
import { cluster, overrides, RACKS } from './support/cluster';
import { CassandraTls, CassandraTlsOptions, ClientEncryption, InternodeEncryption } from '../../src';
import { recommended } from '../support/labels';
import { chart, complaint, homeless, only } from '../support/synth';

const secret = () => kplus.Secret.fromSecretName(chart(), 's', 'events-pem');
const yaml = (options?: CassandraTlsOptions) => overrides(only('ConfigMap', cluster({ tls: CassandraTls.fromSecret({ secret: secret(), ...options }) })));

const FILES = {
  ssl_context_factory: { class_name: 'org.apache.cassandra.security.PEMBasedSslContextFactory' },
  keystore: '/run/tls/tls-combined.pem',
  truststore: '/run/tls/ca.crt',
};

test('is required of everybody unless said otherwise', () => {
  expect(yaml()).toMatchObject({
    client_encryption_options: { enabled: true, optional: false, require_client_auth: false, ...FILES },
    server_encryption_options: { internode_encryption: 'all', optional: false, require_client_auth: true, ...FILES },
  });
});

test.each([
  [ClientEncryption.OPTIONAL, true], [ClientEncryption.REQUIRED, false], [undefined, false],
])('encryption of clients that is %s is optional: %s', (client, optional) => {
  expect(yaml({ client }).client_encryption_options).toMatchObject({ enabled: true, optional });
});

test.each([
  [InternodeEncryption.ACCEPTED, 'none', true], [InternodeEncryption.PREFERRED, 'all', true], [InternodeEncryption.REQUIRED, 'all', false], [undefined, 'all', false],
])('between nodes: %s', (internode, encryption, optional) => {
  expect(yaml({ internode }).server_encryption_options).toMatchObject({ internode_encryption: encryption, optional });
});

test('clients may be asked for a certificate', () => {
  expect(yaml({ requireClientCertificate: true }).client_encryption_options).toMatchObject({ require_client_auth: true });
});

test('cert-manager makes the files in the form that Cassandra reads, for every name a node is called by', () => {
  const of = cluster({ racks: RACKS, tls: CassandraTls.fromIssuer({ name: 'internal' }) });
  expect(only('Certificate', of)).toEqual({
    apiVersion: 'cert-manager.io/v1',
    kind: 'Certificate',
    metadata: { name: 'events', namespace: 'prod', labels: recommended('events', 'node', 'cassandra') },
    spec: {
      secretName: 'events-tls',
      issuerRef: { name: 'internal' },
      privateKey: { algorithm: 'RSA', size: 3072, encoding: 'PKCS8', rotationPolicy: 'Always' },
      additionalOutputFormats: [{ type: 'CombinedPEM' }],
      usages: ['server auth', 'client auth'],
      dnsNames: ['*.events.prod.svc.cluster.local', 'events.prod.svc.cluster.local', 'events-client.prod.svc.cluster.local', 'localhost'],
    },
  });
  expect(only('Job', of).spec.template.spec.volumes).toContainEqual({
    name: 'tls', secret: { secretName: 'events-tls', items: ['ca.crt', 'tls-combined.pem'].map(key => ({ key, path: key })) },
  });
});

test('with an issuer of any kind, a life of any length, and further names', () => {
  const tls = CassandraTls.fromIssuer({ name: 'i', kind: 'ClusterIssuer', group: 'example.com', duration: Duration.days(30), renewBefore: Duration.days(10), dnsNames: ['db.example.com'], client: ClientEncryption.OPTIONAL });
  const of = cluster({ tls });
  const { spec } = only('Certificate', of);
  expect(spec).toMatchObject({ issuerRef: { name: 'i', kind: 'ClusterIssuer', group: 'example.com' }, duration: '2592000s', renewBefore: '864000s' });
  expect(spec.dnsNames.slice(-2)).toEqual(['localhost', 'db.example.com']);
  expect(overrides(only('ConfigMap', of)).client_encryption_options).toMatchObject({ optional: true });
});

test('a certificate names nodes in full, so the namespace must be known', () => {
  expect(complaint(() => cluster({ tls: CassandraTls.fromIssuer({ name: 'i' }) }, homeless()))).toBe(
    "prod/events: 'metadata.namespace' must be set if cert-manager is to issue a certificate, which contains the full names of the members, got nothing; set it here or on the chart",
  );
});

test.each([['duration', 3600], ['renewBefore', 300]])('a %s is in whole seconds', (what, least) => {
  expect(complaint(() => cluster({ tls: CassandraTls.fromIssuer({ name: 'i', [what]: Duration.millis(3600500) }) }))).toBe(
    `prod/events: 'tls.${what}' must be a whole number of seconds, ${least} or more, got '3600.5 seconds'`,
  );
});

test('no Secret at all, which no compiler has told, is refused in our words', () => {
  expect(complaint(() => cluster({ tls: (CassandraTls as any).fromSecret() }))).toBe("CassandraTls.fromSecret: 'files' must be an object, got nothing");
});
