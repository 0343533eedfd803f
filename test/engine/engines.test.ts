import { readdirSync } from 'fs';
import { basename, join } from 'path';
import { Chart, Cron, Duration, Size } from 'cdk8s';
import * as kplus from 'cdk8s-plus-28';
import {
  BackupVolume, CassandraAuthentication, CassandraCluster, CassandraTls, CertificateOptions, CertificateSecret, ClaimRetention, CredentialsSecret,
  DisruptionBudget, Guard, HeadlessService, MongoCluster, MongoTls,
  Monitor, PodFields, PrivateKeyAlgorithm, PrivateKeyRotation, RelabelAction, ScheduleProps, Spread,
} from '../../src';
import { Manifest } from '../../src/manifest/manifest';
import { podTemplate, POD_KINDS } from '../../src/manifest/reading';
import { podSecurity } from '../../src/rules/pod/security/pod-security';
import { findings } from '../../src/rules/rules';
import { chart, complaint, synth } from '../support/synth';

// What every engine owes, whatever it is: one table, so that none of them can drift away from the others.

/** What may be said to any of them. */
interface Asked {
  readonly metadata?: { readonly name?: string };
  readonly podFields?: PodFields;
  readonly disruptionBudget?: DisruptionBudget;
  readonly spread?: Spread[];
  readonly clusterDomain?: string;
  readonly podMetadata?: { readonly labels: Record<string, string> };
  readonly resources?: kplus.ContainerResources;
  readonly exporterPort?: number;
  readonly storage?: Size;
  readonly claimsWhenScaled?: ClaimRetention;
  readonly certificate?: CertificateOptions;
  /** In the place of an issuer. */
  readonly pem?: Omit<CertificateSecret, 'secret'>;
  readonly monitor?: Monitor;
  readonly schedule?: Partial<ScheduleProps>;
  /** Of who may do everything. */
  readonly passwordKey?: string;
  /** Of whom a program logs in as that is told so by variables. */
  readonly login?: Pick<CredentialsSecret, 'usernameKey' | 'passwordKey'>;
  readonly timeout?: Duration;
  readonly keep?: number;
}

const secret = (scope: Chart, name: string) => kplus.Secret.fromSecretName(scope, `Secret-${name}`, name);
const peers = (scope: Chart, id: string) => [kplus.Pods.select(scope, id, { labels: { app: id } })];

/** With everything switched on. */
function cassandra(asked: Asked, scope: Chart, racks = true): CassandraCluster {
  const { exporterPort: port, certificate, pem, monitor = Monitor.serviceMonitor(), schedule, passwordKey, login, timeout, keep, storage = Size.gibibytes(10), ...props } = asked;
  const of = new CassandraCluster(scope, 'db', {
    nodes: 6,
    decommission: 1,
    storage,
    commitLog: { storage: Size.gibibytes(1) },
    racks: racks ? [{ name: 'a' }, { name: 'b' }] : undefined,
    authentication: CassandraAuthentication.password({ secret: secret(scope, 'superuser'), passwordKey, ...login }),
    dockerRegistryAuth: secret(scope, 'registry'),
    tls: pem ? CassandraTls.fromSecret({ secret: secret(scope, 'pem'), ...pem }) : CassandraTls.fromIssuer({ name: 'issuer', ...certificate }),
    exporter: { image: 'exporter:1', jar: '/agent.jar', port, monitor },
    claimsWhenScaled: ClaimRetention.DELETE,
    ...props,
  });
  of.addBackup({ schedule: Cron.daily(), ...schedule, image: 'kubectl:1', timeout, keep });
  return of;
}

function mongo(asked: Asked, scope: Chart): MongoCluster {
  const { exporterPort: port, certificate, pem, monitor = Monitor.podMonitor(), schedule, passwordKey, login, timeout, keep, storage = Size.gibibytes(10), ...props } = asked;
  const of = new MongoCluster(scope, 'db', {
    members: 4,
    storage,
    keyFile: { secret: secret(scope, 'key') },
    rootCredentials: { secret: secret(scope, 'root'), passwordKey },
    users: [{ credentials: { secret: secret(scope, 'user') }, roles: [{ role: 'read', db: 'shop' }] }],
    hidden: { members: 1 },
    arbiter: {},
    dockerRegistryAuth: secret(scope, 'registry'),
    tls: pem ? MongoTls.fromSecret({ secret: secret(scope, 'pem'), ...pem }) : MongoTls.fromIssuer({ name: 'issuer', ...certificate }),
    exporter: { image: 'exporter:1', credentials: { secret: secret(scope, 'exporter') }, port, monitor },
    ...props,
  });
  of.addBackup({ schedule: Cron.daily(), ...schedule, credentials: { secret: secret(scope, 'backup'), ...login }, volume: BackupVolume.ofSize(Size.gibibytes(1)), timeout, keep });
  return of;
}

type Make = (asked: Asked, scope: Chart) => CassandraCluster | MongoCluster;
const ENGINES: [string, Make, string][] = [
  ['a CassandraCluster with racks', cassandra, 'cassandra'],
  ['a CassandraCluster without', (asked, scope) => cassandra(asked, scope, false), 'cassandra'],
  ['a MongoCluster', mongo, 'mongo'],
];

const { absolute, percent } = kplus.PercentOrAbsolute;
const A_KEY = '1 to 253 letters, digits, -, _ or ., and neither . nor anything that begins with two of them';
const AMOUNT = 'a whole number of pods, 0 or more, or from 0% to 100%';

describe.each(ENGINES)('%s', (_title, make, engine) => {
  const written = (asked: Asked = {}): Manifest[] => {
    const of = make(asked, chart());
    of.addNetworkPolicy({ metricsFrom: peers(Chart.of(of), 'prometheus') });
    return synth(of);
  };
  const withPods = (manifests: Manifest[]) => manifests.filter(({ kind }) => POD_KINDS.includes(kind));
  const named = ({ kind, metadata }: Manifest) => `${kind} ${metadata.name}`;

  test('writes its namespace on every object', () => {
    expect(written().filter(({ metadata }) => metadata.namespace !== 'prod').map(named)).toEqual([]);
  });

  test('tells the name and the endpoint of every pod that clients reach', () => {
    const { service, port, podNames, podDnsNames, endpoints } = make({}, chart());
    const hosts = podNames.map(pod => `${pod}.db.prod.svc.cluster.local`);
    expect(service.ports.map(each => each.port)).toContain(port);
    expect(podDnsNames).toEqual(hosts);
    expect(endpoints.map(each => each.socketAddress)).toEqual(hosts.map(host => `${host}:${port}`));
    expect(hosts.length).toBeGreaterThan(1);
  });

  test('calls every object after itself', () => {
    expect(written().filter(({ metadata }) => !/^db(-[a-z0-9-]+)?$/.test(metadata.name)).map(named)).toEqual([]);
  });

  test('takes podFields to every pod, also to those that run once or by a schedule', () => {
    const podFields = { nodeSelector: { pool: 'databases' }, priorityClassName: 'high', runtimeClassName: 'kata', schedulerName: 'mine' };
    const pods = withPods(written({ podFields }));
    expect(new Set(pods.map(({ kind }) => kind))).toEqual(new Set(engine === 'mongo' ? ['StatefulSet', 'CronJob'] : ['StatefulSet', 'Job', 'CronJob']));
    const asked = expect.objectContaining({ ...podFields, nodeSelector: expect.objectContaining(podFields.nodeSelector) });
    for (const pod of pods) expect([named(pod), podTemplate(pod).spec]).toEqual([named(pod), asked]);
  });

  test('gives every pod who pulls its images, and no token that it does not need', () => {
    for (const pod of withPods(written())) {
      const { imagePullSecrets, automountServiceAccountToken, serviceAccountName, enableServiceLinks } = podTemplate(pod).spec;
      expect([named(pod), imagePullSecrets, automountServiceAccountToken, enableServiceLinks]).toEqual([named(pod), [{ name: 'registry' }], serviceAccountName !== undefined, false]);
    }
  });

  test('restricts every pod', () => {
    const manifests = written();
    expect(withPods(manifests).flatMap(pod => findings([podSecurity], pod, manifests)).map(({ complaint: said }) => said)).toEqual([]);
  });

  test('ends what runs by a schedule an hour after its time, lets one at a time run, and tries none again', () => {
    const schedules = written({ timeout: Duration.minutes(1) }).filter(({ kind }) => kind === 'CronJob');
    expect(schedules.map(({ spec }) => [spec.concurrencyPolicy, spec.jobTemplate.spec.activeDeadlineSeconds, spec.jobTemplate.spec.backoffLimit])).toEqual([['Forbid', 3660, 0]]);
    const [usual] = written().filter(({ kind }) => kind === 'CronJob');
    expect(usual.spec.jobTemplate.spec.activeDeadlineSeconds).toBeGreaterThan(3660);
  });

  test('says of its Certificate, its monitor and its CronJob what it is asked to', () => {
    const relabeling = { action: RelabelAction.LABEL_DROP, regex: 'pod_ip' };
    const manifests = written({
      certificate: {
        commonName: 'db',
        duration: Duration.days(30),
        renewBefore: Duration.days(10),
        privateKey: { algorithm: PrivateKeyAlgorithm.ECDSA, rotationPolicy: PrivateKeyRotation.NEVER },
        secretTemplate: { labels: { copied: 'yes' } },
        revisionHistoryLimit: 2,
      },
      monitor: Monitor.podMonitor({ labels: { release: 'p' }, interval: Duration.seconds(15), scrapeTimeout: Duration.millis(2500), metricRelabelings: [relabeling] }),
      schedule: { timeZone: 'Europe/Berlin', suspend: true, startingDeadline: Duration.minutes(5), successfulJobsHistoryLimit: 7, failedJobsHistoryLimit: 0 },
    });
    const of = (kind: string) => manifests.find(manifest => manifest.kind === kind)!;
    expect(of('Certificate').spec).toMatchObject({
      commonName: 'db',
      duration: '2592000s',
      renewBefore: '864000s',
      privateKey: { algorithm: 'ECDSA', size: 256, encoding: 'PKCS8', rotationPolicy: 'Never' },
      secretTemplate: { labels: { copied: 'yes' } },
      revisionHistoryLimit: 2,
    });
    expect(of('PodMonitor').metadata.labels).toMatchObject({ release: 'p' });
    expect(of('PodMonitor').spec.podMetricsEndpoints).toEqual([{ port: 'metrics', interval: '15s', scrapeTimeout: '2500ms', metricRelabelings: [relabeling] }]);
    expect(of('CronJob').spec).toMatchObject({ timeZone: 'Europe/Berlin', suspend: true, startingDeadlineSeconds: 300, successfulJobsHistoryLimit: 7, failedJobsHistoryLimit: 0 });
  });

  test('reads certificates of a Secret under whichever keys, and sees no others', () => {
    for (const [pem, keys] of [
      [{}, undefined], [{ combinedKey: 'tls-combined.pem' }, undefined],
      [{ certificateKey: 'cert', privateKeyKey: 'key' }, ['ca.crt', 'cert', 'key']], [{ combinedKey: 'both.pem', authorityKey: 'ca.pem' }, ['both.pem', 'ca.pem']],
    ] as const) {
      const sets = written({ pem }).filter(({ kind }) => kind === 'StatefulSet');
      for (const set of sets) {
        const [volume] = podTemplate(set).spec.volumes.filter(({ name }: Manifest) => name === ('combinedKey' in pem ? 'tls' : 'tls-parts'));
        expect([named(set), volume.secret.secretName, volume.secret.items?.map(({ key }: Manifest) => key).sort()]).toEqual([named(set), 'pem', keys]);
      }
    }
  });

  test('keeps in memory what its servers make of a private key in two files, and mounts the Secret itself where it is one', () => {
    const atTls = (pem: Asked['pem']) => written({ pem }).filter(({ kind }) => kind === 'StatefulSet').map((set) => {
      const { containers: [server], volumes } = podTemplate(set).spec;
      const { name, readOnly } = server.volumeMounts.find(({ mountPath }: Manifest) => mountPath === '/run/tls');
      const { emptyDir, secret: of } = volumes.find((volume: Manifest) => volume.name === name);
      return [readOnly, emptyDir ?? of.secretName];
    });
    for (const of of atTls({})) expect(of).toEqual([undefined, { medium: 'Memory', sizeLimit: '1Mi' }]);
    for (const of of atTls({ combinedKey: 'both.pem' })) expect(of).toEqual([true, 'pem']);
  });

  test('says to programs under which keys a login is, where these are not the usual ones', () => {
    const told = (asked: Asked) => withPods(written(asked)).flatMap(pod => [...podTemplate(pod).spec.initContainers ?? [], ...podTemplate(pod).spec.containers])
      .flatMap(({ env = [] }: Manifest) => env.filter(({ name }: Manifest) => /_(USERNAME|PASSWORD)_KEY$/.test(name)).map(({ name, value }: Manifest) => `${name}=${value}`));
    expect(told({})).toEqual([]);
    const login = engine === 'mongo' ? 'LOGIN' : 'RING';
    expect([...new Set(told({ login: { passwordKey: 'pwd', usernameKey: 'user' } }))].sort()).toEqual([`${login}_PASSWORD_KEY=pwd`, `${login}_USERNAME_KEY=user`]);
  });

  test('says which key a Secret of the app is defined without, until it is there', () => {
    const scope = chart();
    const root = new kplus.Secret(scope, 'own', { stringData: { 'admin-password': 'x' } });
    const tls = new kplus.TlsSecret(scope, 'tls', { tlsCert: 'x', tlsKey: 'x' });
    const common = { storage: Size.gibibytes(10) };
    const of = engine === 'mongo'
      ? new MongoCluster(scope, 'db', { ...common, members: 3, keyFile: { secret: secret(scope, 'key') }, rootCredentials: { secret: root, username: 'root' }, tls: MongoTls.fromSecret({ secret: tls }) })
      : new CassandraCluster(scope, 'db', { ...common, nodes: 3, authentication: CassandraAuthentication.password({ secret: root, username: 'root' }), tls: CassandraTls.fromSecret({ secret: tls }) });
    const said = () => new Guard().report(of).filter(each => each.includes(' must be a Secret with the key '));
    const instead = 'say under which key it is, or add it: pods that need it wait for it';
    const prop = engine === 'mongo' ? 'rootCredentials' : 'authentication';
    expect(said()).toEqual([
      `prod/db: '${prop}.secret' must be a Secret with the key 'password', which '${root.name}' is defined without, got 'admin-password'; ${instead}`,
      `prod/db: 'tls.secret' must be a Secret with the key 'ca.crt', which '${tls.name}' is defined without, got 'tls.crt, tls.key'; ${instead}`,
    ]);
    root.addStringData('password', 'x');
    tls.addStringData('ca.crt', 'x');
    expect(said()).toEqual([]);
    of.connect(new kplus.Container({ image: 'x:1' }), { credentials: { secret: root } });
    expect(said()).toEqual([`prod/db: 'connect.credentials.secret' must be a Secret with the key 'username', which '${root.name}' is defined without, got 'admin-password, password'; ${instead}`]);
  });

  test('has one budget over all of its pods', () => {
    const manifests = written({ disruptionBudget: DisruptionBudget.maxUnavailable(absolute(2)) });
    const budgets = manifests.filter(({ kind }) => kind === 'PodDisruptionBudget');
    expect(budgets.map(({ metadata, spec }) => [metadata.name, spec.maxUnavailable])).toEqual([['db', 2]]);
    for (const set of manifests.filter(({ kind }) => kind === 'StatefulSet')) expect(podTemplate(set).metadata.labels).toMatchObject(budgets[0].spec.selector.matchLabels);
  });

  test('lets in its own pods, and who collects metrics on the port of the exporter', () => {
    const [policy] = written({ exporterPort: 9500 }).filter(({ kind }) => kind === 'NetworkPolicy');
    expect(policy.spec.ingress[0]).toEqual({ from: [{ podSelector: policy.spec.podSelector }] });
    expect(policy.spec.ingress.at(-1)).toEqual({ from: [{ podSelector: { matchLabels: { app: 'prometheus' } } }], ports: [{ port: 9500, protocol: 'TCP' }] });
  });

  test('puts every program that another one names beside it', () => {
    const all = readdirSync(join(__dirname, '..', '..', 'assets', engine), { recursive: true, encoding: 'utf8' }).map(file => basename(file)).filter(file => file.includes('.'));
    const carriers = written().filter(({ kind, data = {} }) => kind === 'ConfigMap' && Object.keys(data).some(name => all.includes(name)));
    expect(carriers.length).toBeGreaterThan(1);
    for (const { metadata: { name }, data } of carriers) {
      const programs = Object.entries<string>(data).filter(([file]) => all.includes(file));
      const code = programs.map(([, text]) => text.split('\n').filter(line => !/^\s*(#|\/\/)/.test(line)).join('\n')).join('\n');
      // by `require('./x.js')`, or by a path whose folder is in a variable or is the one that the ConfigMap is mounted at
      const needed = [...code.matchAll(/(?:require\('\.\/|(?:\$\{?\w+\}?|\/opt\/[a-z]+)"?\/)([a-z-]+\.(?:js|sh|py))\b/g)].map(([, file]) => file!).filter(file => all.includes(file));
      expect([name, needed.filter(file => !(file in data))]).toEqual([name, []]);
    }
  });

  test('runs no program that is not in its ConfigMap', () => {
    const manifests = written();
    const data = (name: string) => manifests.find(each => each.kind === 'ConfigMap' && each.metadata.name === name)!.data;
    for (const pod of withPods(manifests)) {
      const { spec } = podTemplate(pod);
      for (const container of [...spec.initContainers ?? [], ...spec.containers]) {
        const hooks = [container.livenessProbe, container.startupProbe, container.readinessProbe, container.lifecycle?.preStop].map(each => each?.exec?.command ?? []);
        for (const path of [...container.command ?? [], ...hooks.flat()].filter((word: string) => word.endsWith('.sh'))) {
          const { name } = container.volumeMounts.find(({ mountPath }: Manifest) => path.startsWith(`${mountPath}/`));
          const { configMap } = spec.volumes.find((volume: Manifest) => volume.name === name);
          expect([named(pod), Object.keys(data(configMap.name))]).toEqual([named(pod), expect.arrayContaining([path.split('/').at(-1)])]);
        }
      }
    }
  });

  test.each<[string, Asked]>([
    [`'disruptionBudget.maxUnavailable' must be ${AMOUNT}, got -1`, { disruptionBudget: DisruptionBudget.maxUnavailable(absolute(-1)) }],
    [`'disruptionBudget.maxUnavailable' must be ${AMOUNT}, got '150%'`, { disruptionBudget: DisruptionBudget.maxUnavailable(percent(150)) }],
    [`'disruptionBudget.minAvailable' must be ${AMOUNT}, got 1.5`, { disruptionBudget: DisruptionBudget.minAvailable(absolute(1.5)) }],
    ["'spread[1].minDomains' must be left out for a soft spread, got 2", { spread: [Spread.hard(kplus.Topology.HOSTNAME), Spread.soft(kplus.Topology.ZONE, { minDomains: 2 })] }],
    ["'spread[0].maxSkew' must be a whole number, 1 or more, got 0", { spread: [Spread.hard(kplus.Topology.ZONE, { maxSkew: 0 })] }],
    ["'clusterDomain' must be a domain name: lower-case labels joined by dots, 253 characters at most, got 'Cluster'", { clusterDomain: 'Cluster' }],
    ["'resources.memory.limit' must be ", { resources: {} }],
    ["'exporter.port' must be a whole number from 1024 to 65535, got 80", { exporterPort: 80 }],
    ["'exporter.port' must be a port other than ", { exporterPort: engine === 'mongo' ? 27017 : 9042 }],
    ["'storage' must be ", { storage: Size.kibibytes(1) }],
    ["'storage' must be ", { storage: Size.gibibytes(NaN) }],
    ["'tls.duration' must be a whole number of seconds, 3600 or more, got '3599 seconds'", { certificate: { duration: Duration.seconds(3599) } }],
    ["'tls.commonName' must be 1 to 64 characters, none of them a control character, got ''", { certificate: { commonName: '' } }],
    ["'exporter.monitor.interval' must be a whole number of milliseconds, 1 or more, got '0 milliseconds'", { monitor: Monitor.podMonitor({ interval: Duration.seconds(0) }) }],
    ["'timeZone' must be the name of a time zone in the IANA database, such as Europe/Berlin, got 'CEST'", { schedule: { timeZone: 'CEST' } }],
    [`'${engine === 'mongo' ? 'rootCredentials' : 'authentication'}.passwordKey' must be the key of a Secret: ${A_KEY}, got 'a/b'`, { passwordKey: 'a/b' }],
    [`'tls.authorityKey' must be the key of a Secret: ${A_KEY}, got ''`, { pem: { authorityKey: '' } }],
    ["'timeout' must be a whole number of seconds from 60 to 2147483647, got '60.5 seconds'", { timeout: Duration.millis(60500) }],
    ["'keep' must be a whole number, 1 or more, got 0", { keep: 0 }],
    ["'metadata.name' must be 1 to 40 lower-case letters, digits or '-', beginning with a letter and not ending with '-', got '9db'", { metadata: { name: '9db' } }],
  ])('complains at its own path, in the props of the user: %s', (said, asked) => {
    expect(complaint(() => make(asked, chart())).startsWith(`prod/db: ${said}`)).toBe(true);
  });

  test('complains of labels that are its own, at its own path', () => {
    const [set] = written().filter(({ kind }) => kind === 'StatefulSet');
    const key = Object.keys(set.spec.selector.matchLabels)[0]!;
    expect(complaint(() => make({ podMetadata: { labels: { [key]: 'other' } } }, chart()))).toMatch(/^prod\/db: 'podMetadata\.labels\..+' must be '.+' or left out, because the pods are selected by it, got 'other'$/);
  });

  test('complains of a name that is taken, at its own path', () => {
    for (const taken of written().filter(({ kind }) => kind === 'Service').map(({ metadata }) => metadata.name)) {
      const scope = chart();
      new HeadlessService(scope, 'first', { metadata: { name: taken } });
      expect(complaint(() => make({}, scope))).toBe(
        `prod/db: 'metadata.name' must be a name that no other Service has in namespace 'prod', got '${taken}'; prod/first has it already; the second would overwrite the first when they are applied`,
      );
    }
  });

  test('takes a size in any unit', () => {
    for (const [size, said] of [[Size.gibibytes(1.5), '1536Mi'], [Size.kibibytes(1048577), '1048577Ki']] as const) {
      const sets = written({ storage: size }).filter(({ kind, metadata }) => kind === 'StatefulSet' && metadata.name !== 'db-arbiter');
      for (const { spec } of sets) expect(spec.volumeClaimTemplates.find(({ metadata }: Manifest) => metadata.name === 'data').spec.resources.requests.storage).toBe(said);
    }
  });

  test('advises what is accepted and unwise, until somebody has looked after it', () => {
    const said = (of: CassandraCluster | MongoCluster) => new Guard().report(of).filter(each => each.startsWith("prod/db: 'addNetworkPolicy' must be called"));
    const of = make({}, chart());
    expect(said(of)).toHaveLength(1);
    of.addNetworkPolicy();
    expect(said(of)).toEqual([]);
  });

  test.each([[ClaimRetention.RETAIN, 0], [ClaimRetention.DELETE, 1], [undefined, 0]])('advises to keep the claims of pods that go: %p', (claimsWhenScaled, times) => {
    const said = new Guard().report(make({ claimsWhenScaled, ...engine === 'cassandra' && { decommission: 0 } }, chart()));
    expect(said.filter(each => each.startsWith("prod/db: 'claimsWhenScaled' must be RETAIN, unless every "))).toHaveLength(times);
  });

  test('refuses who collects metrics that nobody tells, and leaves the pods open', () => {
    const scope = chart();
    const of = engine === 'mongo'
      ? new MongoCluster(scope, 'db', { members: 3, storage: Size.gibibytes(1), keyFile: { secret: secret(scope, 'key') }, rootCredentials: { secret: secret(scope, 'root') } })
      : new CassandraCluster(scope, 'db', { nodes: 3, storage: Size.gibibytes(1), authentication: CassandraAuthentication.password({ secret: secret(scope, 'superuser') }) });
    expect(complaint(() => of.addNetworkPolicy({ metricsFrom: peers(scope, 'prometheus') }))).toBe("prod/db: 'metricsFrom' must be left out without an exporter, got '1 peer'");
    expect(new Guard().report(of).some(each => each.startsWith("prod/db: 'addNetworkPolicy'"))).toBe(true);
  });
});
