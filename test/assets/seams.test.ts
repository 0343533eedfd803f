import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'fs';
import { tmpdir } from 'os';
import { join } from 'path';
import { Cron, Duration, Size } from 'cdk8s';
import * as kplus from 'cdk8s-plus-28';
import { parseAllDocuments } from 'yaml';
import { sourced } from './cassandra/support/sourced';
import { program } from './mongo/support/programs';
import { Container, containersOf, running } from './support/pods';
import { Variables, variablesOf } from './support/variables';
import { BackupVolume, CassandraAuthentication, CassandraCluster, CassandraClusterProps, CassandraTls, CredentialsSecret, DefaultWriteConcern, MongoCluster, MongoClusterProps, MongoTls } from '../../src';
import { settle } from '../../src/cassandra/settings';
import { credentialsOf } from '../../src/engine/credentials';
import { Manifest } from '../../src/manifest/manifest';
import { cluster as ring, RACKS } from '../cassandra/support/cluster';
import { cluster as set, secret } from '../mongo/support/cluster';
import { fences } from '../support/fences';
import { chart, complaint, synth } from '../support/synth';

// What src says, and what the programs in the pods say, of the same thing: where it is, what it is called, which port it has. Each side has tests of
// its own, by its own words; here the two are held against each other.

const exporter = { image: 'exporter:1', jar: '/agent.jar' };

function backedUpRing(props: Partial<CassandraClusterProps>, snapshotClass?: string): CassandraCluster {
  const of = ring(props);
  of.addBackup({ schedule: Cron.daily(), image: 'kubectl:1', snapshotClass });
  return of;
}

const DUMPER = (): CredentialsSecret => ({ secret: secret('orders-backup'), usernameKey: 'user', passwordKey: 'pwd' });
function backedUpSet(props: Partial<MongoClusterProps>, credentials = DUMPER()): MongoCluster {
  const of = set(props);
  of.addBackup({ schedule: Cron.daily(), credentials, volume: BackupVolume.ofSize(Size.gibibytes(9)) });
  return of;
}

/** With all that the pods may be told, with nothing but what they must be, and with the Secrets of others. */
const RINGS = [
  backedUpRing({
    nodes: 5,
    racks: RACKS,
    decommission: 1,
    datacenter: 'dc2',
    clusterName: 'all',
    extraSeeds: ['seed.example'],
    replaceNodes: { 'events-a-0': '10.0.0.9' },
    commitLog: { storage: Size.gibibytes(2) },
    tls: CassandraTls.fromSecret({ secret: kplus.Secret.fromSecretName(chart(), 'tls', 'events-tls'), combinedKey: 'tls-combined.pem' }),
    exporter,
    repairEvery: Duration.days(7),
    heap: Size.gibibytes(1),
    directMemory: Size.gibibytes(1),
    jvmOptions: ['-Dx=1'],
    clusterDomain: 'example.org',
  }, 'csi'),
  backedUpRing({}),
  backedUpRing({
    authentication: CassandraAuthentication.password({ secret: secret('all'), username: 'admin', passwordKey: 'pwd', previousPasswordKey: 'old' }),
    tls: CassandraTls.fromSecret({ secret: secret('events-tls') }),
  }),
].map(synth);
const SETS = [
  backedUpSet({
    hidden: { members: 1 },
    arbiter: {},
    replicas: 4,
    tls: MongoTls.fromSecret({ secret: secret('orders-tls'), combinedKey: 'tls-combined.pem', requireClientCertificate: true }),
    clusterDomain: 'example.org',
    exporter: { image: 'exporter:1', credentials: { secret: secret('orders-exporter') } },
    users: [{ credentials: { secret: secret('app'), usernameKey: 'user' }, roles: [{ role: 'read', db: 'shop' }] }],
  }),
  backedUpSet({}),
  backedUpSet({
    rootCredentials: { secret: secret('all'), username: 'root', passwordKey: 'root-pwd' },
    tls: MongoTls.fromSecret({ secret: secret('orders-tls'), requireClientCertificate: true }),
  }, { secret: secret('all'), username: 'dump', passwordKey: 'dump-pwd' }),
].map(synth);

/** The pod by which restore.sh is run by hand. */
const BY_HAND = fences(join('docs', 'mongo', 'backup-and-restore.md')).filter(({ language, code }) => language === 'yaml' && code.includes('kind: Job'))
  .flatMap(({ code }) => parseAllDocuments(code).map(document => document.toJS() as Manifest));
const byHand = (): Container[] => containersOf([...BY_HAND, { ...find(SETS[0]!, 'ConfigMap', 'orders-backup'), metadata: { name: 'payments-backup' } }]);

function find(manifests: Manifest[], kind: string, name: string): Manifest {
  return manifests.find(manifest => manifest.kind === kind && manifest.metadata.name === name)!;
}

const ALL = [...RINGS, ...SETS].map(containersOf).concat([byHand()]);
const CONTAINERS = ALL.flat().map(container => [container.at, container] as const);

/** What a container runs. */
const texts = (container: Container) => Object.fromEntries(running(container).map(path => [path, container.programs[path]!]));
const variables = (container: Container): Variables => variablesOf(texts(container));
const all = (container: Container) => Object.values(texts(container)).join('\n');

/** Every program of an engine. */
const programsOf = (manifests: Manifest[]) => containersOf(manifests).flatMap(({ programs }) => Object.values(programs)).join('\n');
const [inRings, inSets] = [programsOf(RINGS[0]!), programsOf(SETS[0]!)];

/** What is found in all of a text, once each, in order. */
const every = (text: string, pattern: RegExp) => [...new Set([...text.matchAll(pattern)].map(match => match.slice(1).find(group => group !== undefined)!))].sort();
const one = <T>(values: Iterable<T> = []): T => {
  const [value, ...others] = values;
  expect([value, others]).toEqual([expect.anything(), []]);
  return value!;
};
const shared = (manifests: Manifest[], name: string) => one(new Set(containersOf(manifests).flatMap(container => [...variables(container).defaults.get(name) ?? []])));

test('there is something to look at', () => {
  expect(ALL.map(containers => containers.map(({ at }) => at))).toEqual([
    [...['a', 'b', 'c'].flatMap(rack => ['gate', 'cassandra'].map(name => `StatefulSet events-${rack}/${name}`)), expect.stringMatching(/^Job events-auth-[0-9a-f]{8}\/main$/), 'CronJob events-backup/main'],
    ['StatefulSet events/gate', 'StatefulSet events/cassandra', expect.stringMatching(/^Job events-auth-[0-9a-f]{8}\/main$/), 'CronJob events-backup/main'],
    ['StatefulSet events/gate', 'StatefulSet events/cassandra', expect.stringMatching(/^Job events-auth-[0-9a-f]{8}\/main$/), 'CronJob events-backup/main'],
    [...['orders', 'orders-hidden', 'orders-arbiter'].flatMap(name => ['mongod', 'manager'].map(each => `StatefulSet ${name}/${each}`)), 'CronJob orders-backup/main'],
    ['StatefulSet orders/mongod', 'StatefulSet orders/manager', 'CronJob orders-backup/main'],
    ['StatefulSet orders/mongod', 'StatefulSet orders/manager', 'CronJob orders-backup/main'],
    ['Job restore/main'],
  ]);
});

describe('programs', () => {
  test.each(CONTAINERS)('%s: what Kubernetes runs, and all that this needs, is there', (_, container) => {
    const called = container.commands.map(command => command.find(word => /\.(sh|js|py)$/.test(word)));
    expect(called.filter(path => !(path! in container.programs))).toEqual([]);
    expect(running(container).length).toBeGreaterThan(0);
  });

  test.each<[string, Manifest[]]>([['events-ring', RINGS[0]!], ['events-backup', RINGS[0]!], ['orders-programs', SETS[0]!]])('%s holds none that nobody runs', (name, manifests) => {
    const containers = containersOf(manifests).filter(({ mounts }) => mounts.some(({ volume }) => volume.configMap?.name === name));
    const run = new Set(containers.flatMap(running));
    expect(containers.flatMap(({ programs }) => Object.keys(programs)).filter(path => !run.has(path))).toEqual([]);
  });

  test('orders-backup holds none that neither the CronJob runs nor the Job by hand', () => {
    const [backup, restore] = [containersOf(SETS[0]!).find(({ at }) => at.startsWith('CronJob'))!, byHand()[0]!];
    expect([...new Set([...running(backup), ...running(restore)])].sort()).toEqual(Object.keys(backup.programs).sort());
  });
});

describe('variables', () => {
  /** Said by nobody of ours: by the image, or by the tests. */
  const OTHERS = ['CASSANDRA_VERSION'];
  /** Read by others than our programs: by what the image starts. */
  const FOR_OTHERS = ['HOME'];
  /** Said to two containers, and read by the other one; or by Kubernetes, in the place of `$(…)`. */
  const UNREAD: Record<string, string[]> = {
    'gate': ['RING_CLUSTER_NAME', 'RING_RACK'],
    'mongod': ['POD_NAME', 'POD_NAMESPACE'],
    'orders-backup': ['POD_NAMESPACE'],
  };

  const key = ({ at }: Container) => at.replace(/-[abc]\/|-[0-9a-f]{8}\//, '/').replace(/orders-hidden|orders-arbiter/, 'orders');
  /** What containers of one kind are told, in any of the clusters. */
  const told = (container: Container) => new Set([...ALL.flat().filter(other => key(other) === key(container)).flatMap(({ env }) => Object.keys(env)), ...byDocs(container)]);
  const byDocs = ({ at }: Container) => at.startsWith('Job restore') ? ['LOGIN_PASSWORD_KEY', 'LOGIN_USERNAME', 'LOGIN_USERNAME_KEY', 'MONGO_CLIENT_CERTIFICATE', 'MONGO_CLIENT_KEY', 'RESTORE_TIMEOUT'] : [];

  test.each(CONTAINERS)('%s: all that are read are said, or have a default', (_, container) => {
    const { read, set: own, defaults } = variables(container);
    const said = told(container);
    expect([...read].filter(name => !own.has(name) && !defaults.has(name) && !said.has(name) && !OTHERS.includes(name))).toEqual([]);
  });

  test.each(CONTAINERS)('%s: all that are said are read', (_, container) => {
    const { read, defaults } = variables(container);
    const unread = Object.keys(container.env).filter(name => !read.has(name) && !defaults.has(name) && !FOR_OTHERS.includes(name));
    const [group, name] = container.at.split(' ')[1]!.split('/') as [string, string];
    expect(unread.sort()).toEqual((UNREAD[group] ?? UNREAD[name] ?? []).filter(each => each in container.env));
  });

  /** Said where a Secret has other keys than the usual ones, which is what these are. */
  const USUAL: Record<string, string> = {
    LOGIN_USERNAME_KEY: 'username',
    LOGIN_PASSWORD_KEY: 'password',
    RING_USERNAME_KEY: 'username',
    RING_PASSWORD_KEY: 'password',
    RING_PREVIOUS_PASSWORD_KEY: 'previous-password',
  };

  test('the keys that programs take for usual are those that src does', () => {
    const found = new Map(CONTAINERS.flatMap(([, container]) => [...variables(container).defaults]).filter(([name]) => name in USUAL));
    expect(Object.fromEntries([...found].map(([name, values]) => [name, one(values)]))).toEqual(USUAL);
    const { usernameKey, passwordKey, previousPasswordKey } = credentialsOf('', '', { secret: secret('x') });
    expect([usernameKey, passwordKey, previousPasswordKey]).toEqual(['username', 'password', 'previous-password']);
  });

  test.each(CONTAINERS.filter(([at]) => !at.startsWith('Job restore')))('%s: what is said has no second default', (_, container) => {
    const { defaults } = variables(container);
    expect([...told(container)].filter(name => !(name in USUAL) && [...defaults.get(name) ?? []].some(value => !value.includes('$')))).toEqual([]);
  });

  /** The gate asks several in a round; a manager says seldom what a program that waits for it says often. */
  const TWO_DEFAULTS = ['CQL_TIMEOUT', 'MONGO_REMIND'];

  test.each(CONTAINERS)('%s: one name has one default', (_, container) => {
    expect([...variables(container).defaults].filter(([name, values]) => values.size > 1 && !TWO_DEFAULTS.includes(name))).toEqual([]);
  });

  test('what an operator may add to the Job by hand is what the page says', () => {
    const page = readFileSync(join(__dirname, '..', '..', 'docs', 'mongo', 'backup-and-restore.md'), 'utf8');
    const { read, defaults } = variables(byHand()[0]!);
    const named = every(page, /^\| `([A-Z_]+)` \|/gm);
    expect(named).toEqual(byDocs(byHand()[0]!));
    expect(named.filter(name => !read.has(name) && !defaults.has(name))).toEqual([]);
  });

  /** What a variable is compared with, in bash and in JavaScript. */
  const comparedWith = (name: string, text: string) => every(text, new RegExp(`\\b${name}(?::-)?\\}? [!=]==? '?(\\w+)'?`, 'g'));

  test.each([
    ['RING_TLS', inRings, ['required'], RINGS], ['MONGO_ARBITER', inSets, ['true'], SETS], ['RESTORE_DROP', inSets, ['true'], [BY_HAND]],
  ])('%s says what is asked for', (name, text, values, clusters) => {
    expect(comparedWith(name, text)).toEqual(values);
    expect([...new Set(clusters.flatMap(manifests => name === 'RESTORE_DROP' ? byHand() : containersOf(manifests)).flatMap(({ env }) => env[name] ?? []))]).toEqual(values);
  });
});

describe('paths', () => {
  /** Of the image, or of every container. */
  const OTHERS = ['/etc/cassandra', '/proc/1/fd/1', '/tmp'];

  /** What programs know, because they share one list, and this container neither has nor needs. */
  const NOT_HERE: Record<string, string[]> = {
    'gate': ['/var/log/cassandra'],
    'auth': ['/run/cassandra', '/var/lib/cassandra', '/var/log/cassandra'],
    'manager': ['/data/db', '/run/keyfile/keyfile', '/run/mongod'],
    'orders-arbiter/manager': ['/data/db', '/run/credentials', '/run/keyfile/keyfile', '/run/mongod'],
  };
  const notHere = ({ at }: Container) => NOT_HERE[at.split(' ')[1]!] ?? NOT_HERE[at.includes('-auth-') ? 'auth' : at.split('/')[1]!] ?? [];
  const isIn = (container: Container, ...indices: number[]) => indices.some(i => ALL[i]!.includes(container));
  /** Where nobody has asked for it; where it is one file; and in containers that take two as they are. */
  const tlsNotHere = (container: Container) => {
    if (isIn(container, 1, 4)) return ['/run/tls', '/run/tls-parts'];
    if (isIn(container, 0, 3)) return ['/run/tls-parts'];
    return /\/gate$|-auth-/.test(container.at) ? ['/run/tls'] : [];
  };

  test.each(CONTAINERS)('%s: each that has a default is that of a volume, or of files in it', (_, container) => {
    const paths = [...new Set([...variables(container).defaults.values()].flatMap(values => [...values]))].filter(value => value.startsWith('/') && !OTHERS.includes(value));
    const { mounts, files } = container;
    const there = [...mounts.map(({ path }) => path), ...Object.keys(files), ...mounts.flatMap(({ path, volume }) => (volume.secret?.items ?? []).map((item: Manifest) => `${path}/${item.path}`))];
    const missing = paths.filter(path => !there.some(each => each === path || path === '/run/credentials' && each.startsWith(`${path}/`)));
    const tls = tlsNotHere(container).filter(path => paths.includes(path));
    expect(missing.sort()).toEqual([...notHere(container), ...tls].sort());
  });

  test('the files of a ring are those that its programs read', () => {
    const { files } = containersOf(RINGS[0]!)[0]!;
    const agent = find(RINGS[0]!, 'StatefulSet', 'events-a').spec.template.spec.containers[0].env.find(({ name }: Manifest) => name === 'RING_AGENT').value;
    expect([...every(inRings, /\$RING_DIR\/([a-z-]+)/g).map(name => `/opt/ring/${name}`), agent.split(':').at(-1)].sort()).toEqual(Object.keys(files).sort());
  });

  test('the list of a set, and its configuration, are those that its programs read', () => {
    const containers = containersOf(SETS[0]!);
    expect(Object.keys(containers[0]!.files)).toEqual([`/opt/mongo/${one(every(all(containers[0]!), /\$programs\/([a-z]+\.conf)/g))}`]);
    expect(Object.keys(containers[1]!.files)).toContain(one(variables(containers[1]!).defaults.get('MONGO_MEMBERS')));
  });

  test('certificates have the names that the engine is told', () => {
    const named = (text: string) => every(text, /\/run\/tls\/([\w.-]+)/g);
    const read = (text: string) => every(text, /([\w-]+\.(?:pem|crt))\b/g);
    const [overrides, conf] = [containersOf(RINGS[0]!)[0]!.files['/opt/ring/overrides']!, containersOf(SETS[0]!)[0]!.files['/opt/mongo/mongod.conf']!];
    expect([read(inRings), read(inSets)]).toEqual([named(overrides), named(conf)].map(names => [...names, 'tls.crt'])); // in two files, the other is tls.key
    expect(named(overrides)).toEqual(['ca.crt', 'tls-combined.pem']);
    expect(named(conf)).toEqual(['ca.crt', 'tls-combined.pem']);
    expect(every(inRings, /\$TLS_DIR\/([\w.-]+\w)/g)).toEqual(named(overrides));
  });

  test('a user has the files that are read', () => {
    const items = (name: string) => SETS.flatMap(containersOf).flatMap(({ mounts }) => mounts)
      .filter(({ volume }) => volume.name.startsWith(name)).flatMap(({ volume }) => volume.secret.items ?? []);
    const written = (name: string) => [...new Set(items(name).map(({ path }: Manifest) => path))].sort();
    expect(written('credentials-')).toEqual(['password', 'previous-password', 'username']);
    const [backup, ofOthers] = [SETS[0]!, SETS[2]!].map(manifests => containersOf(manifests).find(({ at }) => at.startsWith('CronJob'))!);
    const paths = (container: Container) => container.mounts.find(({ volume }) => volume.name === 'credentials')!.volume.secret.items.map(({ path }: Manifest) => path);
    expect(paths(backup!)).toEqual([backup!.env.LOGIN_USERNAME_KEY, backup!.env.LOGIN_PASSWORD_KEY]);
    expect([paths(ofOthers!), ofOthers!.env.LOGIN_USERNAME]).toEqual([[ofOthers!.env.LOGIN_PASSWORD_KEY], 'dump']);
    expect(every(inSets, /secret "\$1\/\$\{LOGIN_\w+_KEY:-([a-z-]+)\}"/g)).toEqual(['password', 'username']);
    expect(every(inSets, /join\(folder, id, '([a-z-]+)'\)/g)).toEqual(['password', 'previous-password', 'username']); // the last one may be there
    expect(every(inRings, /\$SUPERUSER_DIR\/\$\{RING_\w+_KEY:-([a-z-]+)\}/g)).toEqual(['password', 'previous-password', 'username']);
  });

  test('each user whom managers are told of has a folder', () => {
    const manager = containersOf(SETS[0]!).find(({ at }) => at === 'StatefulSet orders/manager')!;
    const { users } = JSON.parse(manager.files['/opt/members/members.json']!);
    const folder = one(variables(manager).defaults.get('MONGO_CREDENTIALS'));
    const ids = [one(every(all(manager), /'(root)', \.\.\.\(list\.problem/g)), ...users.map(({ id }: Manifest) => id)];
    expect(ids.filter(id => !manager.mounts.some(({ path }) => path === `${folder}/${id}`))).toEqual([]);
  });

  test('mongod is told where its data and its key file are', () => {
    const { files, programs } = containersOf(SETS[0]!)[0]!;
    const conf = JSON.parse(files['/opt/mongo/mongod.conf']!);
    const copy = one(every(programs['/opt/mongo/start.sh']!, /copy=\$MONGOD_DIR\/(\w+)/g));
    expect(conf.storage.dbPath).toBe(shared(SETS[0]!, 'DB_DIR'));
    expect(conf.security.keyFile).toBe(`${shared(SETS[0]!, 'MONGOD_DIR')}/${copy}`);
  });

  test('what mongod and its manager tell each other, one says and the other reads, or a probe', () => {
    const [mongod, manager] = containersOf(SETS[0]!) as [Container, Container];
    const [shell, script] = [all(mongod), all(manager)];
    const braces = every(shell, /\$MANAGER_DIR"\/\{([a-z,-]+)\}/g).flatMap(names => names.split(','));
    const written = every(script, /\bmark\((?:this\.)?settings, '([a-z-]+)'/g);
    const probes = manager.commands.flat().filter(word => word.startsWith(`${shared(SETS[0]!, 'MANAGER_DIR')}/`)).map(path => path.split('/').at(-1)!);
    expect(shared(SETS[0]!, 'MONGO_RUN')).toBe(shared(SETS[0]!, 'MANAGER_DIR'));
    expect([...every(shell, /young\.sh" "\$MANAGER_DIR\/([a-z-]+)"/g), ...probes].sort()).toEqual(written);
    expect(every(shell, /: >"\$MANAGER_DIR\/([a-z-]+)"/g)).toEqual(every(script, /\bmarkedAt\((?:this\.)?settings, '([a-z-]+)'/g));
    expect(every(script, /unmark\(settings, '([a-z-]+)'/g)).toEqual(['ready']);
    expect([...braces].sort()).toEqual(every(shell, /\$MANAGER_DIR\/([a-z-]+)/g));
  });

  test('the disk of the commit logs is mounted where they are written', () => {
    const { env, mounts, files } = containersOf(RINGS[0]!)[0]!;
    expect(mounts.map(({ path }) => path)).toContain(env.RING_COMMITLOG);
    expect(files['/opt/ring/overrides']).toContain(`commitlog_directory: "${env.RING_COMMITLOG}"\n`);
  });

  test('what Cassandra reads is written into a volume', () => {
    const { env, mounts } = containersOf(RINGS[0]!)[1]!;
    expect(mounts.some(({ path }) => env.CASSANDRA_CONF!.startsWith(`${path}/`))).toBe(true);
  });
});

describe('ports', () => {
  const portsOf = (manifests: Manifest[], group: string, name: string): Record<string, number> => {
    const container = find(manifests, 'StatefulSet', group).spec.template.spec.containers.find((each: Manifest) => each.name === name);
    return Object.fromEntries(container.ports.map((port: Manifest) => [port.name, port.containerPort]));
  };
  const probes = (manifests: Manifest[]) => manifests.filter(({ kind }) => kind === 'StatefulSet').flatMap(({ spec }) => spec.template.spec.containers)
    .flatMap(({ startupProbe, livenessProbe, readinessProbe }: Manifest) => [startupProbe, livenessProbe, readinessProbe]).flatMap(probe => probe?.tcpSocket?.port ?? []);

  test('a ring is dialled where it listens', () => {
    const ports = { 'cql': Number(shared(RINGS[0]!, 'CQL_PORT')), 'intra-node': Number(shared(RINGS[0]!, 'INTERNODE_PORT')) };
    expect(portsOf(RINGS[1]!, 'events', 'cassandra')).toEqual(ports);
    expect(new Set(probes(RINGS[1]!))).toEqual(new Set([ports.cql]));
  });

  test('a set is dialled where it listens', () => {
    const port = Number(shared(SETS[0]!, 'MONGO_PORT'));
    expect(portsOf(SETS[1]!, 'orders', 'mongod')).toEqual({ mongodb: port });
    expect(new Set(probes(SETS[0]!))).toEqual(new Set([port]));
    expect(JSON.parse(containersOf(SETS[0]!)[0]!.files['/opt/mongo/mongod.conf']!).net.port).toBe(port);
    const hosts = containersOf(SETS[0]!).find(({ at }) => at.startsWith('CronJob'))!.env.MONGO_HOSTS!.split(',');
    expect(new Set(hosts.map(host => Number(host.split(':')[1])))).toEqual(new Set([port]));
  });

  test.each(['CQL_PORT', 'INTERNODE_PORT', 'RING_JMX_PORT', 'WORD_PORT'])('no exporter of a ring may take %s', (name) => {
    const port = Number(shared(RINGS[0]!, name));
    expect(complaint(() => ring({ exporter: { ...exporter, port } }))).toContain('\'exporter.port\' must be a port other than');
  });

  test.each(['MONGO_PORT', 'MONGO_WORD_PORT'])('no exporter of a set may take %s', (name) => {
    const port = Number(shared(SETS[0]!, name));
    expect(complaint(() => set({ exporter: { image: 'x:1', credentials: { secret: secret('x') }, port } }))).toContain('\'exporter.port\' must be a port other than');
  });
});

describe('what programs are told in files', () => {
  let folder: string;
  beforeAll(() => { folder = mkdtempSync(join(tmpdir(), 'seams-')); });
  afterAll(() => rmSync(folder, { recursive: true }));

  /** Lines of bash, in a pod of that ring. */
  const inPod = (manifests: Manifest[], sources: string[], lines: string, env: Record<string, string> = {}) => {
    const { files, env: said } = containersOf(manifests)[1]!;
    for (const [path, text] of Object.entries(files)) writeFileSync(join(folder, path.split('/').at(-1)!), text);
    const variable = Object.fromEntries(Object.entries(said).filter((entry): entry is [string, string] => entry[1] !== undefined));
    return sourced(sources, lines, { ...variable, RING_DIR: folder, POD_NAMESPACE: 'prod', POD_NAME: 'events-a-0', ...env }).printed;
  };

  test('the members of a ring, and who of them stays, and what DNS calls them', () => {
    const lines = 'while read -r pod rack _; do echo "$pod $rack $(part "$pod") $(host "$pod")"; done < <(members); extra_seeds';
    const name = (pod: string) => `${pod}.events.prod.svc.example.org`;
    const stays = ['a-0', 'b-0', 'c-0', 'a-1'].map(pod => `events-${pod} ${pod[0]} stays ${name(`events-${pod}`)}`);
    expect(inPod(RINGS[0]!, ['common.sh'], lines).split('\n')).toEqual([...stays, `events-b-1 b leaves ${name('events-b-1')}`, 'seed.example', '']);
    expect(every(inRings, /part\)?"?\)? [!=]= (\w+)/g)).toEqual(expect.arrayContaining(['leaves', 'stays']));
  });

  test('where nodes speak TLS only, a certificate that has run out is told of; where auto_repair is asked for, its version', () => {
    const ask = 'if must_be_valid; then echo valid; fi; if repairs_or_need_not; then echo starts; fi';
    const sources = ['common.sh', 'certificates.sh', 'version.sh'];
    const old = { CASSANDRA_VERSION: '5.0.7' };
    expect(inPod(RINGS[0]!, sources, ask, { ...old, RING_TLS: '' })).toBe('valid\n');
    expect(inPod(RINGS[1]!, sources, ask, { ...old, RING_TLS: '' })).toBe('starts\n');
    expect(inPod(RINGS[1]!, sources, ask, { ...old, RING_TLS: 'required' })).toBe('valid\nstarts\n');
  });

  test('the list of a set', () => {
    const { files, env } = containersOf(SETS[0]!)[1]!;
    const members = join(folder, 'members.json');
    writeFileSync(members, files['/opt/members/members.json']!);
    const list = program('files.js').readList({ ...program('settings.js').read({ ...env, POD_NAMESPACE: 'prod' }), members });
    const host = (pod: string, service: string) => `${pod}.${service}.prod.svc.example.org:27017`;
    expect(list.members.map((member: Manifest) => member.host)).toEqual([
      ...[0, 1, 2].map(i => host(`orders-${i}`, 'orders')), host('orders-hidden-0', 'orders-hidden'), host('orders-arbiter-0', 'orders-arbiter'),
    ]);
    expect(list.members.map(({ priority, votes, hidden = false, arbiterOnly = false }: Manifest) => [priority, votes, hidden, arbiterOnly])).toEqual([
      [1, 1, false, false], [1, 1, false, false], [1, 1, false, false], [0, 0, true, false], [0, 1, false, true],
    ]);
    expect(list.leaving.map((pod: Manifest) => pod.host)).toEqual([host('orders-3', 'orders')]);
    expect(list.users.map(({ id }: Manifest) => id)).toEqual([expect.stringMatching(/^user-/), 'exporter', 'backup']);
  });

  test('what a write waits for', () => {
    const of = set({ arbiter: {}, members: 2, defaultWriteConcern: DefaultWriteConcern.PRIMARY });
    const list = JSON.parse(find(synth(of), 'ConfigMap', 'orders-members').data['members.json']);
    expect(program('files.js').checkedList(list, {})).toMatchObject({ defaultWriteConcern: 1 });
  });
});

describe('names', () => {
  test('the Service of hidden members, whom the founder asks too', () => {
    const suffix = one(every(inSets, /\$\{self\.service\}(-[a-z]+)/g));
    expect(find(SETS[0]!, 'StatefulSet', `orders${suffix}`).spec.serviceName).toBe(`orders${suffix}`);
    expect(find(SETS[0]!, 'Service', `orders${suffix}`).spec.clusterIP).toBe('None');
  });

  test('the claims of commit logs, which are snapshotted first', () => {
    const prefix = one(every(inRings, /^ +([a-z]+-)\*\) commit_logs=/gm));
    expect(find(RINGS[0]!, 'StatefulSet', 'events-a').spec.volumeClaimTemplates.map(({ metadata }: Manifest) => `${metadata.name}-`)).toEqual(['data-', prefix]);
  });

  test('the containers that operators are told to get into', () => {
    const { initContainers, containers } = find(RINGS[0]!, 'StatefulSet', 'events-a').spec.template.spec;
    const names = [...initContainers, ...containers].map(({ name }: Manifest) => name);
    const told = [...every(inRings, /kubectl exec [^:]*? -c \$\{waits_in:-([a-z]+)\} /g), ...every(inRings, /waits_in=([a-z]+) /g)];
    expect(told).toEqual(['gate', 'cassandra']);
    expect(told.filter(name => !names.includes(name))).toEqual([]);
    expect(every(inRings, /kubectl exec [^:]*? -c ([a-z]+) /g)).toEqual([]); // by name alone
  });

  test('what a backup may ask of the API server is what it asks', () => {
    const { rules } = find(RINGS[0]!, 'Role', 'events-backup');
    const program_ = find(RINGS[0]!, 'ConfigMap', 'events-backup').data['snapshot.sh'];
    const kind = one(every(program_, /^KIND=(.*)$/gm));
    const may = rules.flatMap(({ apiGroups, resources, verbs }: Manifest) => verbs.map((verb: string) => `${verb} ${[resources[0], apiGroups[0]].filter(Boolean).join('.')}`)).sort();
    const asks = [...program_.matchAll(/ask(?:_again)? (get|delete|create) ("\$KIND"|persistentvolumeclaims|--filename)/g)]
      .map(([, verb, what]) => `${verb} ${what === 'persistentvolumeclaims' ? what : kind}`);
    const lists = asks.filter(ask => ask.startsWith('get')).map(ask => ask.replace('get', 'list'));
    expect([...new Set([...asks, ...lists])].sort()).toEqual(may);
    expect(kind).toBe(`volumesnapshots.${one(every(program_, /^apiVersion: (.*)\/v1$/gm))}`);
  });

  test('the modes in which a set speaks TLS', () => {
    const modes = ['allowTLS', 'preferTLS', 'requireTLS'];
    expect(every(inSets, /\b(\w+TLS)\b(?=[' )|])/g).filter(word => /^[a-z]/.test(word))).toEqual(['preferTLS', 'requireTLS']);
    expect(modes).toContain(containersOf(SETS[0]!)[1]!.env.MONGO_TLS);
    expect(containersOf(SETS[0]!)[1]!.env.MONGO_TLS).toBe('requireTLS');
  });
});

describe('times', () => {
  const seconds = (manifests: Manifest[], name: string) => Number(shared(manifests, name));

  test('what a stop of a node takes at most fits into its grace period', () => {
    for (const [manifests, name] of [[RINGS[0]!, 'events-a'], [RINGS[1]!, 'events']] as const) {
      const { terminationGracePeriodSeconds: grace } = find(manifests, 'StatefulSet', name).spec.template.spec;
      const stop = containersOf(manifests)[1]!;
      const told = every(all(stop), /^ *tell (\d+) /gm).map(Number);
      expect(told).toEqual([30]);
      expect(Number(stop.env.RING_PATIENCE) + told[0]! + seconds(manifests, 'RING_FAREWELL') + seconds(manifests, 'RING_DRAIN')).toBeLessThanOrEqual(grace);
    }
  });

  test('what a probe takes at most is less than it has', () => {
    const cassandra = find(RINGS[0]!, 'StatefulSet', 'events-a').spec.template.spec.containers[0];
    expect(seconds(RINGS[0]!, 'RING_ANSWER')).toBeLessThan(cassandra.livenessProbe.timeoutSeconds);
    expect(seconds(RINGS[0]!, 'RING_ANSWER')).toBeLessThan(cassandra.startupProbe.timeoutSeconds);
    const arbiter = find(SETS[0]!, 'StatefulSet', 'orders-arbiter').spec.template.spec.containers[0];
    expect(seconds(SETS[0]!, 'MONGO_CONNECT')).toBeLessThan(arbiter.livenessProbe.timeoutSeconds);
  });

  test('who asks a node how it sees the ring waits longer than its nodetool may take, so that one that hangs is answered for', () => {
    const command = Number(one(every(inRings, /^COMMAND = (\d+)/gm)));
    expect(seconds(RINGS[0]!, 'RING_VIEW')).toBeGreaterThan(command);
  });

  /** Until the manager has asked the others again: it pauses, and the look-up of a name has half a second more than the answer. */
  const roundThatWaits = () => {
    const settings = program('settings.js').read({});
    const manager = new (program('loop.js').Manager)({ settings, files: { markedAt: () => 0 } });
    return manager.pause() + settings.ask + 0.5;
  };

  test.each(['may-start', 'may-stop'])('mongod, which waits for %s, takes it for two rounds of the manager, so that it is not missed where one of them is late', (file) => {
    const good = Number(one(every(inSets, new RegExp(`young\\.sh" "\\$MANAGER_DIR/${file}" (\\d+) `, 'g'))));
    expect(good).toBeGreaterThan(2 * roundThatWaits());
  });

  test('a member that is about to stop has told the others for as long as it takes them to ask', () => {
    const { ask } = program('settings.js').read({});
    expect(program('leave.js').NOTICE).toBeGreaterThanOrEqual(ask + 0.5);
    expect(Number(one(every(inSets, /^const TO_GO = (\d+);/gm))) / 1000).toBeGreaterThan(ask);
  });

  test('a mongod that waits leaves itself time to stop', () => {
    const { terminationGracePeriodSeconds: grace, containers: [mongod] } = find(SETS[0]!, 'StatefulSet', 'orders').spec.template.spec;
    expect(Number(mongod.env.find(({ name }: Manifest) => name === 'MONGO_PATIENCE').value)).toBeLessThanOrEqual(grace / 2);
  });
});

test.each([1, 1.5, 2, 4, 24, 64])('of %s GiB, heap and direct memory are in the pod what they are taken for when the limit is checked', (gibibytes) => {
  const start = containersOf(RINGS[0]!)[1]!.programs['/opt/ring/start.sh']!;
  const functions = ['heap', 'direct_memory'].map(name => new RegExp(`^${name}\\(\\) \\{\\n[\\s\\S]*?^\\}\\n`, 'm').exec(start)![0]).join('');
  const env = { MEMORY_LIMIT: String(gibibytes * 1024 ** 3) };
  const [heap, direct] = sourced([], `${/^GIB=.*$/m.exec(start)![0]}\n${functions}heap; direct_memory`, env).printed.split('\n').map(Number);
  const props = { nodes: 1, storage: Size.gibibytes(1), authentication: CassandraAuthentication.password({ secret: secret('su') }), resources: { memory: { limit: Size.mebibytes(gibibytes * 1024) } } };
  const { memory } = settle(chart(), props);
  expect(memory).toEqual({ limit: gibibytes * 1024, beside: gibibytes * 1024 - heap! - direct! });
});

test('every kubectl command that a program prints names its namespace', () => {
  const folder = join(__dirname, '..', '..', 'assets');
  const programs = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter(name => /\.(sh|js)$/.test(name)).map(name => readFileSync(join(folder, name), 'utf8'));
  const commands = programs.flatMap(text => text.match(/kubectl (exec|delete|logs|get|annotate|rollout)[^"`]*/g) ?? []);
  expect(commands.length).toBeGreaterThan(2);
  expect(commands.filter(command => !/ -n \$/.test(command))).toEqual([]);
});
