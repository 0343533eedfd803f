import * as kplus from 'cdk8s-plus-28';
import { cluster } from './support/cluster';
import { CassandraCluster } from '../../src';
import { DECISIONS } from '../../src/cassandra/decisions';
import { kindOf } from '../../src/cassandra/yaml-keys';
import { chart, complaint, synth } from '../support/synth';

const said = (option: string, exporter?: object) => complaint(() => cluster({ jvmOptions: [option], exporter: exporter as never }));
const out = (option: string, instead: string) => `prod/events: 'jvmOptions[0]' must be left out, got '${option}'; ${instead}`;

const JMX = 'JMX answers on port 7199 of the pod itself, without a login, for probes and nodetool';
const RESETS = 'a node that was interrupted while it joined fetches everything anew, or it would miss what was written meanwhile';
const NEVER = 'a node that does not join is never ready, and no other node joins after it';

describe('what cassandraYaml refuses, jvmOptions refuse', () => {
  test.each([
    ['-Xmx10G', 'set heap'], ['-Xms10G', 'set heap'], ['-Xmn1G', 'set heap'], ['-mx10G', 'set heap'], ['-XX:MaxHeapSize=10G', 'set heap'], ['-XX:InitialHeapSize=1G', 'set heap'],
    ['-XX:MinHeapSize=1G', 'set heap'], ['-XX:MaxRAM=8G', 'set heap'], ['-XX:MaxRAMPercentage=80.0', 'set heap'], ['-XX:MaxRAMFraction=1', 'set heap'],
    ['-XX:InitialRAMPercentage=50', 'set heap'], ['-XX:MinRAMPercentage=50', 'set heap'], ['-XX:NewSize=1G', 'set heap'], ['-XX:MaxNewSize=1G', 'set heap'], ['-XX:OldSize=1G', 'set heap'],
    ['-XX:+AggressiveHeap', 'set heap'],
    ['-XX:MaxDirectMemorySize=8G', 'set directMemory'],
    ['-XX:VMOptionsFile=/x', 'write the options themselves, one by one'], ['-XX:Flags=/x', 'write the options themselves, one by one'],
    ['-XX:-ExitOnOutOfMemoryError', 'out of memory, the JVM has to end: as the first process of its container it cannot be killed from inside'],
    ['-Djava.net.preferIPv4Stack=true', 'each pod goes by the family of its address'],
    ['-Dcassandra.auto_bootstrap=false', 'a node that skips it serves rows it does not have'],
    ['-Dcassandra.join_ring=false', NEVER], ['-Dcassandra.write_survey=true', NEVER], ['-Dcassandra.start_gossip=false', NEVER],
    ['-Dcassandra.replace_address=10.0.0.9', 'set replaceNodes'], ['-Dcassandra.replace_address_first_boot=10.0.0.9', 'set replaceNodes'], ['-Dcassandra.replace_node=x', 'set replaceNodes'],
    ['-Dcassandra.replace_token=1', 'set replaceNodes'],
    ['-Dcassandra.reset_bootstrap_progress=false', RESETS],
    ['-Dcassandra.override_decommission=true', 'delete the claims of a node that has left, and a new one joins'], ['-Dcassandra.override_decommission', 'delete the claims of a node that has left, and a new one joins'],
    ['-Dcassandra.config=file:///tmp/x.yaml', 'set cassandraYaml'], ['-Dcassandra.config.loader=x', 'set cassandraYaml'], ['-Dcassandra.config.allow_system_properties=true', 'set cassandraYaml'],
    ['-Dcassandra.settings.auto_bootstrap=false', 'a node that skips it serves rows it does not have'], ['-Dcassandra.settings.num_tokens=4', 'set numTokens'],
    ['-Dcassandra.settings.read_request_timeout=5s', 'set cassandraYaml: { read_request_timeout: … }'], ['-Dcassandra.settings.memtable.configurations=x', 'set cassandraYaml: { memtable: … }'],
    ['-Dcassandra.initial_token=1', 'set numTokens'], ['-Dcassandra.autorepair.enable=true', 'set repairEvery'], ['-Dcassandra.storagedir=/x', 'set storage'],
    ['-Dcassandra-rackdc.properties=/x', 'set datacenter and racks'],
    ['-Dcassandra.native_transport_port=9999', 'it is always 9042, which Services, probes and policies use'],
    ['-Dcassandra.storage_port=7777', 'it is always 7000, which Services and policies use'], ['-Dcassandra.ssl_storage_port=7777', 'set tls: 7000 serves both'],
    ['-Dcassandra.start_native_transport=false', 'a node that serves no clients is never ready'],
    ['-Dcassandra.jmx.local.port=7299', JMX], ['-Dcassandra.jmx.remote.port=7199', JMX], ['-Dcom.sun.management.jmxremote.port=7199', JMX], ['-Dcom.sun.management.jmxremote', JMX],
    ['-Dcom.sun.management.jmxremote.authenticate=true', JMX], ['-Dcom.sun.management.config.file=/x', JMX], ['-XX:+ManagementServer', JMX],
    ['-Dcassandra.config.allow_environment_variables=true', 'set cassandraYaml'],
    ['-javaagent:/opt/a.jar=9404:/x.yaml', 'set exporter'], ['-javaagent:/opt/a.jar=0.0.0.0:9404:/x.yaml', 'set exporter'], ['-javaagent:/opt/a.jar=[::]:9404:/x.yaml', 'set exporter'],
    ['-javaagent:/opt/jmx_prometheus_javaagent.jar=9500:/x.yaml', 'set exporter'], ['-javaagent:/opt/jolokia.jar=host=*,port=9404', 'set exporter'],
  ])('%s', (option, instead) => expect(said(option)).toBe(out(option, instead)));
});

test.each([
  '-javaagent:/opt/a.jar=9042', '-javaagent:/opt/a.jar=host=*,port=7000,protocol=http', '-agentlib:jdwp=transport=dt_socket,server=y,suspend=n,address=*:7002',
  '-agentpath:/opt/agent.so=port=7001', '-Xrunjdwp:transport=dt_socket,server=y,address=7199',
])("the option %s would take a port of Cassandra's", option => expect(said(option)).toBe(
  `prod/events: 'jvmOptions[0]' must be on a port other than 7000, 7001, 7002, 7199, 9042, which Cassandra uses, got '${option}'`,
));

test('an agent may not listen where the exporter does, wherever that is, nor where Cassandra does', () => {
  const exporter = { image: 'x:1', jar: '/a.jar', port: 9500 };
  expect(said('-javaagent:/opt/a.jar=9500', exporter)).toBe(out('-javaagent:/opt/a.jar=9500', 'set exporter'));
  expect(() => cluster({ exporter, jvmOptions: ['-javaagent:/opt/a.jar=9404'] })).not.toThrow();
  expect(said('-javaagent:/opt/a.jar=7199:/x')).toBe(
    "prod/events: 'jvmOptions[0]' must be on a port other than 7000, 7001, 7002, 7199, 9042, which Cassandra uses, got '-javaagent:/opt/a.jar=7199:/x'",
  );
});

test.each([
  '-XX:MaxGCPauseMillis=200', '-XX:+UseZGC', '-XX:-UseG1GC', '-XX:ActiveProcessorCount=16', '-XX:+HeapDumpOnOutOfMemoryError', '-XX:HeapDumpPath=/var/lib/cassandra/java.hprof', '-XX:NewRatio=3',
  '-Xss512k', '-Dcassandra.load_ring_state=false', '-Dcassandra.consistent.rangemovement=false', '-Dcassandra.ring_delay_ms=60000', '-Dcassandra.configurable=1', '-javaagent:/opt/a.jar', '-javaagent:/opt/a.jar=x:y',
  '-javaagent:/opt/a.jar=9100', '-agentlib:jdwp=transport=dt_socket,server=y,address=*:5005,timeout=7000', '-agentlib:hprof', '-XX:+ExitOnOutOfMemoryError', '-Dmy.cassandra.config=x',
])("the option %s is the user's", option => expect(() => cluster({ jvmOptions: [option] })).not.toThrow());

test('what is decided is no key of the user\'s', () => {
  const keys = DECISIONS.flatMap(decision => decision.keys?.split(' ') ?? []);
  expect(keys.filter(key => kindOf(key) !== undefined)).toEqual([]);
  expect(new Set(keys).size).toBe(keys.length);
});

describe('variables of the pods', () => {
  const VARIABLES: [string, string][] = [
    ['MAX_HEAP_SIZE', 'set heap'], ['HEAP_NEWSIZE', 'set heap'], ['JVM_EXTRA_OPTS', 'set jvmOptions'], ['JVM_OPTS', 'set jvmOptions'], ['JAVA_TOOL_OPTIONS', 'set jvmOptions'],
    ['JAVA_AGENT', 'set jvmOptions'], ['OPENJ9_JAVA_OPTIONS', 'set jvmOptions'], ['CASSANDRA_SETTINGS_NUM_TOKENS', 'set cassandraYaml'],
    ['RING_JVM_OPTIONS', 'the programs in the pods go by it'], ['RING_HEAP', 'the programs in the pods go by it'], ['CQL_PORT', 'the programs in the pods go by it'],
    ['_JAVA_OPTIONS', 'set jvmOptions'], ['CASSANDRA_CLUSTER_NAME', 'set clusterName'], ['CASSANDRA_NUM_TOKENS', 'set numTokens'], ['CASSANDRA_DC', 'set datacenter and racks'],
    ['CASSANDRA_SEEDS', 'set extraSeeds; the seeds of this datacenter are known'], ['CASSANDRA_BROADCAST_ADDRESS', 'it is always the address of the pod'],
    ['CASSANDRA_RPC_ADDRESS', 'it is always every address of the pod'], ['LOCAL_JMX', JMX], ['CASSANDRA_VERSION', 'the image has its own'], ['cassandra_storagedir', 'set storage'],
  ];

  test.each(VARIABLES)('%s is set by a prop, or not at all', (name, instead) => {
    for (const taken of [(events: CassandraCluster) => events.containers[0]!, (events: CassandraCluster) => events.backends[0]!.initContainers[0]!]) {
      const prod = chart();
      const container = taken(cluster({}, prod));
      container.env.addVariable(name, kplus.EnvValue.fromValue('1'));
      expect(complaint(() => synth(prod))).toBe(`prod/events: '${container.name}.env.${name}' must be left out, got '1'; ${instead}`);
    }
  });

  test.each(VARIABLES)('%s is set neither from a ConfigMap nor from a Secret of the app', (name, instead) => {
    const prod = chart();
    const more = new kplus.ConfigMap(prod, 'more', { data: { OTHER: '1' } });
    const events = cluster({}, prod);
    events.containers[0]!.env.copyFrom(kplus.Env.fromConfigMap(more));
    expect(() => synth(prod)).not.toThrow();
    more.addData(name, '2');
    expect(complaint(() => synth(prod))).toBe(`prod/events: 'cassandra.env.${name}' must be left out, got '2'; ${instead}`);
  });

  test('with its prefix, where it has one', () => {
    const prod = chart();
    const heap = new kplus.ConfigMap(prod, 'heap', { data: { HEAP_SIZE: '1G' } });
    cluster({}, prod).containers[0]!.env.copyFrom(kplus.Env.fromConfigMap(heap, 'MAX_'));
    expect(complaint(() => synth(prod))).toBe("prod/events: 'cassandra.env.MAX_HEAP_SIZE' must be left out, got '1G'; set heap");
  });

  test('of a Secret too; of one that is only referred to nobody knows', () => {
    const prod = chart();
    const events = cluster({}, prod);
    events.containers[0]!.env.copyFrom(kplus.Env.fromSecret(kplus.Secret.fromSecretName(prod, 'other', 'other')));
    expect(() => synth(prod)).not.toThrow();
    events.containers[0]!.env.copyFrom(kplus.Env.fromSecret(new kplus.Secret(prod, 'own', { stringData: { MAX_HEAP_SIZE: '1G' } })));
    expect(complaint(() => synth(prod))).toBe("prod/events: 'cassandra.env.MAX_HEAP_SIZE' must be left out, got '1G'; set heap");
  });

  test.each([['RING_SERVICE', 'the programs in the pods go by it'], ['POD_NAME', 'the programs in the pods go by it'], ['CASSANDRA_CONF', 'set cassandraYaml']])('%s stays as it is', (name, instead) => {
    const prod = chart();
    cluster({}, prod).containers[0]!.env.addVariable(name, kplus.EnvValue.fromFieldRef(kplus.EnvFieldPaths.POD_UID));
    expect(complaint(() => synth(prod))).toBe(`prod/events: 'cassandra.env.${name}' must be left as it is, got 'a reference'; ${instead}`);
  });

  test('others are the user\'s', () => {
    const prod = chart();
    cluster({}, prod).containers[0]!.env.addVariable('MALLOC_ARENA_MAX', kplus.EnvValue.fromValue('2'));
    expect(() => synth(prod)).not.toThrow();
  });
});
