import { CQL, EXPORTER, INTRA_NODE, JMX, OWN_PORTS } from './ports';
import { Decision, named } from '../engine/decisions';
import { Complaint } from '../naming/refuse';
import { OF_PROGRAMS } from '../stateful-backend/held-variables';

/** What a ring decides: also by system properties, without their `cassandra.`, and by flags of the JVM. */
interface RingDecision extends Decision {
  readonly properties?: string;
  readonly flags?: RegExp;
}

const ADDRESS = 'it is always the address of the pod';
const ANY_ADDRESS = 'it is always every address of the pod';
const JMX_IS_ON = `JMX answers on port ${JMX} of the pod itself, without a login, for probes and nodetool`;
const IMAGE_HAS = 'the image has its own';
/** What the programs in the pods find where, and how long they wait: there for their tests. */
const PLACES = 'CQL_PORT CQL_TIMEOUT DATA_DIR IMAGE_CONF INTERNODE_PORT LOG_DIR RUN_DIR SUPERUSER_DIR TLS_DIR WORD_PORT';

/**
 * Each once, with all its names: a setting that is refused in cassandra.yaml and taken as an option of the JVM is not refused. The options
 * come last, so they would win; the variables are those that Cassandra's scripts or the image's entrypoint read, of which the first would
 * win and the second say nothing, because the entrypoint is not used.
 *
 * The properties are those of Cassandra 5.0.8's `CassandraRelevantProperties`.
 */
export const DECISIONS: readonly RingDecision[] = [
  {
    instead: 'set heap',
    flags: /^-(X?m[xsn]|XX:(Max|Initial|Min)?(HeapSize|RAM\w*)=|XX:(Max)?NewSize=|XX:OldSize=|XX:\+AggressiveHeap$)/,
    variables: 'MAX_HEAP_SIZE HEAP_NEWSIZE',
  },
  { instead: 'set directMemory', flags: /^-XX:MaxDirectMemorySize=/ },
  { instead: 'each pod goes by the family of its address', flags: /^-Djava\.net\.preferIPv4Stack\b/ },
  {
    instead: 'set jvmOptions',
    variables: 'JVM_EXTRA_OPTS JVM_OPTS JAVA_AGENT JAVA_TOOL_OPTIONS JDK_JAVA_OPTIONS _JAVA_OPTIONS IBM_JAVA_OPTIONS OPENJ9_JAVA_OPTIONS',
  },
  { instead: 'write the options themselves, one by one', flags: /^-XX:(Flags|VMOptionsFile)=/ },
  {
    instead: 'out of memory, the JVM has to end: as the first process of its container it cannot be killed from inside',
    flags: /^-XX:-ExitOnOutOfMemoryError$/,
  },
  { instead: 'a node that skips it serves rows it does not have', keys: 'auto_bootstrap', properties: 'auto_bootstrap' },
  {
    instead: 'a node that does not join is never ready, and no other node joins after it',
    properties: 'join_ring write_survey start_gossip',
  },
  {
    instead: 'set replaceNodes',
    properties: 'replace_address replace_address_first_boot replace_node replace_token',
  },
  {
    instead: 'a node that was interrupted while it joined fetches everything anew, or it would miss what was written meanwhile',
    properties: 'reset_bootstrap_progress',
  },
  { instead: 'delete the claims of a node that has left, and a new one joins', properties: 'override_decommission' },
  {
    instead: 'set cassandraYaml',
    properties: 'config config.loader config.allow_system_properties config.allow_environment_variables',
    variables: 'CASSANDRA_CONF CASSANDRA_SETTINGS_* CASSANDRA_ALLOW_CONFIG_ENVIRONMENT_VARIABLES',
  },
  { instead: 'set authentication', keys: 'authenticator' },
  { instead: 'set authentication: who logs in has the permissions of their role', keys: 'authorizer' },
  { instead: 'set repairEvery', keys: 'auto_repair', properties: 'autorepair.enable' },
  { instead: 'set clusterName', keys: 'cluster_name', variables: 'CASSANDRA_CLUSTER_NAME' },
  { instead: 'set numTokens', keys: 'num_tokens initial_token', properties: 'initial_token', variables: 'CASSANDRA_NUM_TOKENS' },
  {
    instead: 'set datacenter and racks',
    keys: 'endpoint_snitch',
    flags: /^-Dcassandra-rackdc\.properties=/,
    variables: 'CASSANDRA_ENDPOINT_SNITCH CASSANDRA_DC CASSANDRA_RACK',
  },
  { instead: 'set extraSeeds; the seeds of this datacenter are known', keys: 'seed_provider', variables: 'CASSANDRA_SEEDS' },
  {
    instead: 'set storage',
    keys: 'data_file_directories hints_directory local_system_data_file_directory saved_caches_directory',
    properties: 'storagedir',
    variables: 'cassandra_storagedir',
  },
  { instead: 'set commitLog', keys: 'commitlog_directory' },
  { instead: 'only the volumes of claims can be written to', keys: 'cdc_raw_directory' },
  { instead: 'set compactionThroughput', keys: 'compaction_throughput' },
  { instead: 'set tls', keys: 'client_encryption_options server_encryption_options' },
  { instead: `set tls: ${CQL.number} serves both`, keys: 'native_transport_port_ssl', properties: 'native_transport_port_ssl' },
  { instead: `set tls: ${INTRA_NODE.number} serves both`, keys: 'ssl_storage_port', properties: 'ssl_storage_port' },
  {
    instead: `it is always ${CQL.number}, which Services, probes and policies use`,
    keys: 'native_transport_port',
    properties: 'native_transport_port',
  },
  { instead: `it is always ${INTRA_NODE.number}, which Services and policies use`, keys: 'storage_port', properties: 'storage_port' },
  {
    instead: 'a node that serves no clients is never ready',
    keys: 'start_native_transport',
    properties: 'start_native_transport',
  },
  {
    instead: ADDRESS,
    keys: 'broadcast_address broadcast_rpc_address listen_address listen_interface listen_interface_prefer_ipv6 '
      + 'listen_on_broadcast_address',
    variables: 'CASSANDRA_LISTEN_ADDRESS CASSANDRA_BROADCAST_ADDRESS CASSANDRA_BROADCAST_RPC_ADDRESS',
  },
  {
    instead: ANY_ADDRESS,
    keys: 'rpc_address rpc_interface rpc_interface_prefer_ipv6',
    variables: 'CASSANDRA_RPC_ADDRESS CASSANDRA_START_RPC',
  },
  {
    instead: JMX_IS_ON,
    properties: 'jmx.local.port jmx.remote.port jmx.authorizer jmx.remote.login.config',
    flags: /^-(Dcom\.sun\.management\b|XX:\+ManagementServer$)/,
    variables: 'LOCAL_JMX JMX_PORT',
  },
  { instead: OF_PROGRAMS, variables: `RING_* ${PLACES}` },
  { instead: IMAGE_HAS, variables: 'CASSANDRA_HOME CASSANDRA_INCLUDE CASSANDRA_VERSION' },
];

const PROPERTY = /^-Dcassandra\.(?!settings\.)([^=]+)/;
/** Cassandra reads any key of cassandra.yaml there, once it is allowed to: `-Dcassandra.settings.num_tokens=4`. */
const SETTING = /^-Dcassandra\.settings\.([A-Za-z0-9_]+)/;
/** Debuggers are agents, too: of the machine, not of Java. */
const AGENT = /^-(?:javaagent:|agentlib:|agentpath:|Xrun)([^=:]*)[=:]?(.*)$/;
/** `9404:config.yaml`, `0.0.0.0:9404:config.yaml`, `port=8778,host=*`, `transport=dt_socket,address=*:5005`. */
const LISTENS = /(?:^|:|\bport=|\baddress=)([0-9]+)(?=$|[:,])/g;

/** What to do instead of writing that key; nothing where it is free. */
export function decidedKey(key: string): string | undefined {
  return DECISIONS.find(({ keys }) => named(keys, key))?.instead;
}

/** What is wrong with an option of the JVM because the ring decides it. */
export function decidedOption(option: string, exporter: number = EXPORTER): Pick<Complaint, 'allowed' | 'instead'> | undefined {
  const allowed = 'left out';
  const setting = SETTING.exec(option)?.[1];
  if (setting !== undefined) return { allowed, instead: decidedKey(setting) ?? `set cassandraYaml: { ${setting}: … }` };
  const property = PROPERTY.exec(option)?.[1];
  const found = DECISIONS.find(({ flags, properties }) => flags?.test(option) || property !== undefined && named(properties, property));
  return found ? { allowed, instead: found.instead } : ofAgent(option, exporter);
}

/** An agent that listens on a port, or one that is the exporter. */
function ofAgent(option: string, exporter: number): Pick<Complaint, 'allowed' | 'instead'> | undefined {
  const agent = AGENT.exec(option);
  if (agent === null) return undefined;
  const [, what, options] = agent;
  const ports = [...options!.matchAll(LISTENS)].map(([, port]) => Number(port));
  if (ports.includes(exporter) || /jmx_prometheus|jmx-exporter/.test(what!)) return { allowed: 'left out', instead: 'set exporter' };
  const taken = ports.some(port => OWN_PORTS.includes(port));
  return taken ? { allowed: `on a port other than ${OWN_PORTS.join(', ')}, which Cassandra uses` } : undefined;
}
