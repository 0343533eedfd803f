import { Duration } from 'cdk8s';
import { cluster, conf, container, made, secret } from './cluster';
import { ClusterAuthMode, MongoTls, MongoTlsOptions, TlsMode } from '../../src';
import { complaint, homeless, only } from '../support/synth';

const tls = (options?: MongoTlsOptions) => MongoTls.fromSecret(secret('orders-pem'), options);
const FILES = { certificateKeyFile: '/run/tls/tls-combined.pem', CAFile: '/run/tls/ca.crt' };

test('is required of everybody, and no certificate of clients, unless said otherwise', () => {
  expect(conf(cluster({ tls: tls() }))).toMatchObject({ net: { tls: { mode: 'requireTLS', ...FILES, allowConnectionsWithoutCertificates: true } }, security: { keyFile: '/run/mongod/keyfile' } });
});

test.each([[TlsMode.ALLOW, 'allowTLS'], [TlsMode.PREFER, 'preferTLS'], [TlsMode.REQUIRE, 'requireTLS']])('%s', (mode, written) => {
  const of = cluster({ tls: tls({ mode }) });
  expect(conf(of).net.tls.mode).toBe(written);
  expect(container(of, 'manager').env).toContainEqual({ name: 'MONGO_TLS', value: written });
});

test('clients may be asked for a certificate', () => {
  expect(conf(cluster({ tls: tls({ requireClientCertificate: true }) })).net.tls).toEqual({ mode: 'requireTLS', ...FILES });
});

test.each([[ClusterAuthMode.KEY_FILE, 'keyFile'], [ClusterAuthMode.SEND_KEY_FILE, 'sendKeyFile'], [ClusterAuthMode.SEND_X509, 'sendX509'], [ClusterAuthMode.X509, 'x509']])('members know each other by %s', (clusterAuthMode, written) => {
  expect(conf(cluster({ tls: tls({ clusterAuthMode }) })).security).toEqual({ keyFile: '/run/mongod/keyfile', clusterAuthMode: written });
});

test('without it nothing of it is there', () => {
  const of = cluster();
  expect(conf(of).net).toEqual({ port: 27017, bindIpAll: true });
  expect(container(of, 'manager').env.map(({ name }: { name: string }) => name)).not.toContain('MONGO_TLS');
});

test('mongod, manager and exporter of every kind have the files, and nobody else', () => {
  const of = cluster({ members: 2, arbiter: {}, hidden: { members: 1 }, tls: tls(), exporter: { image: 'e:1', credentials: secret('orders-exporter') } });
  for (const [set, containers] of [['orders', ['mongod', 'manager', 'exporter']], ['orders-hidden', ['mongod', 'manager', 'exporter']], ['orders-arbiter', ['mongod', 'manager']]] as const) {
    const pod = made(of, 'StatefulSet', set).spec.template.spec;
    expect(pod.volumes).toContainEqual({ name: 'tls', secret: { secretName: 'orders-pem' } });
    expect(pod.containers.map(({ name }: { name: string }) => name)).toEqual(containers);
    for (const each of pod.containers) expect(each.volumeMounts).toContainEqual({ name: 'tls', mountPath: '/run/tls', readOnly: true });
  }
});

test.each([[TlsMode.ALLOW, ''], [TlsMode.PREFER, ''], [TlsMode.REQUIRE, '&tls=true&tlsCAFile=/run/tls/ca.crt&tlsCertificateKeyFile=/run/tls/tls-combined.pem']])('the exporter speaks it where it must: %s', (mode, options) => {
  const of = cluster({ tls: tls({ mode }), exporter: { image: 'e:1', credentials: secret('orders-exporter') } });
  expect(container(of, 'exporter').env[0]).toEqual({ name: 'MONGODB_URI', value: `mongodb://localhost:27017/?directConnection=true&authSource=admin${options}` });
});

test('cert-manager makes the files, for every name that a member of any kind is called by', () => {
  const of = cluster({ tls: MongoTls.fromIssuer({ name: 'internal' }) });
  expect(only('Certificate', of)).toEqual({
    apiVersion: 'cert-manager.io/v1',
    kind: 'Certificate',
    metadata: { name: 'orders', namespace: 'prod' },
    spec: {
      secretName: 'orders-tls',
      subject: { organizations: ['orders'] },
      issuerRef: { name: 'internal' },
      privateKey: { algorithm: 'RSA', size: 3072, encoding: 'PKCS8', rotationPolicy: 'Always' },
      additionalOutputFormats: [{ type: 'CombinedPEM' }],
      usages: ['server auth', 'client auth'],
      dnsNames: ['*.orders.prod.svc.cluster.local', '*.orders-hidden.prod.svc.cluster.local', '*.orders-arbiter.prod.svc.cluster.local', 'orders.prod.svc.cluster.local', 'localhost'],
    },
  });
  expect(made(of, 'StatefulSet', 'orders').spec.template.spec.volumes).toContainEqual({ name: 'tls', secret: { secretName: 'orders-tls' } });
});

test('with a life of any length, and further names', () => {
  const of = cluster({ tls: MongoTls.fromIssuer({ name: 'i', kind: 'ClusterIssuer' }, { duration: Duration.days(30), dnsNames: ['db.example.com'], mode: TlsMode.PREFER }) });
  expect(only('Certificate', of).spec).toMatchObject({ issuerRef: { name: 'i', kind: 'ClusterIssuer' }, duration: '2592000s', dnsNames: expect.arrayContaining(['db.example.com']) });
  expect(conf(of).net.tls.mode).toBe('preferTLS');
});

test('a certificate names members in full, so the namespace must be known', () => {
  expect(complaint(() => cluster({ tls: MongoTls.fromIssuer({ name: 'i' }) }, homeless()))).toBe(
    "prod/orders: 'metadata.namespace' must be known where a certificate is to name the members, got nothing; set it here or on the chart",
  );
  expect(() => cluster({ tls: tls() }, homeless())).not.toThrow();
});
