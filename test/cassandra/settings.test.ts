import { Duration, Size } from 'cdk8s';
import { cluster } from './support/cluster';
import { CassandraClusterProps } from '../../src';
import { chart, complaint } from '../support/synth';

const refused = (props: Partial<CassandraClusterProps>, id?: string) => complaint(() => cluster(props, chart(), id)).replace(/^prod\/\w+: /, '');
const accepted = (props: Partial<CassandraClusterProps>, id?: string) => expect(() => cluster(props, chart(), id)).not.toThrow();
const gib = (amount: number) => Size.gibibytes(amount);
const memory = (limit: Size) => ({ memory: { limit } });

const OTHERS = { clusterName: 'Events', datacenter: 'west' };
const RACKS = [{ name: 'a' }, { name: 'b' }, { name: 'c' }];

describe('names', () => {
  test.each(['e', 'a'.repeat(40), 'events-2'])('%s can be the name of a cluster', id => accepted({}, id));

  test.each(['2events', 'a'.repeat(41), 'ev_ents', 'events-'])('%s cannot be the name of a cluster', (id) => {
    expect(complaint(() => cluster({}, chart(), id))).toBe(
      `prod/${id}: 'id' must be 1 to 40 lower-case letters, digits or '-', beginning with a letter and not ending with '-', got '${id}'; the object is named after the construct's id; call it something else, or set metadata.name`,
    );
  });

  test.each(['dc1', 'Datacenter_1.eu-west', 'a'.repeat(48)])('%s can be a datacenter', datacenter => accepted({ datacenter }));

  test.each(['', 'a'.repeat(49), 'dc 1', 'dc/1', 'dc&1', "dc'1", 'dc"1', 'dc\n1', 'dc\\1', 'dc=1', '$dc', 'dc\u00e9', '_dc', '-dc'])('%j cannot be a datacenter', (datacenter) => {
    expect(refused({ datacenter })).toBe(`'datacenter' must be 1 to 48 letters, digits, _, - or ., beginning with a letter or digit, got '${JSON.stringify(datacenter).slice(1, -1)}'`);
  });

  test.each(['Orders', "a'b\"c/d&e\\f$g`h\u00e9\u{1f600} #: {}", 'a'.repeat(128)])('%j can be the name of the Cassandra cluster', clusterName => accepted({ clusterName }));

  test.each(['', 'a'.repeat(129), 'a\nb', 'a\u0000', 'a\u0085', 'a\u007f'])('%j cannot be the name of the Cassandra cluster', (clusterName) => {
    expect(refused({ clusterName })).toBe(`'clusterName' must be 1 to 128 characters, none of them a control character, got '${JSON.stringify(clusterName).slice(1, -1)}'`);
  });

  test.each(['A', 'a_b', 'a/b', "a'b", '-a', 'a&b', 'a\nb', ''])('%j cannot be a rack', (name) => {
    expect(refused({ racks: [{ name }] })).toBe(`'racks[0].name' must be 1 to 63 lower-case letters, digits or '-', beginning with a letter or digit and not ending with '-', got '${JSON.stringify(name).slice(1, -1)}'`);
  });

  test('a rack\'s name goes into the name of its StatefulSet', () => {
    const name = 'r'.repeat(46);
    expect(refused({ racks: [{ name: 'a' }, { name }] })).toBe(`'racks[1].name' must be short enough for a StatefulSet named 'events-${name}', got '${name}'; its name has 52 characters at most`);
    accepted({ racks: [{ name: name.slice(1) }] });
  });

  test('two racks have two names', () => {
    expect(refused({ racks: [{ name: 'a' }, { name: 'b' }, { name: 'a' }] })).toBe("'racks[2].name' must be a name that no other rack has, got 'a'");
  });

  test.each(['', 'a'.repeat(63), 'eu_1.A'])('%j can be a zone', zone => accepted({ racks: [{ name: 'a', zone }] }));

  test.each(['a'.repeat(64), 'eu 1', '-a'])('%j cannot be a zone', (zone) => {
    expect(refused({ racks: [{ name: 'a' }, { name: 'b', zone }] })).toBe(`'racks[1].zone' must be empty, or up to 63 letters, digits, '-', '_' or '.', beginning and ending with a letter or digit, got '${zone}'`);
  });

  test('no racks are said by saying nothing', () => {
    expect(refused({ racks: [] })).toBe("'racks' must be one or more racks, got []; leave it out if there are none");
  });

  test.each(['cluster.example', 'x'])('%s can be the domain', clusterDomain => accepted({ clusterDomain }));
  test('another cannot', () => expect(refused({ clusterDomain: 'Cluster' })).toContain("'clusterDomain' must be a domain name"));

  test.each(['cassandra.example.com', '10.1.2.3', 'fd00::1'])('%s can be a seed', seed => accepted({ ...OTHERS, extraSeeds: [seed] }));
  test.each(['', 'a b', 'a,b', 'a\nb', '-a', 'a"'])('%j cannot be a seed', seed => expect(refused({ ...OTHERS, extraSeeds: ['ok', seed] })).toContain("'extraSeeds[1]' must be a DNS name or an address, got"));

  test('where there are other datacenters, the name that all share and the one of this are not left to chance', () => {
    expect(refused({ extraSeeds: ['a.example'], datacenter: 'west' })).toBe("'clusterName' must be set, and equal in all datacenters, if extraSeeds is set, got nothing");
    expect(refused({ extraSeeds: ['a.example'], clusterName: 'Events' })).toBe("'datacenter' must be set, and different in all datacenters, if extraSeeds is set, got nothing");
    accepted({ extraSeeds: [] });
  });
});

describe('numbers', () => {
  test.each<[Partial<CassandraClusterProps>]>([
    [{ nodes: 1 }], [{ nodes: 1, nodeSelector: { 'topology.kubernetes.io/zone': 'a' } }], [{ nodes: 3, racks: RACKS, nodeSelector: { zone: 'a' } }], [{ nodes: 1000 }], [{ nodes: 3, racks: RACKS }], [{ nodes: 4, decommission: 1, racks: RACKS }], [{ nodes: 2, decommission: 1 }],
    [{ numTokens: 1 }], [{ numTokens: 256 }],
    [{ repairEvery: Duration.hours(1) }], [{ repairEvery: Duration.days(7) }],
    [{ gcGrace: Duration.hours(1) }], [{ gcGrace: Duration.seconds(3601) }], [{ gcGrace: Duration.days(24855) }],
  ])('a cluster with %j is accepted', props => accepted(props));

  test.each<[Partial<CassandraClusterProps>, string]>([
    [{ nodes: 0 }, "'nodes' must be a whole number from 1 to 1000, got 0"],
    [{ nodes: 1.5 }, "'nodes' must be a whole number from 1 to 1000, got 1.5"],
    [{ nodes: NaN }, "'nodes' must be a whole number from 1 to 1000, got NaN"],
    [{ nodes: '3' as never }, "'nodes' must be a whole number from 1 to 1000, got '3'"],
    [{ nodes: 3, racks: RACKS, nodeSelector: { 'topology.kubernetes.io/zone': 'a' } }, "'nodeSelector.topology.kubernetes.io/zone' must be left out if there are racks, got 'a'; say the zone of each in racks"],
    [
      { nodes: 3, racks: RACKS, podFields: { nodeSelector: { 'topology.kubernetes.io/zone': 'a' } } },
      "'podFields.nodeSelector.topology.kubernetes.io/zone' must be left out if there are racks, got 'a'; say the zone of each in racks",
    ],
    [{ nodes: 2, racks: RACKS }, "'nodes' must be a whole number from 3 to 1000, got 2"],
    [{ nodes: 3, decommission: 1, racks: RACKS }, "'nodes' must be a whole number from 4 to 1000, got 3"],
    [{ nodes: 1, decommission: 1 }, "'nodes' must be a whole number from 2 to 1000, got 1"],
    [{ nodes: 1001 }, "'nodes' must be a whole number from 1 to 1000, got 1001"],
    [{ nodes: 2147483647 }, "'nodes' must be a whole number from 1 to 1000, got 2147483647"],
    [{ decommission: -1 }, "'decommission' must be a whole number from 0 to 999, got -1"],
    [{ decommission: 1000 }, "'decommission' must be a whole number from 0 to 999, got 1000"],
    [{ numTokens: 0 }, "'numTokens' must be a whole number from 1 to 256, got 0"],
    [{ numTokens: 257 }, "'numTokens' must be a whole number from 1 to 256, got 257"],
    [{ repairEvery: Duration.minutes(90) }, "'repairEvery' must be a whole number of hours, 1 or more, got '1.5 hours'"],
    [{ repairEvery: Duration.minutes(0) }, "'repairEvery' must be a whole number of hours, 1 or more, got '0 hours'"],
    [{ gcGrace: Duration.seconds(3599) }, "'gcGrace' must be a whole number of seconds from 3600 to 2147483647, got '3599 seconds'"],
    [{ gcGrace: Duration.millis(3600500) }, "'gcGrace' must be a whole number of seconds from 3600 to 2147483647, got '3600.5 seconds'"],
    [{ gcGrace: Duration.days(24856) }, "'gcGrace' must be a whole number of seconds from 3600 to 2147483647, got '2147558400 seconds'"],
    [{ gcGrace: Duration.seconds(NaN) }, "'gcGrace' must be a whole number of seconds from 3600 to 2147483647, got 'NaN seconds'"],
  ])('a cluster with %j is refused', (props, said) => expect(refused(props)).toBe(said));
});

describe('memory', () => {
  test.each<[Partial<CassandraClusterProps>]>([
    [{}], [{ resources: memory(gib(1)) }], [{ resources: memory(gib(64)) }], [{ resources: memory(gib(4)), heap: Size.mebibytes(2816) }],
    [{ resources: memory(gib(4)), heap: gib(2), directMemory: Size.mebibytes(1792) }], [{ resources: memory(Size.mebibytes(1025)) }],
    [{ resources: memory(Size.kibibytes(4194305)), heap: Size.kibibytes(1048577), directMemory: Size.kibibytes(65537) }],
    [{ storage: gib(1.3), commitLog: { storage: Size.kibibytes(1048577) } }],
  ])('the memory of %j is enough', props => accepted(props));

  test.each<[Partial<CassandraClusterProps>, string]>([
    [{ resources: {} }, "'resources.memory.limit' must be 1024 MiB or more, because heap and direct memory are derived from it, got nothing"],
    [{ resources: memory(Size.mebibytes(1023)) }, "'resources.memory.limit' must be 1024 MiB or more, because heap and direct memory are derived from it, got '1023 MiB'"],
    [{ resources: memory(gib(4)), heap: Size.mebibytes(2817) }, "'resources.memory.limit' must be 4097 MiB or more, for a heap of 2817 MiB, direct memory of 1024 MiB and 256 MiB beside them, got '4 GiB'"],
    [{ resources: memory(gib(4)), directMemory: Size.mebibytes(1793) }, "'resources.memory.limit' must be 4097 MiB or more, for a heap of 2048 MiB, direct memory of 1793 MiB and 256 MiB beside them, got '4 GiB'"],
    [{ resources: memory(gib(4)), heap: gib(3), directMemory: gib(1) }, "'resources.memory.limit' must be 4352 MiB or more, for a heap of 3072 MiB, direct memory of 1024 MiB and 256 MiB beside them, got '4 GiB'"],
    [{ resources: memory(Size.mebibytes(NaN)) }, "'resources.memory.limit' must be 1024 MiB or more, because heap and direct memory are derived from it, got 'NaN MiB'"],
    [{ heap: gib(1.3) }, "'heap' must be a whole number of KiB, 0 or more, got '1.3 GiB'"],
    [{ directMemory: gib(0.3) }, "'directMemory' must be a whole number of KiB, 0 or more, got '0.3 GiB'"],
    [{ storage: Size.kibibytes(262143) }, "'storage' must be 256 MiB or more, got '262143 KiB'; commit log, hints and what must stay free take 242 MiB of it"],
    [{ storage: Size.mebibytes(NaN) }, "'storage' must be 256 MiB or more, got 'NaN MiB'; commit log, hints and what must stay free take 242 MiB of it"],
    [{ compactionThroughput: Size.kibibytes(0.5) }, "'compactionThroughput' must be a whole number of KiB, 0 or more, got '0.5 KiB'"],
    [{ heap: Size.kibibytes(1) }, "'heap' must be 64 MiB or more, got '1 KiB'"],
    [{ heap: Size.mebibytes(63) }, "'heap' must be 64 MiB or more, got '63 MiB'"],
    [{ directMemory: Size.mebibytes(63) }, "'directMemory' must be 64 MiB or more, got '63 MiB'"],
    [{ storage: Size.mebibytes(255) }, "'storage' must be 256 MiB or more, got '255 MiB'; commit log, hints and what must stay free take 242 MiB of it"],
    [{ commitLog: { storage: Size.mebibytes(127) } }, "'commitLog.storage' must be 128 MiB or more, got '127 MiB'; Cassandra gives a quarter of it to the log, whose segments have 32 MiB"],
  ])('the memory of %j is refused', (props, said) => expect(refused(props)).toBe(said));
});

describe('what is in the pods', () => {
  test.each(['-XX:MaxGCPauseMillis=200', '-Da=b,c'])('%s is an option of the JVM', option => accepted({ jvmOptions: [option] }));
  test.each(['', 'UseZGC', '-Da=b c', '-Da\n', '-D\u00e9'])('%j is no option of the JVM', (option) => {
    expect(refused({ jvmOptions: ['-ea', option] })).toBe(`'jvmOptions[1]' must be a JVM option in ASCII, beginning with - and without blanks, got '${JSON.stringify(option).slice(1, -1)}'`);
  });

  test.each([1024, 65535, undefined])('%s can be the port of metrics', port => accepted({ exporter: { image: 'x:1', jar: '/a.jar', port } }));
  test.each([[1023, 'a whole number from 1024 to 65535'], [65536, 'a whole number from 1024 to 65535'], [9042, 'a port other than 7000, 7001, 7002, 7199, 9042, which Cassandra uses'], [7002, 'a port other than 7000, 7001, 7002, 7199, 9042, which Cassandra uses']])('%s cannot be the port of metrics', (port, allowed) => {
    expect(refused({ exporter: { image: 'x:1', jar: '/a.jar', port } })).toBe(`'exporter.port' must be ${allowed}, got ${port}`);
  });
  test.each(['', 'a.jar', '/a b.jar'])('%j is not where a jar is', jar => expect(refused({ exporter: { image: 'x:1', jar } })).toBe(`'exporter.jar' must be an absolute path, without blanks, got '${jar}'`));

  test.each<[Record<string, string>]>([[{ 'events-2': '10.1.2.3' }], [{ 'events-0': 'fd00::1' }]])('the nodes %j can be replaced', replaceNodes => accepted({ replaceNodes }));
  test.each<[Record<string, string>, string]>([
    [{ 'events-3': '10.1.2.3' }, "'replaceNodes' must be keyed by the pods of the ring, events-0, events-1, events-2, got 'events-3'"],
    [{ 'events-1': 'events-2' }, "'replaceNodes.events-1' must be the address of a dead node, as the pod's log names it, got 'events-2'"],
    [{ 'events-1': '' }, "'replaceNodes.events-1' must be the address of a dead node, as the pod's log names it, got ''"],
  ])('the nodes %j cannot be replaced', (replaceNodes, said) => expect(refused({ replaceNodes })).toBe(said));
});

test('an explicit undefined is the same as nothing', () => {
  const all: Record<keyof CassandraClusterProps, undefined> = {
    metadata: undefined,
    tolerations: undefined,
    nodeSelector: undefined,
    nodeAffinity: undefined,
    priorityClassName: undefined,
    securityContext: undefined,
    assignedUser: undefined,
    gateResources: undefined,
    decommission: undefined,
    storageClassName: undefined,
    commitLog: undefined,
    serviceAccount: undefined,
    automountServiceAccountToken: undefined,
    dns: undefined,
    hostAliases: undefined,
    updateStrategy: undefined,
    minReady: undefined,
    revisionHistoryLimit: undefined,
    claimsWhenDeleted: undefined,
    claimsWhenScaled: undefined,
    image: undefined,
    resources: undefined,
    heap: undefined,
    directMemory: undefined,
    jvmOptions: undefined,
    clusterName: undefined,
    datacenter: undefined,
    racks: undefined,
    extraSeeds: undefined,
    numTokens: undefined,
    tls: undefined,
    exporter: undefined,
    repairEvery: undefined,
    gcGrace: undefined,
    compactionThroughput: undefined,
    cassandraYaml: undefined,
    replaceNodes: undefined,
    clusterDomain: undefined,
    podMetadata: undefined,
    disruptionBudget: undefined,
    spread: undefined,
    dockerRegistryAuth: undefined,
    podFields: undefined,
    nodes: undefined,
    storage: undefined,
    authentication: undefined,
  };
  const { nodes, storage, authentication, ...optional } = all;
  expect([nodes, storage, authentication]).toEqual([undefined, undefined, undefined]);
  const scope = chart();
  const other = chart();
  cluster(optional, scope);
  cluster({}, other);
  expect(scope.toJson()).toEqual(other.toJson());
});
