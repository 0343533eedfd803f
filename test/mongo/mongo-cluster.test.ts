import { ApiObject, Duration, JsonPatch, Size } from 'cdk8s';
import * as kplus from 'cdk8s-plus-28';
import { cluster, container, made, members, secret } from './support/cluster';
import { ClaimRetention, DefaultWriteConcern, DisruptionBudget, Monitor, MongoCluster, MongoTls, MongoUser, ReadPreference, Spread, TlsMode, UpdateStrategy } from '../../src';
import { Manifest } from '../../src/manifest/manifest';
import { recommended } from '../support/labels';
import { chart, complaint, homeless, only, synth } from '../support/synth';

const kinds = (of: MongoCluster) => synth(of).map(({ kind, metadata }) => `${kind}/${metadata.name}`);
const set = (of: MongoCluster, name = 'orders'): Manifest => made(of, 'StatefulSet', name).spec;
const pod = (of: MongoCluster, name?: string): Manifest => set(of, name).template.spec;
const READ_WRITE = { role: 'readWrite', db: 'shop' };
const shop = (): MongoUser => ({ credentials: { secret: secret('orders-shop') }, roles: [READ_WRITE] });
const exporter = () => ({ image: 'exporter:1', credentials: { secret: secret('orders-exporter') } });
/** Members of every kind. */
const everything = (props: Parameters<typeof cluster>[0]) => cluster({ members: 2, arbiter: {}, hidden: { members: 1 }, ...props });

describe('what is made', () => {
  test('the least', () => {
    expect(kinds(cluster())).toEqual(['ConfigMap/orders-programs', 'ConfigMap/orders-members', 'Service/orders', 'StatefulSet/orders', 'PodDisruptionBudget/orders']);
  });

  test('the most', () => {
    const of = cluster({ members: 2, arbiter: {}, hidden: { members: 1 }, tls: MongoTls.fromIssuer({ name: 'i' }), exporter: { ...exporter(), monitor: Monitor.podMonitor() } });
    expect(kinds(of)).toEqual([
      'ConfigMap/orders-programs', 'ConfigMap/orders-members', 'Certificate/orders', 'Service/orders', 'StatefulSet/orders', 'Service/orders-hidden', 'StatefulSet/orders-hidden',
      'Service/orders-arbiter', 'StatefulSet/orders-arbiter', 'PodDisruptionBudget/orders', 'PodMonitor/orders',
    ]);
  });

  test('as few constructs as can be', () => {
    const prod = chart();
    const before = prod.node.findAll().length;
    cluster({ rootCredentials: { secret: secret('r') }, keyFile: { secret: secret('k') } }, prod);
    expect(prod.node.findAll().length - before).toBe(8);
  });

  test('it is called what the user called it, wherever it stands', () => {
    expect(kinds(cluster({ metadata: { name: 'ledger' } }))).toContain('StatefulSet/ledger');
    expect(made(cluster({ metadata: { namespace: 'other', labels: { team: 'a' } } }), 'StatefulSet', 'orders').metadata).toMatchObject({ name: 'orders', namespace: 'other', labels: { team: 'a' } });
  });

  test('twice the same text', () => {
    const of = cluster();
    expect(synth(of)).toEqual(synth(of));
  });

  test('a second one of the same name is refused', () => {
    const prod = chart();
    cluster({}, prod);
    expect(complaint(() => cluster({ metadata: { name: 'orders' } }, prod, 'again'))).toContain("'metadata.name' must be a name that no other ConfigMap has in namespace 'prod', got 'orders-programs'");
  });
});

describe('pods', () => {
  test('all start together, and are known before they are ready', () => {
    expect(set(cluster())).toMatchObject({ replicas: 3, podManagementPolicy: 'Parallel', minReadySeconds: 10, serviceName: 'orders' });
    expect(made(cluster(), 'Service', 'orders').spec).toEqual({
      clusterIP: 'None', type: 'ClusterIP', publishNotReadyAddresses: true, ports: [{ name: 'mongodb', port: 27017 }], selector: { 'cdk8s.io/metadata.addr': 'orders' },
    });
  });

  test('they are restricted, as the image\'s own user, and have time to stop', () => {
    expect(pod(cluster())).toMatchObject({
      terminationGracePeriodSeconds: 180,
      automountServiceAccountToken: false,
      enableServiceLinks: false,
      securityContext: { runAsUser: 999, runAsGroup: 999, fsGroup: 999, runAsNonRoot: true, seccompProfile: { type: 'RuntimeDefault' } },
    });
    for (const each of pod(cluster()).containers) {
      expect(each.securityContext).toEqual({ allowPrivilegeEscalation: false, readOnlyRootFilesystem: true, capabilities: { drop: ['ALL'] } });
    }
  });

  test('the key file is copied where only mongod sees it, in memory', () => {
    const { volumes } = pod(cluster({ keyFile: { secret: secret('keyfile'), key: 'mongodb-keyfile' } }));
    expect(volumes).toContainEqual({ name: 'keyfile', secret: { secretName: 'keyfile', items: [{ key: 'mongodb-keyfile', path: 'mongodb-keyfile' }] } });
    expect(volumes).toContainEqual({ name: 'run', emptyDir: { medium: 'Memory', sizeLimit: '1Mi' } });
    expect(container(cluster(), 'manager').volumeMounts.map(({ name }: Manifest) => name)).not.toContain('keyfile');
  });

  test('the program is told where the key file is, if it is called otherwise', () => {
    const keyfile = (key?: string) => container(cluster({ keyFile: { secret: secret('keyfile'), key } }), 'mongod').env.find(({ name }: Manifest) => name === 'KEYFILE')?.value;
    expect([keyfile(), keyfile('keyfile'), keyfile('mongodb-keyfile')]).toEqual([undefined, undefined, '/run/keyfile/mongodb-keyfile']);
  });

  test('the manager is told the name of root that is not in the Secret', () => {
    const of = cluster({ rootCredentials: { secret: secret('mongodb'), username: 'ro$ot', passwordKey: 'mongodb-root-password' } });
    expect(container(of, 'manager').env).toContainEqual({ name: 'MONGO_ROOT_USERNAME', value: 'ro$$ot' });
    expect(pod(of).volumes).toContainEqual({
      name: 'credentials-root',
      secret: {
        secretName: 'mongodb', optional: true, items: [{ key: 'mongodb-root-password', path: 'password' }, { key: 'previous-password', path: 'previous-password' }],
      },
    });
    expect(pod(cluster({ rootCredentials: { secret: secret('mongodb'), username: 'root' } })).volumes).toContainEqual({ name: 'credentials-root', secret: { secretName: 'mongodb' } });
  });

  test('credentials are the manager\'s business', () => {
    const of = cluster({ users: [shop()] });
    expect(container(of, 'manager').volumeMounts).toContainEqual({ name: 'credentials-root', mountPath: '/run/credentials/root', readOnly: true });
    expect(container(of, 'mongod').volumeMounts.filter(({ name }: Manifest) => name.startsWith('credentials'))).toEqual([]);
    expect(JSON.stringify(pod(of).containers.map(({ env }: Manifest) => env))).not.toContain('secretKeyRef');
  });

  test('they are ready when the manager has just seen a member that serves, and asking costs no mongosh', () => {
    const { readinessProbe, livenessProbe } = container(cluster(), 'manager');
    expect(readinessProbe.exec.command).toEqual(['bash', '/opt/mongo/young.sh', '/run/manager/ready', '30']);
    expect(livenessProbe.exec.command).toEqual(['bash', '/opt/mongo/young.sh', '/run/manager/alive', '180']);
    expect(container(cluster(), 'mongod')).toMatchObject({ livenessProbe: { tcpSocket: { port: 27017 } }, startupProbe: { tcpSocket: { port: 27017 } } });
    expect(container(cluster(), 'mongod')).not.toHaveProperty('readinessProbe');
  });

  test.each(['orders', 'orders-hidden', 'orders-arbiter'])('%s: a recovery may take a day', (name) => {
    const { periodSeconds, failureThreshold } = container(everything({}), 'mongod', name).startupProbe;
    expect(periodSeconds * failureThreshold).toBeGreaterThanOrEqual(24 * 60 * 60);
  });

  test.each([
    [undefined, 60], [Duration.minutes(10), 60], [Duration.seconds(61), 60],
    [Duration.seconds(60), undefined], [Duration.seconds(5), undefined], [Duration.seconds(0), undefined],
  ])('who is to end within %j, and hangs, is given %s seconds', (terminationGracePeriod, seconds) => {
    for (const kind of ['orders', 'orders-hidden', 'orders-arbiter']) {
      for (const name of ['mongod', 'manager']) {
        const { livenessProbe, startupProbe, readinessProbe } = container(everything({ terminationGracePeriod }), name, kind);
        expect(livenessProbe.terminationGracePeriodSeconds).toBe(seconds);
        for (const other of [startupProbe, readinessProbe]) expect(other ?? {}).not.toHaveProperty('terminationGracePeriodSeconds');
      }
    }
  });

  test('a member that is to stop first waits until the others have a majority without it, and its manager stays with it', () => {
    expect(container(cluster(), 'mongod')).toMatchObject({ lifecycle: { preStop: { exec: { command: ['bash', '/opt/mongo/stop.sh'] } } } });
    expect(container(cluster(), 'manager')).toMatchObject({ lifecycle: { preStop: { exec: { command: ['bash', '/opt/mongo/outlast.sh'] } } } });
    for (const name of ['mongod', 'manager']) expect(container(cluster(), name).volumeMounts).toContainEqual({ name: 'manager', mountPath: '/run/manager' });
  });

  test.each([[undefined, '60'], [Duration.minutes(10), '60'], [Duration.seconds(90), '45'], [Duration.seconds(31), '15']])('of a grace period of %j, it waits %s seconds at most', (terminationGracePeriod, value) => {
    expect(container(cluster({ terminationGracePeriod }), 'mongod').env).toContainEqual({ name: 'MONGO_PATIENCE', value });
  });

  test('a manager costs what it may', () => {
    expect(container(cluster(), 'manager').resources).toEqual({ requests: { cpu: '20m', memory: '128Mi' }, limits: { memory: '256Mi' } });
    expect(container(cluster({ managerResources: { memory: { limit: Size.mebibytes(512) } } }), 'manager').resources).toEqual({ limits: { memory: '512Mi' } });
  });

  test('a change of what mongod starts with restarts them; a change of the list does not', () => {
    const checksum = (of: MongoCluster) => set(of).template.metadata.annotations['checksum/config'];
    const before = checksum(cluster());
    expect(before).toMatch(/^[0-9a-f]{8}$/);
    expect(checksum(cluster({ mongodConfig: { net: { maxIncomingConnections: 10 } } }))).not.toBe(before);
    expect(checksum(cluster({ members: 5, memberConfig: [{ priority: 5 }], defaultWriteConcern: DefaultWriteConcern.MAJORITY }))).toBe(before);
    expect(set(cluster({ members: 3, replicas: 5 })).template).toEqual(set(cluster({ members: 5 })).template);
  });

  test('everything that a backend takes is taken', () => {
    const of = cluster({
      podMetadata: { labels: { tier: 'data' }, annotations: { a: 'b' } },
      podFields: { priorityClassName: 'high' },
      minReady: Duration.seconds(1),
      terminationGracePeriod: Duration.minutes(10),
      updateStrategy: UpdateStrategy.onDelete(),
      revisionHistoryLimit: 2,
      claimsWhenScaled: ClaimRetention.DELETE,
      claimsWhenDeleted: ClaimRetention.DELETE,
      securityContext: { user: 1001 },
      spread: [Spread.soft(kplus.Topology.HOSTNAME)],
      containers: [{ name: 'extra', image: 'extra:1' }],
      hostAliases: [{ ip: '10.0.0.1', hostnames: ['x'] }],
      dockerRegistryAuth: secret('registry'),
      hidden: { members: 1 },
      arbiter: {},
      members: 2,
    });
    for (const name of ['orders', 'orders-hidden', 'orders-arbiter']) {
      expect(set(of, name)).toMatchObject({
        minReadySeconds: 1,
        updateStrategy: { type: 'OnDelete' },
        revisionHistoryLimit: 2,
        persistentVolumeClaimRetentionPolicy: { whenDeleted: 'Delete', whenScaled: 'Delete' },
        template: {
          metadata: { labels: { tier: 'data' }, annotations: { a: 'b' } },
          spec: { priorityClassName: 'high', terminationGracePeriodSeconds: 600, securityContext: { runAsUser: 1001, fsGroup: 1001 }, imagePullSecrets: [{ name: 'registry' }], hostAliases: [{ ip: '10.0.0.1', hostnames: ['x'] }] },
        },
      });
    }
    expect(pod(of).containers.map(({ name }: Manifest) => name)).toEqual(['mongod', 'manager', 'extra']);
    expect(pod(of, 'orders-hidden').containers.map(({ name }: Manifest) => name)).toEqual(['mongod', 'manager']);
  });

  test.each<[kplus.PodSecurityContextProps, Manifest]>([
    [{ fsGroup: 2000 }, { runAsUser: 999, runAsGroup: 999, fsGroup: 2000 }],
    [{ user: undefined, group: 1002 }, { runAsUser: 999, runAsGroup: 1002, fsGroup: 1002 }],
    [{ user: 1001 }, { runAsUser: 1001, runAsGroup: 1001, fsGroup: 1001 }],
    [{ user: 0, ensureNonRoot: false }, { runAsUser: 0, runAsGroup: 0, fsGroup: 0, runAsNonRoot: false }],
  ])('who says %j has said no more than that', (securityContext, written) => {
    const of = cluster({ securityContext, hidden: { members: 1 }, arbiter: {}, members: 2 });
    for (const name of ['orders', 'orders-hidden', 'orders-arbiter']) expect(pod(of, name).securityContext).toMatchObject(written);
  });

  test('a spread that is given holds for all kinds of members, and so does none at all', () => {
    const spread = (given: Spread[], name: string) => pod(cluster({ spread: given, hidden: { members: 1 }, arbiter: {}, members: 2 }), name).topologySpreadConstraints;
    for (const name of ['orders', 'orders-hidden', 'orders-arbiter']) {
      expect(spread([Spread.soft(kplus.Topology.HOSTNAME)], name)).toEqual([expect.objectContaining({ topologyKey: 'kubernetes.io/hostname', whenUnsatisfiable: 'ScheduleAnyway' })]);
      expect(spread([], name)).toBeUndefined();
    }
  });

  test('what a pod has beside its member goes to those that hold data alone', () => {
    const volumes = [kplus.Volume.fromEmptyDir(chart(), 'scratch', 'scratch')];
    const of = cluster({ initContainers: [{ name: 'first', image: 'i:1' }], containers: [{ name: 'extra', image: 'e:1' }], volumes, hidden: { members: 1 }, arbiter: {}, members: 2 });
    const beside = (name: string) => [pod(of, name).initContainers?.length, pod(of, name).containers.length, pod(of, name).volumes.some((volume: Manifest) => volume.name === 'scratch')];
    expect([beside('orders'), beside('orders-hidden'), beside('orders-arbiter')]).toEqual([[1, 3, true], [undefined, 2, false], [undefined, 2, false]]);
  });

  test('a rule that is broken by a patch is found', () => {
    const of = cluster();
    ApiObject.of(of.service).addJsonPatch(JsonPatch.replace('/spec/type', 'NodePort'));
    expect(complaint(() => synth(of))).toContain("'spec.type' must be 'ClusterIP' for a headless Service, got 'NodePort'");
  });
});

describe('shrinking', () => {
  test('the list comes first: pods stay until they are no members any more', () => {
    const of = cluster({ members: 3, replicas: 5 });
    expect(set(of).replicas).toBe(5);
    expect(members(of).members.map(({ pod: name }: Manifest) => name)).toEqual(['orders-0', 'orders-1', 'orders-2']);
    expect(of.podNames).toEqual(['orders-0', 'orders-1', 'orders-2']);
    expect(of.connectionString()).not.toContain('orders-3');
  });

  test('managers know the pods that stay meanwhile: they may have all the data of the set', () => {
    expect(members(cluster()).leaving).toEqual([]);
    expect(members(cluster({ members: 3, replicas: 5, hidden: { members: 1, replicas: 2 } })).leaving).toEqual([
      { pod: 'orders-3', service: 'orders' }, { pod: 'orders-4', service: 'orders' }, { pod: 'orders-hidden-1', service: 'orders-hidden' },
    ]);
  });

  test('of hidden ones, too', () => {
    const of = cluster({ hidden: { members: 1, replicas: 2 } });
    expect(set(of, 'orders-hidden').replicas).toBe(2);
    expect(members(of).members).toHaveLength(4);
  });
});

describe('arbiter and hidden members', () => {
  const of = () => cluster({ members: 2, storageClassName: 'fast', arbiter: {}, hidden: { members: 1 } });

  test('have StatefulSets, Services and labels of their own, so that no client is sent to them', () => {
    for (const name of ['orders-hidden', 'orders-arbiter']) {
      expect(made(of(), 'Service', name).spec.selector).toEqual({ 'cdk8s.io/metadata.addr': name });
      expect(set(of(), name)).toMatchObject({ replicas: 1, serviceName: name, template: { metadata: { labels: { 'cdk8s-stateful/cluster': 'orders', 'cdk8s.io/metadata.addr': name } } } });
    }
  });

  test('the arbiter lets nobody in as the first user, and needs little', () => {
    expect(container(of(), 'mongod', 'orders-arbiter')).toMatchObject({
      command: ['bash', '/opt/mongo/start.sh', '--wiredTigerCacheSizeGB', '0.25', '--setParameter', 'enableLocalhostAuthBypass=false'],
      resources: { requests: { cpu: '50m', memory: '256Mi' }, limits: { memory: '512Mi' } },
      livenessProbe: { exec: { command: ['bash', '/opt/mongo/arbiter-alive.sh'] } },
    });
    for (const name of ['mongod', 'manager']) expect(container(of(), name, 'orders-arbiter').env).toContainEqual({ name: 'MONGO_ARBITER', value: 'true' });
    expect(container(of(), 'mongod').env).not.toContainEqual({ name: 'MONGO_ARBITER', value: 'true' });
    expect(container(of(), 'manager', 'orders-arbiter').volumeMounts.filter(({ name }: Manifest) => name.startsWith('credentials'))).toEqual([]);
  });

  test('disks are of the size that is asked for, and of the class of the others', () => {
    const claims = (props: Parameters<typeof cluster>[0], name: string) => set(cluster(props), name).volumeClaimTemplates[0].spec;
    const defaults = { members: 2, storageClassName: 'fast', arbiter: {}, hidden: { members: 1 } };
    expect(claims(defaults, 'orders-arbiter')).toMatchObject({ storageClassName: 'fast', resources: { requests: { storage: '1Gi' } } });
    expect(claims(defaults, 'orders-hidden')).toMatchObject({ storageClassName: 'fast', resources: { requests: { storage: '20Gi' } } });
    const own = { members: 2, arbiter: { storage: Size.gibibytes(2), storageClassName: 'slow', resources: { memory: { limit: Size.mebibytes(300) } } }, hidden: { members: 1, storage: Size.gibibytes(5), storageClassName: 'slow' } };
    expect(claims(own, 'orders-arbiter')).toMatchObject({ storageClassName: 'slow', resources: { requests: { storage: '2Gi' } } });
    expect(claims(own, 'orders-hidden')).toMatchObject({ storageClassName: 'slow', resources: { requests: { storage: '5Gi' } } });
    expect(container(cluster(own), 'mongod', 'orders-arbiter').resources).toEqual({ limits: { memory: '300Mi' } });
  });

  test('stand apart from all others, where there are enough machines', () => {
    const counted = (name: string) => pod(of(), name).topologySpreadConstraints
      .map(({ topologyKey, whenUnsatisfiable, labelSelector }: Manifest) => [topologyKey, whenUnsatisfiable, Object.keys(labelSelector.matchLabels)[0]]);
    const soft = [['kubernetes.io/hostname', 'ScheduleAnyway', 'cdk8s-stateful/cluster'], ['topology.kubernetes.io/zone', 'ScheduleAnyway', 'cdk8s-stateful/cluster']];
    expect(counted('orders-arbiter')).toEqual(soft);
    expect(counted('orders-hidden')).toEqual([['kubernetes.io/hostname', 'DoNotSchedule', 'cdk8s.io/metadata.addr'], ...soft]);
  });

  test('one budget is over all of them', () => {
    expect(only('PodDisruptionBudget', of()).spec).toEqual({ maxUnavailable: 1, selector: { matchLabels: { 'cdk8s-stateful/cluster': 'orders' } }, unhealthyPodEvictionPolicy: 'AlwaysAllow' });
    expect(kinds(cluster({ members: 1 }))).not.toContain('PodDisruptionBudget/orders');
    expect(kinds(cluster({ members: 1, arbiter: {} }))).toContain('PodDisruptionBudget/orders');
    expect(kinds(cluster({ disruptionBudget: DisruptionBudget.none() }))).not.toContain('PodDisruptionBudget/orders');
    expect(complaint(() => cluster({ disruptionBudget: DisruptionBudget.maxUnavailable(kplus.PercentOrAbsolute.absolute(-1)) }))).toContain("'disruptionBudget.maxUnavailable' must be");
  });

  test('what they are can be reached', () => {
    expect(of().arbiter!.name).toBe('orders-arbiter');
    expect(of().hidden!.name).toBe('orders-hidden');
    expect(of().containers).toHaveLength(3);
    expect([cluster().arbiter, cluster().hidden]).toEqual([undefined, undefined]);
  });
});

test.each([[undefined, undefined], [DefaultWriteConcern.MAJORITY, 'majority'], [DefaultWriteConcern.PRIMARY, 1]])('the default write concern %s is %s for MongoDB', (defaultWriteConcern, written) => {
  expect(members(cluster({ defaultWriteConcern })).defaultWriteConcern).toBe(written);
});

describe('users', () => {
  test('are listed with their roles, and never with their names, which are in their Secrets', () => {
    const of = cluster({ users: [shop(), { credentials: { secret: secret('reports') }, roles: [{ role: 'read', db: 'shop' }, { role: 'read', db: 'till' }] }] });
    expect(members(of).users).toEqual([{ id: 'user-orders-shop', roles: [READ_WRITE] }, { id: 'user-reports', roles: [{ role: 'read', db: 'shop' }, { role: 'read', db: 'till' }] }]);
  });

  test('can be added, and are known to the managers of all that hold data', () => {
    const ID = members(cluster({ users: [{ credentials: { secret: secret('late'), usernameKey: 'user', passwordKey: 'pass' }, roles: [READ_WRITE] }] })).users[0].id;
    const of = cluster({ users: [shop()], hidden: { members: 1 }, arbiter: {} });
    of.addUser({ credentials: { secret: secret('late'), usernameKey: 'user', passwordKey: 'pass' }, roles: [READ_WRITE] });
    expect(members(of).users.map(({ id }: Manifest) => id)).toEqual(['user-orders-shop', ID]);
    for (const name of ['orders', 'orders-hidden']) {
      expect(pod(of, name).volumes).toContainEqual({
        name: `credentials-${ID}`,
        secret: {
          secretName: 'late', optional: true, items: [{ key: 'pass', path: 'password' }, { key: 'previous-password', path: 'previous-password' }, { key: 'user', path: 'username' }],
        },
      });
      expect(container(of, 'manager', name).volumeMounts).toContainEqual({ name: `credentials-${ID}`, mountPath: `/run/credentials/${ID}`, readOnly: true });
    }
  });

  test('each is known by its Secret, wherever it stands in the list: pods with the old list and with the new one mean the same user', () => {
    const user = (name: string) => ({ credentials: { secret: secret(name) }, roles: [READ_WRITE] });
    const ids = (...names: string[]) => members(cluster({ users: names.map(user) })).users.map(({ id }: Manifest) => id);
    expect(ids('a', 'b')).toEqual(['user-a', 'user-b']);
    expect(ids('b')).toEqual(['user-b']);
    expect(ids('a'.repeat(40), 'a'.repeat(41), 'a.b')).toEqual([`user-${'a'.repeat(40)}`, expect.stringMatching(/^user-[0-9a-f]{8}$/), expect.stringMatching(/^user-[0-9a-f]{8}$/)]);
  });

  test('are listed with the names that are in no Secret', () => {
    const user = (username: string) => ({ credentials: { secret: secret('both'), username }, roles: [READ_WRITE] });
    const { users } = members(cluster({ users: [user('a'), user('b')] }));
    expect(users.map(({ username }: Manifest) => username)).toEqual(['a', 'b']);
    expect(new Set(users.map(({ id }: Manifest) => id)).size).toBe(2);
  });

  test('two in one Secret are two, where its keys differ', () => {
    const both = secret('both');
    expect(() => cluster({ users: [{ credentials: { secret: both, usernameKey: 'a', passwordKey: 'b' }, roles: [READ_WRITE] }, { credentials: { secret: both, usernameKey: 'c', passwordKey: 'd' }, roles: [READ_WRITE] }] })).not.toThrow();
  });

  const CONTROL = 'a\u0000b';
  test.each<[MongoUser, string]>([
    [{ ...shop(), roles: [] }, "'users[0].roles' must be one or more roles, got []"],
    [{ ...shop(), roles: undefined as never }, "'users[0].roles' must be a list, got nothing"],
    [{ ...shop(), roles: 'readWrite' as never }, "'users[0].roles' must be a list, got 'readWrite'"],
    [{ ...shop(), roles: [{ role: '', db: 'shop' }] }, "'users[0].roles[0].role' must be the name of a role, got ''"],
    [{ ...shop(), roles: [READ_WRITE, { role: CONTROL, db: 'shop' }] }, "'users[0].roles[1].role' must be the name of a role, got 'a\\u0000b'"],
    [{ ...shop(), roles: [{ role: 7 as never, db: 'shop' }] }, "'users[0].roles[0].role' must be a string, got 7"],
    [{ ...shop(), roles: [{ role: 'read', db: 'a.b' }] }, "'users[0].roles[0].db' must be 1 to 63 bytes without control characters, blanks and any of /\\.\"$*<>:|?, got 'a.b'"],
    [{ ...shop(), credentials: { secret: secret('x'), username: '\n' } }, "'users[0].credentials.username' must be the name of a user: 1 character or more, none of them a control character, got '\\n'"],
    [{ ...shop(), credentials: secret('orders-shop') as never }, "'users[0].credentials.secret' must be a Secret, got 'orders-shop'; write { secret: … }, with its keys beside it"],
    [{ ...shop(), credentials: { secret: secret('orders-root') } }, "'users[0].credentials' must be a Secret, or keys in it, that no other user has, got 'orders-root'"],
  ])('a user of case %# is refused', (user, said) => expect(complaint(() => cluster({ users: [user] }))).toBe(`prod/orders: ${said}`));

  test('of one name is refused, whatever the Secrets', () => {
    expect(complaint(() => cluster({ rootCredentials: { secret: secret('a'), username: 'root' }, users: [{ credentials: { secret: secret('b'), username: 'root' }, roles: [READ_WRITE] }] })))
      .toBe("prod/orders: 'users[0].credentials' must be of a name that no other user has, got 'root'");
  });
});

describe('the exporter', () => {
  test('stands beside every member that holds data, and is told where mongod is', () => {
    const of = cluster({ members: 2, exporter: exporter(), hidden: { members: 1 }, arbiter: {} });
    for (const name of ['orders', 'orders-hidden']) {
      expect(container(of, 'exporter', name)).toMatchObject({
        image: 'exporter:1',
        args: ['--web.listen-address=:9216', '--collector.diagnosticdata', '--collector.replicasetstatus'],
        ports: [{ name: 'metrics', containerPort: 9216 }],
        env: [
          { name: 'MONGODB_URI', value: 'mongodb://localhost:27017/?directConnection=true&authSource=admin' },
          { name: 'MONGODB_USER', valueFrom: { secretKeyRef: { name: 'orders-exporter', key: 'username' } } },
          { name: 'MONGODB_PASSWORD', valueFrom: { secretKeyRef: { name: 'orders-exporter', key: 'password' } } },
        ],
        resources: { requests: { cpu: '20m', memory: '64Mi' }, limits: { memory: '128Mi' } },
      });
      expect(made(of, 'Service', name).spec.ports).toEqual([{ name: 'mongodb', port: 27017 }, { name: 'metrics', port: 9216 }]);
    }
    expect(container(of, 'exporter', 'orders-arbiter')).toBeUndefined();
  });

  test('its user is made, and looks at the state of everything', () => {
    expect(members(cluster({ exporter: exporter() })).users).toEqual([{ id: 'exporter', roles: [{ role: 'clusterMonitor', db: 'admin' }, { role: 'read', db: 'local' }] }]);
  });

  test('what is asked for differently is different', () => {
    const of = cluster({ exporter: { ...exporter(), credentials: { secret: secret('e'), usernameKey: 'u', passwordKey: 'p' }, port: 9999, args: ['--collect-all'], resources: {} } });
    expect(container(of, 'exporter')).toMatchObject({ args: ['--collect-all'], ports: [{ name: 'metrics', containerPort: 9999 }] });
    expect(container(of, 'exporter').env[1].valueFrom.secretKeyRef.key).toBe('u');
    expect(container(of, 'exporter')).not.toHaveProperty('resources.limits');
  });

  test('Prometheus is told in the way that is asked for', () => {
    const monitored = (monitor: Monitor) => cluster({ members: 2, arbiter: {}, hidden: { members: 1 }, exporter: { ...exporter(), monitor } });
    expect(only('PodMonitor', monitored(Monitor.podMonitor({ labels: { release: 'p' } })))).toMatchObject({ metadata: { name: 'orders', labels: { release: 'p' } }, spec: { podMetricsEndpoints: [{ port: 'metrics' }], selector: { matchLabels: { 'cdk8s-stateful/cluster': 'orders' } } } });
    const of = monitored(Monitor.serviceMonitor());
    expect(only('ServiceMonitor', of).spec).toEqual({ endpoints: [{ port: 'metrics' }], selector: { matchLabels: { 'cdk8s-stateful/cluster': 'orders' } } });
    for (const name of ['orders', 'orders-hidden']) expect(made(of, 'Service', name).metadata.labels).toMatchObject({ 'cdk8s-stateful/cluster': 'orders' });
    expect(made(of, 'Service', 'orders-arbiter').metadata.labels).toEqual(recommended('orders', 'arbiter', 'mongodb'));
    expect(kinds(monitored(Monitor.none())).filter(kind => kind.includes('Monitor'))).toEqual([]);
  });
});

describe('outputs', () => {
  const hosts = [0, 1, 2].map(i => `orders-${i}.orders.prod.svc.cluster.local`);

  test('members, by every name', () => {
    const of = cluster({ hidden: { members: 1 }, arbiter: {} });
    expect(of.podNames).toEqual(['orders-0', 'orders-1', 'orders-2']);
    expect(of.podDnsNames).toEqual(hosts);
    expect(of.endpoints.map(String)).toEqual(hosts.map(host => `${host}:27017`));
    expect([of.port, of.setName]).toEqual([27017, 'orders']);
  });

  test('connection strings', () => {
    expect(cluster().connectionString()).toBe(`mongodb://${hosts.map(host => `${host}:27017`).join()}/?replicaSet=orders&authSource=admin`);
    expect(cluster().srvConnectionString()).toBe('mongodb+srv://orders.prod.svc.cluster.local/?replicaSet=orders&authSource=admin&tls=false');
    expect(cluster({ setName: 'rs0' }).srvConnectionString({ database: 'shop', user: 'a b', readPreference: ReadPreference.NEAREST })).toBe(
      'mongodb+srv://a%20b@orders.prod.svc.cluster.local/shop?replicaSet=rs0&authSource=admin&tls=false&readPreference=nearest',
    );
  });

  test('they are right for the mode of TLS', () => {
    const of = (mode: TlsMode) => cluster({ tls: MongoTls.fromSecret({ secret: secret('pem'), mode }) });
    expect(of(TlsMode.REQUIRE).connectionString()).toContain('&tls=true');
    expect(of(TlsMode.ALLOW).connectionString()).not.toContain('tls');
    expect(of(TlsMode.REQUIRE).srvConnectionString()).toContain('&tls=true');
    expect(of(TlsMode.ALLOW).srvConnectionString()).toContain('&tls=false');
  });

  test('where the namespace is not known, names resolve from the same one, and SRV records cannot be asked for', () => {
    const of = cluster({}, homeless());
    expect(of.connectionString()).toContain('mongodb://orders-0.orders:27017,');
    expect(complaint(() => of.srvConnectionString())).toBe("prod/orders: 'metadata.namespace' must be set for an SRV name, which contains it, got nothing; set it here or on the chart");
  });

  test('over TLS only the full names will do, which members\' certificates have', () => {
    const of = (mode: TlsMode) => cluster({ tls: MongoTls.fromSecret({ secret: secret('pem'), mode }) }, homeless());
    const said = "prod/orders: 'metadata.namespace' must be set if clients use TLS, got nothing; the members' certificates contain it; set it here or on the chart";
    for (const mode of [TlsMode.PREFER, TlsMode.REQUIRE]) expect(complaint(() => of(mode).connectionString())).toBe(said);
    expect(complaint(() => of(TlsMode.ALLOW).connectionString({ tls: true }))).toBe(said);
    expect(of(TlsMode.ALLOW).connectionString()).toContain('mongodb://orders-0.orders:27017,');
    expect(of(TlsMode.PREFER).connectionString({ tls: false })).toContain('mongodb://orders-0.orders:27017,');
    const api = new kplus.Deployment(chart(), 'api', { containers: [{ image: 'api:1' }] });
    expect(complaint(() => of(TlsMode.REQUIRE).connect(api.containers[0]!))).toBe(said);
    expect(() => of(TlsMode.PREFER).connect(api.containers[0]!, { tls: false })).not.toThrow();
  });

  test('another domain of the cluster', () => {
    expect(cluster({ clusterDomain: 'k8s.example' }).podDnsNames[0]).toBe('orders-0.orders.prod.svc.k8s.example');
    expect(container(cluster({ clusterDomain: 'k8s.example' }), 'manager').env).toContainEqual({ name: 'MONGO_DOMAIN', value: 'k8s.example' });
  });
});

describe('a consumer', () => {
  const consumer = (options: Parameters<MongoCluster['connect']>[1], props: Parameters<typeof cluster>[0] = {}) => {
    const prod = chart();
    const of = cluster(props, prod);
    const api = new kplus.Deployment(prod, 'api', { containers: [{ image: 'api:1' }] });
    of.connect(api.containers[0]!, options);
    return only('Deployment', prod).spec.template.spec.containers[0].env;
  };
  const URI = cluster().connectionString();

  test('is told where the replica set is', () => expect(consumer(undefined)).toEqual([{ name: 'MONGODB_URI', value: URI }]));

  test('and who it is, from its Secret', () => {
    expect(consumer({ credentials: { secret: secret('shop') }, database: 'shop' })).toEqual([
      { name: 'MONGODB_USERNAME', valueFrom: { secretKeyRef: { name: 'shop', key: 'username' } } },
      { name: 'MONGODB_PASSWORD', valueFrom: { secretKeyRef: { name: 'shop', key: 'password' } } },
      { name: 'MONGODB_URI', value: URI.replace('/?', '/shop?') },
    ]);
  });

  test('under other names, from other keys, by one name, and all in one', () => {
    expect(consumer({ credentials: { secret: secret('shop'), usernameKey: 'u', passwordKey: 'p' }, prefix: 'DB_', srv: true, credentialsInUri: true })).toEqual([
      { name: 'DB_USERNAME', valueFrom: { secretKeyRef: { name: 'shop', key: 'u' } } },
      { name: 'DB_PASSWORD', valueFrom: { secretKeyRef: { name: 'shop', key: 'p' } } },
      { name: 'DB_URI', value: 'mongodb+srv://$(DB_USERNAME):$(DB_PASSWORD)@orders.prod.svc.cluster.local/?replicaSet=orders&authSource=admin&tls=false' },
    ]);
    expect(consumer({ credentials: { secret: secret('shop') }, credentialsInUri: true })[2].value).toBe(URI.replace('://', '://$(MONGODB_USERNAME):$(MONGODB_PASSWORD)@'));
  });

  test('has one name, and none in the URI without credentials', () => {
    expect(complaint(() => consumer({ credentials: { secret: secret('shop') }, user: 'shop' }))).toBe("prod/orders: 'user' must be left out if credentials are given, got 'shop'; the name is in the Secret");
    expect(complaint(() => consumer({ credentialsInUri: true }))).toBe("prod/orders: 'credentials' must be set if credentialsInUri is true, got nothing");
    expect(consumer({ user: 'shop' })).toEqual([{ name: 'MONGODB_URI', value: URI.replace('://', '://shop@') }]);
  });
});
