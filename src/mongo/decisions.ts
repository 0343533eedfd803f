import { MONGODB } from './ports';
import { Decision, named } from '../engine/decisions';
import { refuse } from '../naming/refuse';
import { OF_PROGRAMS } from '../stateful-backend/held-variables';

/** What a set decides: also by parameters, and by words of WiredTiger's own configuration, which come after the options. */
interface SetDecision extends Decision {
  readonly parameters?: string;
  readonly words?: RegExp;
}

const LISTENS = `mongod listens on every address of its pod, on port ${MONGODB.number}, which Services, probes and other members use`;
const LOGS = 'mongod logs to standard output, where Kubernetes reads it';
const OF_ITS_CONTAINER = 'mongod is the process of its container';
const ON_DISK = 'which stores data on disk';
const AUTHENTICATES = 'users and members always authenticate';
const THROUGH_LOCALHOST = 'the root user is created through it, and then it is closed';

/**
 * Each once, with all its names: an option that is refused in mongod.conf and taken as a parameter is not refused. What is said of a
 * section is said of all in it. The variables are those that the image's entrypoint reads, which is not used, and those of the programs in
 * the pods.
 */
export const DECISIONS: readonly SetDecision[] = [
  { instead: LISTENS, keys: 'net.bindIp net.bindIpAll net.port' },
  { instead: 'mongod listens on IPv6 where its pod has an address of it', keys: 'net.ipv6' },
  { instead: 'set tls', keys: 'net.ssl net.tls security.clusterAuthMode', parameters: 'clusterAuthMode sslMode tlsMode' },
  { instead: 'it is /tmp: beside the data, nothing else can be written', keys: 'net.unixDomainSocket.pathPrefix' },
  { instead: OF_ITS_CONTAINER, keys: 'processManagement.fork processManagement.pidFilePath' },
  { instead: 'there is no Windows in the pods', keys: 'processManagement.windowsService' },
  {
    instead: 'MongoDB 5.0 and later always have it',
    keys: 'replication.enableMajorityReadConcern',
    parameters: 'enableMajorityReadConcern',
  },
  { instead: 'set setName', keys: 'replication.replSet replication.replSetName' },
  { instead: 'set setParameter: { authenticationMechanisms: … }', keys: 'security.authenticationMechanisms' },
  { instead: AUTHENTICATES, keys: 'security.authorization security.transitionToAuth' },
  { instead: THROUGH_LOCALHOST, keys: 'security.enableLocalhostAuthBypass', parameters: 'enableLocalhostAuthBypass' },
  { instead: 'set keyFile', keys: 'security.keyFile' },
  { instead: 'a MongoCluster is a replica set of its own, not part of a sharded cluster', keys: 'sharding' },
  { instead: 'set storage', keys: 'storage.dbPath' },
  { instead: `it is always wiredTiger, ${ON_DISK}`, keys: 'storage.engine' },
  { instead: `the engine is always wiredTiger, ${ON_DISK}`, keys: 'storage.inMemory', words: word('in_memory') },
  { instead: 'MongoDB 6.1 and later always have a journal', keys: 'storage.journal.enabled', words: word('log') },
  {
    instead: 'set wiredTigerCache',
    keys: 'storage.wiredTiger.engineConfig.cacheSizeGB storage.wiredTiger.engineConfig.cacheSizePct',
    words: word('cache_size'),
  },
  {
    instead: LOGS,
    keys: 'systemLog.destination systemLog.logAppend systemLog.logRotate systemLog.path systemLog.syslogFacility',
  },
  { instead: 'set rootCredentials', variables: 'MONGO_INITDB_ROOT_*' },
  { instead: 'a database is made by what is first written to it', variables: 'MONGO_INITDB_DATABASE' },
  { instead: 'set mongodConfig', variables: 'MONGOD_CONF' },
  { instead: OF_PROGRAMS, variables: 'MONGO_* CREDENTIALS_DIR DB_DIR KEYFILE MANAGER_DIR MONGOD_DIR TLS_DIR WORD_PORT' },
];

const ADDRESS = /^--?web\.listen-address(?:=|$)/;
const NOT_IN_ARGS = 'it is in the environment, where the exporter reads it: anybody may read the arguments of a pod';

/** WiredTiger takes names with quotes and without, `:` for `=`, and blanks around it. */
function word(name: string): RegExp {
  return new RegExp(`\\b${name}"?\\s*[=:]`);
}

/** What to do instead of writing that option; nothing where it is free. */
export function decidedOption(name: string): string | undefined {
  if (name.startsWith('setParameter.')) return decidedParameter(name.slice('setParameter.'.length));
  return DECISIONS.find(({ keys }) => keys?.split(' ').some(each => name === each || name.startsWith(`${each}.`)))?.instead;
}

export function decidedParameter(name: string): string | undefined {
  return DECISIONS.find(({ parameters }) => named(parameters, name))?.instead;
}

/** The same of a text in WiredTiger's own language: `cache_size=10G,eviction=(threads_max=8)`. */
export function decidedWord(text: unknown): string | undefined {
  return typeof text === 'string' ? DECISIONS.find(({ words }) => words?.test(text))?.instead : undefined;
}

/** The exporter's arguments, checked: where it listens, and whom it asks, are said elsewhere too. */
export function checkExporterArgs(where: string, args: readonly string[], port: number): void {
  args.forEach((got, i) => {
    const what = `exporter.args[${i}]`;
    if (/^--?mongodb\.(uri|user|password)\b/.test(got)) refuse(where, { what, allowed: 'left out', got, instead: NOT_IN_ARGS });
    if (!ADDRESS.test(got)) return;
    const address = got.includes('=') ? got.slice(got.indexOf('=') + 1) : args[i + 1] ?? '';
    if (!address.endsWith(`:${port}`)) {
      refuse(where, { what, allowed: `an address with port ${port}, which is scraped`, got, instead: 'set exporter.port' });
    }
  });
}
