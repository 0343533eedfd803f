import { App, Chart, Cron, Size } from 'cdk8s';
import * as kplus from 'cdk8s-plus-28';
import {
  BackupVolume, CassandraAuthentication, CassandraCluster, CassandraTls, ClientAuthority, ClientEncryption, Guard, IConsumer, InternodeEncryption, MongoCluster, MongoTls,
  TargetCluster, TlsMode,
} from '../../src';
import { Manifest } from '../../src/manifest/manifest';
import { chart, complaint, homeless, only } from '../support/synth';

// What somebody who connects is given, by every engine alike.

type Cluster = CassandraCluster | MongoCluster;

/** A consumer as TypeScript would not let it be. */
type Any = kplus.Container;

interface Engine {
  /** With TLS, as far as asked for; `none` is none. */
  readonly make: (scope: Chart, tls?: 'required' | 'preferred' | 'accepted' | 'none', clientCertificate?: boolean, id?: string) => Cluster;
  readonly prefix: string;
  readonly member: string;
  readonly asks: string;
}

const secret = (scope: Chart, name: string) => kplus.Secret.fromSecretName(scope, `Secret-${name}-${scope.node.children.length}`, name);

const ENGINES: [string, Engine][] = [
  ['a CassandraCluster', {
    make: (scope, tls = 'required', requireClientCertificate = undefined, id = 'db') => new CassandraCluster(scope, id, {
      nodes: 3,
      storage: Size.gibibytes(10),
      authentication: CassandraAuthentication.password({ secret: secret(scope, 'root') }),
      tls: tls === 'none' ? undefined : CassandraTls.fromSecret({
        secret: secret(scope, 'pem'),
        client: tls === 'required' ? undefined : ClientEncryption.OPTIONAL,
        internode: tls === 'accepted' ? InternodeEncryption.ACCEPTED : undefined,
        requireClientCertificate,
      }),
    }),
    prefix: 'CASSANDRA_',
    member: 'ring',
    asks: "'connect.tlsCertificateKeyFile' must be given, because the ring asks clients for a certificate, got nothing; mount a certificate of the consumer's own, and say where",
  }],
  ['a MongoCluster', {
    make: (scope, tls = 'required', requireClientCertificate = undefined, id = 'db') => new MongoCluster(scope, id, {
      members: 3,
      storage: Size.gibibytes(10),
      keyFile: { secret: secret(scope, 'key') },
      rootCredentials: { secret: secret(scope, 'root') },
      users: [{ credentials: { secret: secret(scope, 'app') }, roles: [{ role: 'read', db: 'shop' }] }],
      tls: tls === 'none' ? undefined : MongoTls.fromSecret({
        secret: secret(scope, 'pem'),
        mode: { required: TlsMode.REQUIRE, preferred: TlsMode.PREFER, accepted: TlsMode.ALLOW }[tls],
        requireClientCertificate,
      }),
    }),
    prefix: 'MONGODB_',
    member: 'cluster',
    asks: "'connect.tlsCertificateKeyFile' must be given, because the cluster asks clients for a certificate, got nothing; mount a certificate of the consumer's own, and say where",
  }],
];

describe.each(ENGINES)('%s', (_, { make, prefix, member, asks }) => {
  const CA_FILE = `${prefix}TLS_CA_FILE`;
  const CREDENTIALS = ['USERNAME', 'PASSWORD'].map(name => `${prefix}${name}`);
  const deployment = (scope: Chart) => new kplus.Deployment(scope, 'api', { containers: [{ image: 'api:1', name: 'main' }, { image: 'api:1', name: 'side' }] });
  const volumes = (scope: Chart) => only('Deployment', scope).spec.template.spec.volumes;
  const container = (scope: Chart, i = 0): Manifest => only('Deployment', scope).spec.template.spec.containers[i];
  const variables = (scope: Chart, i = 0): Manifest => Object.fromEntries(container(scope, i).env.map(({ name, value, valueFrom }: Manifest) => [name, value ?? valueFrom]));

  test('gives nothing of TLS where it has none', () => {
    const scope = chart();
    const of = make(scope, 'none');
    of.connect(deployment(scope).containers[0]!, { credentials: { secret: secret(scope, 'app') } });
    expect([of.caSecretName, volumes(scope), Object.keys(variables(scope)).filter(name => name.includes('TLS'))]).toEqual([undefined, undefined, []]);
  });

  test.each(['a b', '1A_', 'A=', 'A-', 'A.', 'Ä_', '$(A)', 'A_\n'])('refuses %j as a prefix, by which nobody could read the variables', (wrong) => {
    const scope = chart();
    const of = make(scope, 'none');
    const said = `prod/db: 'prefix' must be letters, digits and '_', and no digit first, got '${JSON.stringify(wrong).slice(1, -1)}'`;
    expect(complaint(() => of.connect(deployment(scope).containers[0]!, { prefix: wrong }))).toBe(said);
    expect(complaint(() => of.connectionVariables({ prefix: wrong }))).toBe(said);
  });

  test.each(['', 'db_', '_', 'A1_', 'ordersDb'])('takes %j as a prefix', (right) => {
    const names = Object.keys(make(chart(), 'none').connectionVariables({ prefix: right }));
    expect(names.filter(name => !name.startsWith(right))).toEqual([]);
  });

  test('mounts the certificate of the authority, and nothing else of the Secret, and says where', () => {
    const scope = chart();
    const of = make(scope);
    const api = deployment(scope);
    of.connect(api.containers[0]!, { credentials: { secret: secret(scope, 'app') } });
    of.connect(api.containers[0]!, { credentials: { secret: secret(scope, 'app') }, prefix: 'AGAIN_' });
    of.connect(api.containers[1]!, { credentials: { secret: secret(scope, 'app') } });
    expect(volumes(scope)).toEqual([{ name: expect.stringMatching(/^ca-db-[0-9a-f]{8}$/), secret: { secretName: 'pem', items: [{ key: 'ca.crt', path: 'ca.crt' }] } }]);
    expect([0, 1].map(i => container(scope, i).volumeMounts)).toEqual(Array(2).fill([{ name: volumes(scope)[0].name, mountPath: '/run/ca/db.prod', readOnly: true }]));
    expect(variables(scope)).toMatchObject({ [CA_FILE]: '/run/ca/db.prod/ca.crt', AGAIN_TLS_CA_FILE: '/run/ca/db.prod/ca.crt' });
    expect(variables(scope, 1)[CA_FILE]).toBe('/run/ca/db.prod/ca.crt');
    expect([of.caSecretName, of.caKey]).toEqual(['pem', 'ca.crt']);
  });

  test('a second cluster does not take the place of the first, nor of what the container says itself', () => {
    const scope = chart();
    const [api] = deployment(scope).containers;
    const [one, other] = [make(scope, 'none'), make(scope, 'none', undefined, 'other')];
    const place = `${prefix}${prefix === 'MONGODB_' ? 'URI' : 'CONTACT_POINTS'}`;
    const credentials = { secret: secret(scope, 'app') };
    one.connect(api!, { credentials });
    const before = api!.env.variables;
    expect(complaint(() => other.connect(api!))).toMatch(
      new RegExp(`^prod/other: 'env.${place}' must be free, or the same already, got '.*db-0.*'; set prefix, so that each cluster has variables of its own$`),
    );
    expect(complaint(() => one.connect(api!, { credentials: { secret: secret(scope, 'root') } }))).toBe(
      `prod/db: 'env.${CREDENTIALS[0]}' must be free, or the same already, got 'a reference'; set prefix, so that each cluster has variables of its own`,
    );
    expect(api!.env.variables).toEqual(before);
    one.connect(api!, { credentials });
    other.connect(api!, { credentials, prefix: 'OTHER_' });
    expect(variables(scope)).toMatchObject({ [place]: expect.stringContaining('db-0'), [place.replace(prefix, 'OTHER_')]: expect.stringContaining('other-0') });
  });

  test.each<[string, (scope: Chart) => ClientAuthority, object]>([
    ['a Secret', scope => ClientAuthority.fromSecret({ secret: secret(scope, 'trust') }), { secret: { secretName: 'trust', items: [{ key: 'ca.crt', path: 'ca.crt' }] } }],
    ['a key of a Secret', scope => ClientAuthority.fromSecret({ secret: secret(scope, 'trust'), key: 'tls.crt' }), { secret: { secretName: 'trust', items: [{ key: 'tls.crt', path: 'ca.crt' }] } }],
    ['a ConfigMap', scope => ClientAuthority.fromConfigMap({ configMap: kplus.ConfigMap.fromConfigMapName(scope, 'map', 'bundle') }), { configMap: { name: 'bundle', items: [{ key: 'ca.crt', path: 'ca.crt' }] } }],
    ['a key of one', scope => ClientAuthority.fromConfigMap({ configMap: kplus.ConfigMap.fromConfigMapName(scope, 'map', 'bundle'), key: 'b' }), { configMap: { name: 'bundle', items: [{ key: 'b', path: 'ca.crt' }] } }],
  ])('mounts %s instead', (__, authority, volume) => {
    const scope = chart();
    make(scope).connect(deployment(scope).containers[0]!, { authority: authority(scope) });
    expect(volumes(scope)).toEqual([expect.objectContaining(volume)]);
    expect(variables(scope)[CA_FILE]).toBe('/run/ca/db.prod/ca.crt');
  });

  test('mounts nothing where the image trusts the authority, or where the file is there already', () => {
    const scope = chart();
    const of = make(scope);
    const api = deployment(scope);
    of.connect(api.containers[0]!, { authority: ClientAuthority.ofImage() });
    of.connect(api.containers[1]!, { tlsCaFile: '/etc/$(HOME)/$$/ca.crt', tlsCertificateKeyFile: '/etc/own.pem' });
    expect([volumes(scope), variables(scope)[CA_FILE], variables(scope, 1)[CA_FILE]]).toEqual([undefined, undefined, '/etc/$$(HOME)/$$$$/ca.crt']);
  });

  test('is one of several that one container is told of, also of the same name', () => {
    const scope = chart();
    const api = deployment(scope);
    const elsewhere = new Chart(scope.node.root, 'elsewhere', { namespace: 'elsewhere' });
    [make(scope), make(elsewhere), make(scope, 'required', false, 'other')].forEach((of, i) => of.connect(api.containers[0]!, { prefix: `DB${i}_`, authority: ClientAuthority.fromSecret({ secret: secret(scope, `ca${i}`) }) }));
    expect(container(scope).volumeMounts.map(({ mountPath }: Manifest) => mountPath)).toEqual(['/run/ca/db.prod', '/run/ca/db.elsewhere', '/run/ca/other.prod']);
    expect(new Set(volumes(scope).map(({ name }: Manifest) => name)).size).toBe(3);
  });

  test.each([['required', true], ['preferred', true], ['accepted', false]] as const)('where TLS is %s, a client speaks it unless it is told otherwise: %s', (tls, speaks) => {
    const scope = chart();
    const api = deployment(scope);
    const of = make(scope, tls);
    of.connect(api.containers[0]!);
    of.connect(api.containers[1]!, { tls: true });
    expect([0, 1].map(i => variables(scope, i)[CA_FILE] !== undefined)).toEqual([speaks, true]);
  });

  test('lets a client do without TLS where it need not', () => {
    const scope = chart();
    make(scope, 'preferred').connect(deployment(scope).containers[0]!, { tls: false });
    expect([volumes(scope), Object.keys(variables(scope)).filter(name => name.includes('TLS'))]).toEqual([undefined, []]);
  });

  test('gives the variables by name to whom nothing can be mounted, who then says where it finds the authority', () => {
    const scope = chart();
    const plain = make(scope, 'none');
    const api = deployment(scope);
    plain.connect(api.containers[0]!, { credentials: { secret: secret(scope, 'app') } });
    const given = plain.connectionVariables({ credentials: { secret: secret(scope, 'app') } });
    Object.entries(given).forEach(([name, value]) => api.containers[1]!.env.addVariable(name, value));
    expect(variables(scope, 1)).toEqual(variables(scope));
    expect(Object.keys(given)).toEqual(expect.arrayContaining(CREDENTIALS));

    const of = make(chart());
    const byHand = "prod/db: 'tlsCaFile' must be given if you mount it yourself, got nothing; mount the key 'ca.crt' of Secret 'pem', nothing else of it, and say where";
    expect(complaint(() => of.connectionVariables())).toBe(byHand);
    expect(complaint(() => of.connectionVariables({ authority: ClientAuthority.fromSecret({ secret: secret(scope, 'trust'), key: 'a' }) }))).toBe(byHand.replace('ca.crt', 'a').replace('pem', 'trust'));
    expect(of.connectionVariables({ tlsCaFile: '/ca.crt' })[CA_FILE]!.value).toBe('/ca.crt');
    expect(of.connectionVariables({ authority: ClientAuthority.ofImage() })[CA_FILE]).toBeUndefined();
  });

  describe('of a consumer whose namespace is known', () => {
    const web = (scope: Chart, namespace: string | undefined = 'web') => new Chart(scope.node.root, `web-${namespace}`, { namespace });
    const defined = (scope: Chart, name: string) => new kplus.Secret(scope, `Defined-${name}`, { metadata: { name } });
    const said = (scope: Chart) => JSON.stringify(container(scope));

    test('writes the full names', () => {
      const scope = chart();
      const there = web(scope);
      make(scope, 'none').connect(deployment(there).containers[0]!, { credentials: { secret: defined(there, 'app') } });
      expect(said(there)).toContain('.db.prod.svc.cluster.local');
    });

    test('is refused where its own is not, because what it knows are no full names', () => {
      const scope = homeless();
      const there = web(scope);
      const api = deployment(there);
      const refused = "prod/db: 'metadata.namespace' must be set for a consumer in namespace 'web', which needs the full names, got nothing; set it here or on the chart";
      const of = make(scope, 'none');
      expect(complaint(() => of.connect(api.containers[0]!))).toBe(refused);
      expect(complaint(() => of.connect(api.addInitContainer({ image: 'migrate:1', name: 'migrate' })))).toBe(refused);
      expect(complaint(() => of.connectionVariables({ credentials: { secret: defined(there, 'app') } }))).toBe(refused);
      expect(container(there).env).toBeUndefined();
    });

    test.each([['prod', 'prod'], ['prod', undefined], [undefined, undefined]])('is told where it is in %p, and the consumer in %p', (own, consumers) => {
      const scope = own === undefined ? homeless() : chart(own);
      const there = consumers === undefined ? new Chart(scope.node.root, 'web') : web(scope, consumers);
      make(scope, 'none').connect(deployment(there).containers[0]!);
      expect(said(there)).toContain(own === undefined ? 'db-0.db:' : 'db-0.db.prod.svc.cluster.local:');
    });

    test('takes its Secret from there, and from nowhere else', () => {
      const scope = chart();
      const there = web(scope);
      expect(complaint(() => make(scope, 'none').connect(deployment(there).containers[0]!, { credentials: { secret: defined(scope, 'app') } }))).toBe(
        "prod/db: 'credentials.secret' must be in namespace 'web', got 'prod'; Secret 'app' is seen in its own namespace only: make one of that name in 'web', too",
      );
    });

    test('mounts the certificate of the authority from there, and from nowhere else', () => {
      const scope = chart();
      const there = web(scope);
      const of = make(scope);
      const api = deployment(there);
      expect(complaint(() => of.connect(api.containers[0]!))).toBe(
        "prod/db: 'authority' must be given for a consumer in namespace 'web', got nothing; Secret 'pem' is in 'prod': put its key 'ca.crt', nothing else of it, into a Secret or ConfigMap there",
      );
      expect(complaint(() => of.connect(api.containers[0]!, { authority: ClientAuthority.fromSecret({ secret: defined(scope, 'trust') }) }))).toBe(
        "prod/db: 'authority' must be in namespace 'web', got 'prod'; Secret 'trust' is seen in its own namespace only: make one of that name in 'web', too",
      );
      expect(complaint(() => of.connect(api.containers[0]!, { authority: ClientAuthority.fromConfigMap({ configMap: new kplus.ConfigMap(scope, 'map', { metadata: { name: 'trust' } }) }) }))).toBe(
        "prod/db: 'authority' must be in namespace 'web', got 'prod'; ConfigMap 'trust' is seen in its own namespace only: make one of that name in 'web', too",
      );
      of.connect(api.containers[0]!, { authority: ClientAuthority.fromSecret({ secret: defined(there, 'trust') }) });
      of.connect(api.containers[1]!, { authority: ClientAuthority.ofImage() });
      expect(volumes(there)).toEqual([expect.objectContaining({ secret: expect.objectContaining({ secretName: 'trust' }) })]);
    });

    test('is told of no other Kubernetes cluster', () => {
      const app = new App();
      const charts = ['eu', 'us', 'eu'].map((cluster, i) => {
        const made = new Chart(app, `${cluster}-${i}`, { namespace: 'prod' });
        TargetCluster.set(made, cluster);
        return made;
      });
      const of = make(charts[0]!, 'none');
      expect(complaint(() => of.connect(deployment(charts[1]!).containers[0]!))).toBe(
        "eu-0/db: 'container' must be for cluster 'eu', got 'us'; the names of Services are those of their own cluster: tell others of addresses that lead there from outside",
      );
      of.connect(deployment(charts[2]!).containers[0]!);
    });
  });

  test('serves whatever has an environment', () => {
    const of = make(chart());
    const told: Record<string, kplus.EnvValue> = {};
    const consumer: IConsumer = { env: { addVariable: (name, value) => void (told[name] = value) } };
    expect(complaint(() => of.connect(consumer))).toBe(
      "prod/db: 'tlsCaFile' must be given for a consumer into which nothing can be mounted, got nothing; mount the key 'ca.crt' of Secret 'pem', nothing else of it, and say where",
    );
    expect(told).toEqual({});
    of.connect(consumer, { tlsCaFile: '/ca.crt' });
    expect(told).toEqual(of.connectionVariables({ tlsCaFile: '/ca.crt' }));
    const mounted: unknown[] = [];
    of.connect({ ...consumer, mount: (...given: unknown[]) => void mounted.push(given) } as IConsumer);
    expect(mounted).toEqual([['/run/ca/db.prod', expect.any(kplus.Volume), { readOnly: true }]]);
  });

  test.each<[string, (of: Cluster, scope: Chart) => void]>([
    ["'container' must be a container, or something else with an environment, got 'Deployment'; a workload has containers", (of, scope) => of.connect(deployment(scope) as unknown as Any)],
    ["'container' must be a container, or something else with an environment, got nothing; a workload has containers", (of, scope) => of.connect(new kplus.Deployment(scope, 'none').containers[0]!)],
    ["'authority' must be left out if tlsCaFile says where the certificate is, got 'trust'", (of, scope) => of.connect(deployment(scope).containers[0]!, { authority: ClientAuthority.fromSecret({ secret: secret(scope, 'trust') }), tlsCaFile: '/ca' })],
    ["'authority' must be left out if tlsCaFile says where the certificate is, got nothing", (of, scope) => of.connect(deployment(scope).containers[0]!, { authority: ClientAuthority.ofImage(), tlsCaFile: '/ca' })],
    [
      "'authority.secret' must be a Secret, got 'trust'; write { secret: … }, with its keys beside it",
      (of, scope) => of.connect(deployment(scope).containers[0]!, { authority: ClientAuthority.fromSecret(secret(scope, 'trust') as never) }),
    ],
    [
      "'authority.configMap' must be a ConfigMap, got nothing; write { configMap: … }, with its key beside it",
      (of, scope) => of.connect(deployment(scope).containers[0]!, { authority: ClientAuthority.fromConfigMap(kplus.ConfigMap.fromConfigMapName(scope, 'map', 'trust') as never) }),
    ],
    ...['tls.key', 'tls-combined.pem', '', '.', '..', 'a/b', 'x'.repeat(254)].map((key): [string, (of: Cluster, scope: Chart) => void] => [
      `'authority' must be the key of a certificate, which everybody may read, got '${key}'`,
      (of, scope) => of.connect(deployment(scope).containers[0]!, { authority: ClientAuthority.fromSecret({ secret: secret(scope, 'pem'), key }) }),
    ]),
    ["'tlsCaFile' must be the path of a file: 1 character or more, none of them a control character, got ''", (of, scope) => of.connect(deployment(scope).containers[0]!, { tlsCaFile: '' })],
    ["'tlsCertificateKeyFile' must be the path of a file: 1 character or more, none of them a control character, got '\\n'", (of, scope) => of.connect(deployment(scope).containers[0]!, { tlsCertificateKeyFile: '\n' })],
  ])('refuses at its own path: %s', (said, connect) => {
    const scope = chart();
    expect(complaint(() => connect(make(scope), scope))).toBe(`prod/db: ${said}`);
  });

  test('refuses two authorities for one container, and TLS that is not there', () => {
    const scope = chart();
    const api = deployment(scope);
    const of = make(scope);
    of.connect(api.containers[0]!);
    expect(complaint(() => of.connect(api.containers[0]!, { authority: ClientAuthority.fromSecret({ secret: secret(scope, 'trust') }) }))).toMatch(
      /^prod\/db: 'authority' must be the same each time for one container, got 'ca-db-[0-9a-f]{8}'; its \/run\/ca\/db\.prod is ca-db-[0-9a-f]{8} already$/,
    );
    const refused = (tls: Parameters<Engine['make']>[1], options: object) => complaint(() => make(chart(), tls).connect(api.containers[1]!, options));
    expect(refused('none', { tls: true })).toBe(`prod/db: 'tls' must be false for a ${member} without TLS, got true; set tls on the cluster`);
    expect(refused('required', { tls: false })).toMatch(/^prod\/db: 'tls' must be true for a (ring whose clients must use|cluster that requires) TLS, got false$/);
    expect(refused('none', { authority: ClientAuthority.fromSecret({ secret: secret(scope, 'trust') }) })).toBe("prod/db: 'authority' must be left out if the client does not use TLS, got 'trust'");
    for (const what of ['tlsCaFile', 'tlsCertificateKeyFile']) {
      expect(refused('none', { [what]: '/a' })).toBe(`prod/db: '${what}' must be left out if the client does not use TLS, got '/a'; set tls on the cluster`);
      expect(refused('accepted', { [what]: '/a' })).toBe(`prod/db: '${what}' must be left out if the client does not use TLS, got '/a'; set tls: true`);
    }
  });

  test('calls where it mounts by what it knows of itself', () => {
    const scope = homeless();
    const of = make(scope, 'none');
    of.connect(deployment(scope).containers[0]!);
    expect(Object.values(variables(scope))[0]).toContain('db-0.db:');
  });

  describe('advises', () => {
    const said = (of: Cluster) => new Guard().report(of).filter(each => each.startsWith("prod/db: 'connect."));
    const connected = (options: (scope: Chart) => Parameters<MongoCluster['connect']>[1] & Parameters<CassandraCluster['connect']>[1], clientCertificate = false, byHand = false) => {
      const scope = chart();
      const of = make(scope, 'preferred', clientCertificate);
      if (byHand) of.connectionVariables({ authority: ClientAuthority.ofImage(), ...options(scope) });
      else of.connect(deployment(scope).containers[0]!, options(scope));
      return said(of);
    };

    test.each([false, true])('nothing of a consumer who can log in (by hand: %p)', byHand => expect(connected(scope => ({ credentials: { secret: secret(scope, 'app') } }), false, byHand)).toEqual([]));

    test.each([false, true])('who says nothing of itself (by hand: %p)', (byHand) => {
      expect(connected(() => ({}), false, byHand)).toEqual([expect.stringMatching(/^prod\/db: 'connect\.credentials' must be given, because .*, got nothing; pass the Secret .+$/)]);
    });

    test('who would be the one that may do everything', () => {
      expect(connected(scope => ({ credentials: { secret: secret(scope, 'root') } }))).toEqual([expect.stringMatching(/^prod\/db: 'connect\.credentials' must be the Secret of .+, got 'root'; it is .+ who may do everything/)]);
    });

    test('who has no certificate where one is asked for, once, however often', () => {
      expect(connected(scope => ({ credentials: { secret: secret(scope, 'app') } }), true)).toEqual([`prod/db: ${asks}`]);
      expect(connected(scope => ({ credentials: { secret: secret(scope, 'app') }, tlsCertificateKeyFile: '/own.pem' }), true)).toEqual([]);
      expect(connected(scope => ({ credentials: { secret: secret(scope, 'app') }, tls: false, authority: undefined }), true)).toEqual([]);
      const scope = chart();
      const of = make(scope, 'required', true);
      for (const each of deployment(scope).containers) of.connect(each, { credentials: { secret: secret(scope, 'app') } });
      expect(said(of)).toEqual([`prod/db: ${asks}`]);
    });
  });
});

describe('a MongoCluster advises', () => {
  const of = (scope: Chart) => new MongoCluster(scope, 'db', {
    members: 3,
    storage: Size.gibibytes(10),
    keyFile: { secret: secret(scope, 'key') },
    rootCredentials: { secret: secret(scope, 'root') },
    exporter: { image: 'exporter:1', credentials: { secret: secret(scope, 'exporter') } },
    users: [{ credentials: { secret: secret(scope, 'two'), usernameKey: 'first', passwordKey: 'p' }, roles: [{ role: 'read', db: 'a' }] }],
  });
  const said = (options: (scope: Chart) => Parameters<MongoCluster['connect']>[1], then: (made: MongoCluster, scope: Chart) => void = () => undefined) => {
    const scope = chart();
    const made = of(scope);
    made.connect(new kplus.Container({ image: 'x:1' }), options(scope));
    then(made, scope);
    return new Guard().report(made).filter(each => each.startsWith("prod/db: 'connect."));
  };
  const stranger = (key: string, got: string) => [
    `prod/db: 'connect.credentials' must be the Secret of one of users, with its name under '${key}', got '${got}'; add it to users, or create that user yourself; until then the consumer is not let in`,
  ];

  test('who is none of its users, by the keys too, as long as it is none', () => {
    expect(said(scope => ({ credentials: { secret: secret(scope, 'late') } }))).toEqual(stranger('username', 'late'));
    expect(said(scope => ({ credentials: { secret: secret(scope, 'two') } }))).toEqual(stranger('username', 'two'));
    expect(said(scope => ({ credentials: { secret: secret(scope, 'two'), usernameKey: 'first', passwordKey: 'p' } }))).toEqual([]);
    expect(said(scope => ({ credentials: { secret: secret(scope, 'two'), usernameKey: 'first' } }))).toEqual([
      "prod/db: 'connect.credentials.passwordKey' must be 'p', as the user has it, got 'password'; another key has another password, or none, and then the container does not start",
    ]);
    expect(said(scope => ({ credentials: { secret: secret(scope, 'late') } }), (made, scope) => made.addUser({ credentials: { secret: secret(scope, 'late') }, roles: [{ role: 'read', db: 'a' }] }))).toEqual([]);
  });

  test('each Secret that is none of its users\', once, however many consumers have it', () => {
    const others = ['early', 'late', 'early'];
    const connected = (made: MongoCluster, scope: Chart) => others.forEach(name => made.connect(new kplus.Container({ image: 'x:1' }), { credentials: { secret: secret(scope, name) } }));
    expect(said(scope => ({ credentials: { secret: secret(scope, 'late') } }), connected)).toEqual([...stranger('username', 'late'), ...stranger('username', 'early')]);
  });

  test('who is none of its users by its name, where that is not in the Secret', () => {
    const add = (username: string) => (made: MongoCluster, scope: Chart) => made.addUser({ credentials: { secret: secret(scope, 'ours'), username }, roles: [{ role: 'read', db: 'a' }] });
    const told = (scope: Chart) => ({ credentials: { secret: secret(scope, 'theirs'), username: 'shop', passwordKey: 'pw' } });
    expect(said(told, add('shop'))).toEqual([]); // what is in a copy of the Secret is not known
    expect(said(told, add('till'))).toEqual([
      "prod/db: 'connect.credentials' must be the Secret of one of users, named 'shop', got 'theirs'; add it to users, or create that user yourself; until then the consumer is not let in",
    ]);
  });

  test('who is there for something else', () => {
    expect(said(scope => ({ credentials: { secret: secret(scope, 'exporter') } }))).toEqual(["prod/db: 'connect.credentials' must be the Secret of one of users, got 'exporter'; it is that of the exporter, who may read nobody's data"]);
    expect(said(scope => ({ credentials: { secret: secret(scope, 'dump') } }), (made, scope) => made.addBackup({ schedule: Cron.daily(), credentials: { secret: secret(scope, 'dump') }, volume: BackupVolume.ofSize(Size.gibibytes(1)) }))).toEqual([
      "prod/db: 'connect.credentials' must be the Secret of one of users, got 'dump'; it is that of the backup, who may read everything and write nothing",
    ]);
    expect(said(scope => ({ credentials: { secret: secret(scope, 'root') } }))).toEqual(["prod/db: 'connect.credentials' must be the Secret of one of users, got 'root'; it is that of root, who may do everything"]);
  });

  test('nothing of who says its name in plain, and has its password from elsewhere', () => expect(said(() => ({ user: 'shop' }))).toEqual([]));
});

describe('a CassandraCluster', () => {
  const ring = (scope: Chart, authentication: CassandraAuthentication) => new CassandraCluster(scope, 'db', { nodes: 3, storage: Size.gibibytes(10), authentication });

  test('says nothing of credentials where nobody logs in, and nothing of another key of the superuser\'s Secret', () => {
    const said = (of: CassandraCluster) => new Guard().report(of).filter(each => each.startsWith("prod/db: 'connect."));
    const open = ring(chart(), CassandraAuthentication.allowAll());
    open.connect(new kplus.Container({ image: 'x:1' }));
    open.connect(new kplus.Container({ image: 'x:1' }), { credentials: { secret: secret(chart(), 'superuser') } });
    expect(said(open)).toEqual([]);
    const closed = ring(chart(), CassandraAuthentication.password({ secret: secret(chart(), 'all') }));
    closed.connect(new kplus.Container({ image: 'x:1' }), { credentials: { secret: secret(chart(), 'all'), usernameKey: 'app', passwordKey: 'app-password' } });
    expect(said(closed)).toEqual([]);
  });

  test.each([['prod', 'db.prod.svc.cluster.local:9042'], [undefined, 'db:9042']])('is one name where it is asked for as one, in namespace %p', (namespace, name) => {
    const of = ring(namespace === undefined ? homeless() : chart(namespace), CassandraAuthentication.allowAll());
    expect(of.connectionVariables({ singleName: true }).CASSANDRA_CONTACT_POINTS!.value).toBe(name);
    expect(of.connectionVariables().CASSANDRA_CONTACT_POINTS!.value).toBe(of.contactPoints.join());
  });

  test('has its authority mounted under its name alone where its namespace is not known', () => {
    const scope = homeless();
    const of = new CassandraCluster(scope, 'db', { nodes: 1, storage: Size.gibibytes(10), authentication: CassandraAuthentication.allowAll(), tls: CassandraTls.fromSecret({ secret: secret(scope, 'pem') }) });
    const container = new kplus.Container({ image: 'x:1' });
    of.connect(container);
    expect(container.mounts.map(({ path }) => path)).toEqual(['/run/ca/db']);
  });

  test('says that it speaks TLS', () => {
    const scope = chart();
    const of = new CassandraCluster(scope, 'db', { nodes: 3, storage: Size.gibibytes(10), authentication: CassandraAuthentication.allowAll(), tls: CassandraTls.fromIssuer({ name: 'ca' }) });
    const values = Object.entries(of.connectionVariables({ tlsCaFile: '/ca.crt', tlsCertificateKeyFile: '/own.pem' })).map(([name, { value }]) => [name, value]);
    expect(Object.fromEntries(values)).toMatchObject({ CASSANDRA_TLS: 'true', CASSANDRA_TLS_CA_FILE: '/ca.crt', CASSANDRA_TLS_CERTIFICATE_KEY_FILE: '/own.pem' });
    expect(of.caSecretName).toBe('db-tls');
  });
});
