import { Cron, Duration, Size } from 'cdk8s';
import * as kplus from 'cdk8s-plus-28';
import { cluster, container, made, members, secret } from './support/cluster';
import { BackupVolume, CertificateSecret, MongoBackupProps, MongoCluster, MongoClusterProps, MongoTls, TlsMode } from '../../src';
import { program } from '../../src/engine/program';
import { Manifest } from '../../src/manifest/manifest';
import { complaint, homeless, synth } from '../support/synth';

const backedUp = (props: Partial<MongoBackupProps> = {}, of: MongoCluster = cluster()): MongoCluster => {
  of.addBackup({ schedule: Cron.daily(), credentials: { secret: secret('orders-backup') }, volume: BackupVolume.ofSize(Size.gibibytes(100)), ...props });
  return of;
};
const pod = (of: MongoCluster): Manifest => made(of, 'CronJob', 'orders-backup').spec.jobTemplate.spec.template.spec;
const main = (of: MongoCluster): Manifest => pod(of).containers[0];
const env = (of: MongoCluster) => Object.fromEntries(main(of).env.map(({ name, value, valueFrom }: Manifest) => [name, value ?? valueFrom]));
const hosts = (props: Partial<MongoClusterProps>) => env(backedUp({}, cluster(props))).MONGO_HOSTS.split(',').map((host: string) => host.split('.')[0]);

test('a CronJob dumps the set to a volume of its own, one at a time, and does not try a failed one again', () => {
  const of = backedUp();
  expect(synth(of).slice(-3).map(({ kind, metadata }) => `${kind}/${metadata.name}`)).toEqual(['PersistentVolumeClaim/orders-backup', 'ConfigMap/orders-backup', 'CronJob/orders-backup']);
  expect(made(of, 'PersistentVolumeClaim', 'orders-backup').spec).toEqual({ accessModes: ['ReadWriteOnce'], resources: { requests: { storage: '100Gi' } } });
  expect(made(of, 'CronJob', 'orders-backup').spec).toMatchObject({ schedule: '0 0 * * *', concurrencyPolicy: 'Forbid', jobTemplate: { spec: { backoffLimit: 0, template: { metadata: { labels: { 'cdk8s.io/metadata.addr': 'orders-backup' } }, spec: { restartPolicy: 'Never' } } } } });
  expect(main(of)).toMatchObject({ image: 'mongo:8.0', command: ['bash', '/opt/mongo/backup.sh'], resources: { limits: { memory: '1Gi' } } });
  expect(main(of).volumeMounts.map(({ mountPath }: Manifest) => mountPath)).toEqual(['/opt/mongo', '/backup', '/run/credentials/backup', '/tmp']);
});

test.each([[undefined, 25200], [Duration.minutes(1), 3660]])('with a timeout of %j, a pod that never starts stands in the way of the next one for %i seconds and no longer', (timeout, seconds) => {
  expect(made(backedUp({ timeout }), 'CronJob', 'orders-backup').spec.jobTemplate.spec.activeDeadlineSeconds).toBe(seconds);
});

describe('its pod', () => {
  test.each<[kplus.PodSecurityContextProps | undefined, Manifest]>([
    [undefined, { runAsUser: 999, runAsGroup: 999, runAsNonRoot: true, fsGroup: 999 }],
    [{ user: 1001 }, { runAsUser: 1001, runAsGroup: 1001, runAsNonRoot: true, fsGroup: 1001 }],
    [{ user: 1001, group: 1002 }, { runAsUser: 1001, runAsGroup: 1002, runAsNonRoot: true, fsGroup: 1002 }],
    [{ group: 1002, fsGroup: 2000 }, { runAsUser: 999, runAsGroup: 1002, runAsNonRoot: true, fsGroup: 2000 }],
    [{ user: 0, ensureNonRoot: false }, { runAsUser: 0, runAsGroup: 0, runAsNonRoot: false, fsGroup: 0 }],
  ])('runs as those of the cluster do: %j', (securityContext, written) => {
    expect(pod(backedUp({}, cluster({ securityContext }))).securityContext).toEqual({ ...written, fsGroupChangePolicy: 'OnRootMismatch', seccompProfile: { type: 'RuntimeDefault' } });
  });

  test('runs where those of the cluster may', () => {
    const where = { nodeSelector: { disk: 'fast' }, priorityClassName: 'high', runtimeClassName: 'kata', schedulerName: 'mine' };
    expect(pod(backedUp({}, cluster({ podFields: { ...where, shareProcessNamespace: true } })))).toMatchObject(where);
  });
});

test('its programs are with it', () => {
  const names = ['tools.sh', 'choose-member.js', 'backup.sh', 'restore.sh'];
  expect(made(backedUp(), 'ConfigMap', 'orders-backup').data).toEqual(Object.fromEntries(names.map(name => [name, program('mongo/backup', name)])));
});

test('it is told what it needs, and no password', () => {
  expect(env(backedUp())).toEqual({
    HOME: '/tmp',
    POD_NAMESPACE: { fieldRef: { apiVersion: 'v1', fieldPath: 'metadata.namespace' } },
    MONGO_SET: 'orders',
    MONGO_HOSTS: [0, 1, 2].map(i => `orders-${i}.orders.prod.svc.cluster.local:27017`).join(),
    BACKUP_NAME: 'orders',
    BACKUP_KEEP: '7',
    BACKUP_TIMEOUT: '21600',
  });
  expect(pod(backedUp()).volumes.find(({ name }: Manifest) => name === 'credentials').secret).toEqual({
    secretName: 'orders-backup', items: [{ key: 'username', path: 'username' }, { key: 'password', path: 'password' }],
  });
});

test('what is asked for differently is different', () => {
  const of = backedUp({ keep: 30, timeout: Duration.minutes(1), image: 'tools:1', credentials: { secret: secret('orders-backup'), usernameKey: 'u', passwordKey: 'p' } });
  expect(env(of)).toMatchObject({ BACKUP_KEEP: '30', BACKUP_TIMEOUT: '60' });
  expect(main(of).image).toBe('tools:1');
  expect(pod(of).volumes.find(({ name }: Manifest) => name === 'credentials').secret.items).toEqual([{ key: 'u', path: 'u' }, { key: 'p', path: 'p' }]);
  expect(env(of)).toMatchObject({ LOGIN_USERNAME_KEY: 'u', LOGIN_PASSWORD_KEY: 'p' });
});

test('a name that is not in the Secret is told, and of the Secret the job sees the password alone', () => {
  const of = backedUp({ credentials: { secret: secret('mongodb'), username: 'du$mp', passwordKey: 'mongodb-dump-password' } });
  expect(env(of)).toMatchObject({ LOGIN_USERNAME: 'du$$mp', LOGIN_PASSWORD_KEY: 'mongodb-dump-password' });
  expect(env(of)).not.toHaveProperty('LOGIN_USERNAME_KEY');
  expect(pod(of).volumes.find(({ name }: Manifest) => name === 'credentials').secret.items).toEqual([{ key: 'mongodb-dump-password', path: 'mongodb-dump-password' }]);
});

test('hidden members are asked first, delayed ones and the arbiter not at all', () => {
  expect(hosts({ members: 2, arbiter: {}, hidden: { members: 1 } })).toEqual(['orders-hidden-0', 'orders-0', 'orders-1']);
  expect(hosts({ members: 1, hidden: { members: 1, secondaryDelay: Duration.hours(1) } })).toEqual(['orders-0']);
});

test('where the namespace is not known, the pod knows it', () => {
  expect(env(backedUp({}, cluster({ members: 1, memberConfig: [{}] }, homeless()))).MONGO_HOSTS).toBe('orders-0.orders.$(POD_NAMESPACE).svc.cluster.local:27017');
});

test.each<[string, CertificateSecret, object]>([
  ['in two files', { secret: secret('orders-pem') }, { MONGO_CLIENT_CERTIFICATE: '/run/tls/tls.crt', MONGO_CLIENT_KEY: '/run/tls/tls.key' }],
  ['in one', { secret: secret('orders-pem'), combinedKey: 'both.pem' }, { MONGO_CLIENT_CERTIFICATE: '/run/tls/tls-combined.pem' }],
])('it speaks TLS as the set does, and shows a certificate where one is asked for: %s', (_, pem, certificate) => {
  const of = (requireClientCertificate: boolean) => backedUp({}, cluster({ tls: MongoTls.fromSecret({ ...pem, mode: TlsMode.PREFER, requireClientCertificate }) }));
  expect(env(of(false))).toMatchObject({ MONGO_TLS: 'preferTLS' });
  expect(env(of(false))).not.toHaveProperty('MONGO_CLIENT_CERTIFICATE');
  expect(Object.fromEntries(Object.entries(env(of(true))).filter(([name]) => name.startsWith('MONGO_CLIENT_')))).toEqual(certificate);
  expect(main(of(false)).volumeMounts).toContainEqual({ name: 'tls', mountPath: '/run/tls', readOnly: true });
});

test.each<[TlsMode, boolean, string[]]>([
  [TlsMode.ALLOW, false, []], [TlsMode.ALLOW, true, []], [TlsMode.PREFER, false, ['ca.crt']], [TlsMode.REQUIRE, false, ['ca.crt']],
  [TlsMode.PREFER, true, ['ca.crt', 'tls.crt', 'tls.key']], [TlsMode.REQUIRE, true, ['ca.crt', 'tls.crt', 'tls.key']],
])('with %s, and certificates asked of clients: %s, it sees %j, and never more of the members\' private key than it must', (mode, requireClientCertificate, files) => {
  const of = backedUp({}, cluster({ tls: MongoTls.fromSecret({ secret: secret('orders-pem'), mode, requireClientCertificate }) }));
  const secrets = pod(of).volumes.filter(({ name }: Manifest) => name === 'tls').map((volume: Manifest) => volume.secret);
  expect(secrets).toEqual(files.length === 0 ? [] : [{ secretName: 'orders-pem', items: files.map(key => ({ key, path: key })) }]);
  expect(main(of).volumeMounts.filter(({ name }: Manifest) => name === 'tls')).toHaveLength(secrets.length);
  expect('MONGO_CLIENT_CERTIFICATE' in env(of)).toBe(files.length > 1);
});

test('its user is made, and may read everything', () => {
  const of = backedUp();
  expect(members(of).users).toEqual([{ id: 'backup', roles: [{ role: 'backup', db: 'admin' }] }]);
  expect(container(of, 'manager').volumeMounts).toContainEqual({ name: 'credentials-backup', mountPath: '/run/credentials/backup', readOnly: true });
});

test('the images of both are pulled by the same account', () => {
  expect(pod(backedUp({}, cluster({ dockerRegistryAuth: secret('registry') }))).imagePullSecrets).toEqual([{ name: 'registry' }]);
});

test.each<[Partial<MongoBackupProps>, string]>([
  [{ keep: 0 }, "'keep' must be a whole number, 1 or more, got 0"],
  [{ keep: 1.5 }, "'keep' must be a whole number, 1 or more, got 1.5"],
  [{ timeout: Duration.seconds(59) }, "'timeout' must be a whole number of seconds from 60 to 2147483647, got '59 seconds'"],
  [{ timeout: Duration.millis(60500) }, "'timeout' must be a whole number of seconds from 60 to 2147483647, got '60.5 seconds'"],
  [{ credentials: { secret: secret('orders-root') } }, "'addBackup.credentials' must be a Secret, or keys in it, that no other user has, got 'orders-root'"],
])('a backup of case %# is refused', (props, said) => expect(complaint(() => backedUp(props))).toBe(`prod/orders: ${said}`));

test('one is enough', () => {
  const of = backedUp();
  expect(complaint(() => backedUp({ credentials: { secret: secret('other') } }, of))).toBe("prod/orders: 'addBackup' must be called once, got 'a second call'");
});
