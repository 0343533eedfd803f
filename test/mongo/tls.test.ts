import { Duration } from 'cdk8s';
import { cluster, conf, container, made, secret } from './support/cluster';
import { ClusterAuthMode, MongoClusterProps, MongoTls, MongoTlsOptions, TlsMode } from '../../src';
import { recommended } from '../support/labels';
import { complaint, homeless, only } from '../support/synth';

const tls = (options?: MongoTlsOptions) => MongoTls.fromSecret({ secret: secret('orders-pem'), combinedKey: 'tls-combined.pem', ...options });
const exporter = (): MongoClusterProps['exporter'] => ({ image: 'e:1', credentials: { secret: secret('orders-exporter') } });
const FILES = { certificateKeyFile: '/run/tls/tls-combined.pem', CAFile: '/run/tls/ca.crt' };

test('is required of everybody, and no certificate of clients, unless said otherwise', () => {
  expect(conf(cluster({ tls: tls() }))).toMatchObject({ net: { tls: { mode: 'requireTLS', ...FILES, allowConnectionsWithoutCertificates: true } }, security: { keyFile: '/run/mongod/keyfile' } });
});

test.each([[TlsMode.ALLOW, 'allowTLS'], [TlsMode.PREFER, 'preferTLS'], [TlsMode.REQUIRE, 'requireTLS']])('the mode %s is %s to mongod', (mode, written) => {
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

const { ALLOW, PREFER, REQUIRE } = TlsMode;
const { KEY_FILE, SEND_KEY_FILE, SEND_X509, X509 } = ClusterAuthMode;
const REFUSED = (got: string) => `prod/orders: 'tls.clusterAuthMode' must be KEY_FILE or SEND_KEY_FILE with TlsMode.ALLOW, got '${got}'; without TLS no member presents a certificate, and mongod does not start`;

test.each<[TlsMode | undefined, ClusterAuthMode | undefined, string | undefined]>([
  [ALLOW, undefined, undefined], [ALLOW, KEY_FILE, undefined], [ALLOW, SEND_KEY_FILE, undefined], [ALLOW, SEND_X509, REFUSED('sendX509')], [ALLOW, X509, REFUSED('x509')],
  [PREFER, undefined, undefined], [PREFER, KEY_FILE, undefined], [PREFER, SEND_KEY_FILE, undefined], [PREFER, SEND_X509, undefined], [PREFER, X509, undefined],
  [REQUIRE, undefined, undefined], [REQUIRE, KEY_FILE, undefined], [REQUIRE, SEND_KEY_FILE, undefined], [REQUIRE, SEND_X509, undefined], [REQUIRE, X509, undefined],
  [undefined, SEND_X509, undefined], [undefined, X509, undefined],
])('of modes that do not start together is told: %s, %s', (mode, clusterAuthMode, said) => {
  for (const make of [() => cluster({ tls: tls({ mode, clusterAuthMode }) }), () => cluster({ tls: MongoTls.fromIssuer({ name: 'i', mode, clusterAuthMode }) })]) {
    if (said === undefined) expect(make).not.toThrow();
    else expect(complaint(make)).toBe(said);
  }
});

test('without it nothing of it is there', () => {
  const of = cluster();
  expect(conf(of).net).toEqual({ port: 27017, bindIpAll: true });
  expect(container(of, 'manager').env.map(({ name }: { name: string }) => name)).not.toContain('MONGO_TLS');
});

test('mongod and manager of every kind have the files, and nobody else', () => {
  const of = cluster({ members: 2, arbiter: {}, hidden: { members: 1 }, tls: tls(), exporter: exporter() });
  for (const [set, containers] of [['orders', ['mongod', 'manager', 'exporter']], ['orders-hidden', ['mongod', 'manager', 'exporter']], ['orders-arbiter', ['mongod', 'manager']]] as const) {
    const pod = made(of, 'StatefulSet', set).spec.template.spec;
    expect(pod.volumes).toContainEqual({ name: 'tls', secret: { secretName: 'orders-pem' } });
    expect(pod.containers.map(({ name }: { name: string }) => name)).toEqual(containers);
    for (const each of pod.containers) {
      const mounts = each.volumeMounts.filter(({ name }: { name: string }) => name === 'tls');
      expect(mounts).toEqual(each.name === 'exporter' ? [] : [{ name: 'tls', mountPath: '/run/tls', readOnly: true }]);
    }
  }
});

test('private key and certificates that are two files are put together in memory, by mongod and by its manager', () => {
  const of = cluster({ tls: MongoTls.fromSecret({ secret: secret('orders-pem') }), arbiter: {} });
  expect(conf(of).net.tls).toMatchObject(FILES);
  for (const set of ['orders', 'orders-arbiter']) {
    const { volumes } = made(of, 'StatefulSet', set).spec.template.spec;
    expect(volumes).toContainEqual({ name: 'tls-parts', secret: { secretName: 'orders-pem' } });
    expect(volumes).toContainEqual({ name: 'tls', emptyDir: { medium: 'Memory', sizeLimit: '1Mi' } });
    for (const name of ['mongod', 'manager']) {
      expect(container(of, name, set).volumeMounts.filter((mount: { name: string }) => mount.name.startsWith('tls'))).toEqual([
        { name: 'tls-parts', mountPath: '/run/tls-parts', readOnly: true }, { name: 'tls', mountPath: '/run/tls' },
      ]);
    }
  }
});

test.each([[false, 'tls-exporter'], [true, 'tls']])('an exporter beside them reads what it must, a certificate asked for or not: %s', (requireClientCertificate, volume) => {
  const of = cluster({ tls: MongoTls.fromSecret({ secret: secret('orders-pem'), authorityKey: 'ca.pem', requireClientCertificate }), exporter: exporter() });
  expect(container(of, 'exporter').volumeMounts).toEqual([{ name: volume, mountPath: '/run/tls', readOnly: true }]);
  const shown = made(of, 'StatefulSet', 'orders').spec.template.spec.volumes.filter(({ name }: { name: string }) => name === 'tls-exporter');
  expect(shown).toEqual(requireClientCertificate ? [] : [{ name: 'tls-exporter', secret: { secretName: 'orders-pem', items: [{ key: 'ca.pem', path: 'ca.crt' }] } }]);
});

const CA = '&tls=true&tlsCAFile=/run/tls/ca.crt';
test.each<[TlsMode, boolean, string, string[]]>([
  [ALLOW, false, '', []], [ALLOW, true, '', []], [PREFER, false, '', []], [PREFER, true, '', []],
  [REQUIRE, false, CA, ['ca.crt']], [REQUIRE, true, `${CA}&tlsCertificateKeyFile=/run/tls/tls-combined.pem`, ['ca.crt', 'tls-combined.pem']],
])('the exporter speaks it where it must, and sees no more of the files than it needs for that: %s, certificates asked of clients: %s', (mode, requireClientCertificate, options, files) => {
  const of = cluster({ tls: tls({ mode, requireClientCertificate }), exporter: exporter(), hidden: { members: 1 } });
  for (const set of ['orders', 'orders-hidden']) {
    expect(container(of, 'exporter', set).env[0]).toEqual({ name: 'MONGODB_URI', value: `mongodb://localhost:27017/?directConnection=true&authSource=admin${options}` });
    expect(container(of, 'exporter', set).volumeMounts).toEqual(files.length === 0 ? undefined : [{ name: 'tls-exporter', mountPath: '/run/tls', readOnly: true }]);
    const { volumes } = made(of, 'StatefulSet', set).spec.template.spec;
    expect(volumes.filter(({ name }: { name: string }) => name === 'tls-exporter')).toEqual(
      files.length === 0 ? [] : [{ name: 'tls-exporter', secret: { secretName: 'orders-pem', items: files.map(key => ({ key, path: key })) } }],
    );
  }
});

test('cert-manager makes the files, for every name that a member of any kind is called by', () => {
  const of = cluster({ tls: MongoTls.fromIssuer({ name: 'internal' }) });
  expect(only('Certificate', of)).toEqual({
    apiVersion: 'cert-manager.io/v1',
    kind: 'Certificate',
    metadata: { name: 'orders', namespace: 'prod', labels: recommended('orders', 'member', 'mongodb') },
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
  const of = cluster({ tls: MongoTls.fromIssuer({ name: 'i', kind: 'ClusterIssuer', duration: Duration.days(30), dnsNames: ['db.example.com'], mode: TlsMode.PREFER }) });
  expect(only('Certificate', of).spec).toMatchObject({ issuerRef: { name: 'i', kind: 'ClusterIssuer' }, duration: '2592000s', dnsNames: expect.arrayContaining(['db.example.com']) });
  expect(conf(of).net.tls.mode).toBe('preferTLS');
});

test('a certificate names members in full, so the namespace must be known', () => {
  expect(complaint(() => cluster({ tls: MongoTls.fromIssuer({ name: 'i' }) }, homeless()))).toBe(
    "prod/orders: 'metadata.namespace' must be set if cert-manager is to issue a certificate, which contains the full names of the members, got nothing; set it here or on the chart",
  );
  expect(() => cluster({ tls: tls() }, homeless())).not.toThrow();
});

test('no Secret at all, which no compiler has told, is refused in our words', () => {
  expect(complaint(() => cluster({ tls: (MongoTls as any).fromSecret() }))).toBe("MongoTls.fromSecret: 'files' must be an object, got nothing");
});
