import { ApiObject, App, Chart, Cron, Size } from 'cdk8s';
import * as kplus from 'cdk8s-plus-28';
import { BackupVolume, CassandraAuthentication, CassandraCluster, CassandraTls, HeadlessService, MongoCluster, MongoClusterProps, MongoTls, StatefulBackend, TargetCluster } from '../../src';
import { objectOf, placeOf } from '../../src/naming/reference';
import { complaint } from '../support/synth';

const storage = Size.gibibytes(1);
const secret = (scope: Chart, name = 'it') => new kplus.Secret(scope, `Secret${scope.node.children.length}`, { metadata: { name } });
const named = (scope: Chart, name: string) => kplus.Secret.fromSecretName(scope, `Named${scope.node.children.length}`, name);
const backend = (scope: Chart) => new StatefulBackend(scope, 'db', { containers: [{ image: 'db:1', name: 'db' }] });
const roles = [{ role: 'read', db: 'shop' }];
const mongo = (data: Chart, props: Partial<MongoClusterProps> = {}) => new MongoCluster(data, 'db', {
  members: 1, storage, keyFile: { secret: named(data, 'key') }, rootCredentials: { secret: named(data, 'root') }, ...props,
});
const issuer = (scope: Chart, kind = 'Issuer') => new ApiObject(scope, 'issuer', { apiVersion: 'cert-manager.io/v1', kind, metadata: { name: 'it' } });
const cassandra = (data: Chart, props: { authentication?: CassandraAuthentication; tls?: CassandraTls }) => new CassandraCluster(data, 'db', {
  nodes: 1, storage, authentication: CassandraAuthentication.allowAll(), ...props,
});

/** Everything that takes an object by whose name pods, or what is made for them, refer to it; and what it is called in a complaint. */
const DOORS: [what: string, kind: string, give: (data: Chart, vault: Chart) => unknown][] = [
  ['dockerRegistryAuth', 'Secret', (data, vault) => new StatefulBackend(data, 'db', { dockerRegistryAuth: new kplus.DockerConfigSecret(vault, 'it', { data: {}, metadata: { name: 'it' } }) })],
  ['serviceAccount', 'ServiceAccount', (data, vault) => new StatefulBackend(data, 'db', { serviceAccount: new kplus.ServiceAccount(vault, 'it', { metadata: { name: 'it' } }) })],
  ['serviceAccount', 'ServiceAccount', data => new StatefulBackend(data, 'db', { serviceAccount: kplus.ServiceAccount.fromServiceAccountName(data, 'it', 'it', { namespaceName: 'vault' }) })],
  ['source', 'Secret', (data, vault) => backend(data).restartWhenChanged(secret(vault))],
  ['source', 'ConfigMap', (data, vault) => backend(data).restartWhenChanged(new kplus.ConfigMap(vault, 'it', { metadata: { name: 'it' } }))],
  ['db.env', 'Secret', (data, vault) => {
    backend(data).containers[0]!.env.copyFrom(kplus.Env.fromSecret(secret(vault)));
    data.toJson();
  }],
  ['db.env', 'ConfigMap', (data, vault) => {
    backend(data).containers[0]!.env.copyFrom(kplus.Env.fromConfigMap(new kplus.ConfigMap(vault, 'it', { metadata: { name: 'it' } })));
    data.toJson();
  }],
  ['keyFile.secret', 'Secret', (data, vault) => mongo(data, { keyFile: { secret: secret(vault) } })],
  ['rootCredentials.secret', 'Secret', (data, vault) => mongo(data, { rootCredentials: { secret: secret(vault) } })],
  ['users[0].credentials.secret', 'Secret', (data, vault) => mongo(data, { users: [{ credentials: { secret: secret(vault) }, roles }] })],
  ['user.credentials.secret', 'Secret', (data, vault) => mongo(data).addUser({ credentials: { secret: secret(vault) }, roles })],
  ['exporter.credentials.secret', 'Secret', (data, vault) => mongo(data, { exporter: { image: 'exporter:1', credentials: { secret: secret(vault) } } })],
  ['tls.secret', 'Secret', (data, vault) => mongo(data, { tls: MongoTls.fromSecret({ secret: secret(vault) }) })],
  ['tls.issuer', 'Issuer', (data, vault) => mongo(data, { tls: MongoTls.fromIssuer(issuer(vault)) })],
  ['dockerRegistryAuth', 'Secret', (data, vault) => mongo(data, { dockerRegistryAuth: secret(vault) })],
  ['serviceAccount', 'ServiceAccount', (data, vault) => mongo(data, { serviceAccount: new kplus.ServiceAccount(vault, 'it', { metadata: { name: 'it' } }) })],
  ['addBackup.credentials.secret', 'Secret', (data, vault) => mongo(data).addBackup({ schedule: Cron.daily(), credentials: { secret: secret(vault) }, volume: BackupVolume.ofSize(storage) })],
  ['volume', 'PersistentVolumeClaim', (data, vault) => mongo(data).addBackup({
    schedule: Cron.daily(), credentials: { secret: named(data, 'it') }, volume: BackupVolume.ofClaim(new kplus.PersistentVolumeClaim(vault, 'it', { metadata: { name: 'it' }, storage })),
  })],
  ['credentials.secret', 'Secret', (data, vault) => {
    const api = new kplus.Deployment(data, 'api', { containers: [{ image: 'api:1' }] });
    mongo(data).connect(api.containers[0]!, { credentials: { secret: secret(vault) } });
  }],
  ['authentication.secret', 'Secret', (data, vault) => cassandra(data, { authentication: CassandraAuthentication.password({ secret: secret(vault) }) })],
  ['tls.secret', 'Secret', (data, vault) => cassandra(data, { tls: CassandraTls.fromSecret({ secret: secret(vault) }) })],
  ['tls.issuer', 'Issuer', (data, vault) => cassandra(data, { tls: CassandraTls.fromIssuer(issuer(vault)) })],
];

describe.each(DOORS)('%s, a %s', (what, kind, give) => {
  const charts = (data: string | undefined, vault: string | undefined) => {
    const app = new App();
    return [new Chart(app, 'data', { namespace: data }), new Chart(app, 'vault', { namespace: vault })] as const;
  };

  test('is refused from another namespace', () => {
    expect(complaint(() => give(...charts('data', 'vault')))).toBe(
      `data/db: '${what}' must be in namespace 'data', got 'vault'; ${kind} 'it' is seen in its own namespace only: make one of that name in 'data', too`,
    );
  });

  test('is taken from the same namespace, also from another chart', () => {
    give(...charts('vault', 'vault'));
  });
});

describe('where one of both is not known', () => {
  test.each([[undefined, 'vault'], ['data', undefined], [undefined, undefined]])('nothing is refused: pods in %p, a Secret in %p', (data, vault) => {
    const app = new App();
    const secretThere = secret(new Chart(app, 'vault', { namespace: vault }));
    mongo(new Chart(app, 'data', { namespace: data }), { keyFile: { secret: secretThere } });
  });

  test('what is only named may be anywhere, wherever its construct stands', () => {
    const app = new App();
    const vault = new Chart(app, 'vault', { namespace: 'vault' });
    const serviceAccount = kplus.ServiceAccount.fromServiceAccountName(vault, 'it', 'it'); // of which cdk8s-plus says 'default'
    mongo(new Chart(app, 'data', { namespace: 'data' }), { keyFile: { secret: named(vault, 'key') }, serviceAccount });
    expect(placeOf({})).toEqual({});
    expect(objectOf(named(vault, 'it'))).toBeUndefined();
  });
});

test('a ClusterIssuer is in no namespace, whatever its chart says', () => {
  const app = new App();
  const vault = new Chart(app, 'vault', { namespace: 'vault' });
  mongo(new Chart(app, 'data', { namespace: 'data' }), { tls: MongoTls.fromIssuer(issuer(vault, 'ClusterIssuer')) });
});

test('the namespace is that of the object itself, where it says another than its chart', () => {
  const app = new App();
  const data = new Chart(app, 'data', { namespace: 'data' });
  const keyFile = new kplus.Secret(data, 'key', { metadata: { name: 'it', namespace: 'vault' } });
  expect(complaint(() => mongo(data, { keyFile: { secret: keyFile } }))).toContain("'keyFile.secret' must be in namespace 'data', got 'vault'");
  mongo(new Chart(data, 'moved'), { keyFile: { secret: keyFile }, metadata: { namespace: 'vault' } });
});

describe('between clusters', () => {
  const charts = (app = new App()) => ['eu', 'us'].map(cluster => {
    const chart = new Chart(app, cluster, { namespace: 'data' });
    TargetCluster.set(chart, cluster);
    return chart;
  }) as [Chart, Chart];

  test('a Secret of another is refused', () => {
    const [eu, us] = charts();
    expect(complaint(() => mongo(eu, { keyFile: { secret: secret(us) } }))).toBe(
      "eu/db: 'keyFile.secret' must be for cluster 'eu', got 'us'; Secret 'it' is seen in its own cluster only: make one of that name in 'eu', too",
    );
    mongo(us, { keyFile: { secret: secret(us) } });
  });

  test('a Service of another is refused', () => {
    const [eu, us] = charts();
    expect(complaint(() => new StatefulBackend(eu, 'db', { service: new HeadlessService(us, 'it') }))).toBe(
      "eu/db: 'service' must be for cluster 'eu', got 'us'; Service 'it' is seen in its own cluster only: make one of that name in 'eu', too",
    );
  });
});
