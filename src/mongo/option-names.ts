/** What the value of an option may be. */
export interface OptionKind {
  /** To follow "must be". */
  readonly allowed: string;
  accepts(value: unknown): boolean;
}

const INT32 = 2147483647;

const FLAG: OptionKind = { allowed: 'true or false', accepts: value => typeof value === 'boolean' };

const TEXT: OptionKind = { allowed: 'a string', accepts: isText };
const TEXTS: OptionKind = { allowed: 'a list of strings', accepts: value => Array.isArray(value) && value.every(isText) };

const whole = (least: number, most = INT32): OptionKind => ({
  allowed: most === INT32 ? `a whole number, ${least} or more` : `a whole number from ${least} to ${most}`,
  accepts: value => Number.isInteger(value) && (value as number) >= least && (value as number) <= most,
});

const number = (least: number, most = Infinity): OptionKind => ({
  allowed: most === Infinity ? `a number, ${least} or more` : `a number from ${least} to ${most}`,
  accepts: value => Number.isFinite(value) && (value as number) >= least && (value as number) <= most,
});

const oneOf = (...words: string[]): OptionKind => ({
  allowed: `one of ${words.join(', ')}`,
  accepts: value => words.includes(value as string),
});

const COMPRESSOR = oneOf('none', 'snappy', 'zlib', 'zstd');
const COMPRESSORS: OptionKind = {
  allowed: "'disabled', or some of snappy, zstd and zlib with commas between them",
  accepts: value => typeof value === 'string' && /^(disabled|(snappy|zstd|zlib)(,(snappy|zstd|zlib))*)$/.test(value),
};

/** Parts of mongod that log more or less than the rest; those of the second line inherit from the one that they are in. */
const COMPONENTS = `
  accessControl assert command control executor ftdc geo index network processHealth query queryStats replication sharding storage
  tenantMigration transaction write
  network.asio network.bridge network.connectionPool query.rejected replication.election replication.heartbeats replication.initialSync
  replication.rollback
  sharding.migration sharding.migrationPerf sharding.rangeDeleter sharding.reshard sharding.shardingCatalogRefresh storage.journal
  storage.recovery storage.wt
  storage.wt.wtBackup storage.wt.wtCheckpoint storage.wt.wtCompact storage.wt.wtEviction storage.wt.wtHS storage.wt.wtRecovery
  storage.wt.wtRTS storage.wt.wtSalvage
  storage.wt.wtTimestamp storage.wt.wtTransaction storage.wt.wtVerify storage.wt.wtWriteLog`.trim().split(/\s+/);

/**
 * The options of MongoDB Community 8.0 that are neither props nor the construct's own: those that its manual describes, and the few that
 * only its source knows, without those for tests. Bounds are the manual's, and the source's where the manual says none.
 *
 * @see https://www.mongodb.com/docs/v8.0/reference/configuration-options/
 */
const OPTIONS: Record<string, OptionKind> = {
  'net.compression.compressors': COMPRESSORS,
  'net.listenBacklog': whole(0),
  'net.maxIncomingConnections': whole(5),
  'net.maxIncomingConnectionsOverride': TEXTS,
  'net.reservedAdminThreads': whole(0),
  'net.unixDomainSocket.enabled': FLAG,
  'net.unixDomainSocket.filePermissions': whole(0, 0o777),
  'net.wireObjectCheck': FLAG,
  'operationProfiling.filter': TEXT,
  'operationProfiling.mode': oneOf('off', 'slowOp', 'all'),
  'operationProfiling.slowOpSampleRate': number(0, 1),
  'operationProfiling.slowOpThresholdMs': whole(-1),
  'processManagement.timeZoneInfo': TEXT,
  // Read once, when the first oplog is made.
  'replication.oplogSizeMB': whole(1),
  'security.clusterIpSourceAllowlist': TEXTS,
  'security.javascriptEnabled': FLAG,
  'security.sasl.hostName': TEXT,
  'security.sasl.saslauthdSocketPath': TEXT,
  'security.sasl.serviceName': TEXT,
  // This one and directoryForIndexes only before there is data: mongod does not start with data that lie otherwise.
  'storage.directoryPerDB': FLAG,
  'storage.journal.commitIntervalMs': whole(1, 500),
  'storage.oplogMinRetentionHours': number(0),
  'storage.syncPeriodSecs': number(0, 3600),
  'storage.wiredTiger.collectionConfig.blockCompressor': COMPRESSOR,
  'storage.wiredTiger.collectionConfig.configString': TEXT,
  'storage.wiredTiger.engineConfig.configString': TEXT,
  'storage.wiredTiger.engineConfig.directoryForIndexes': FLAG,
  'storage.wiredTiger.engineConfig.journalCompressor': COMPRESSOR,
  'storage.wiredTiger.engineConfig.maxCacheOverflowFileSizeGB': number(0),
  'storage.wiredTiger.engineConfig.statisticsLogDelaySecs': whole(0, 100000),
  'storage.wiredTiger.engineConfig.zstdCompressionLevel': whole(1, 22),
  'storage.wiredTiger.indexConfig.configString': TEXT,
  'storage.wiredTiger.indexConfig.prefixCompression': FLAG,
  'systemLog.quiet': FLAG,
  'systemLog.timeStampFormat': oneOf('iso8601-utc', 'iso8601-local'),
  'systemLog.traceAllExceptions': FLAG,
  'systemLog.verbosity': whole(0, 5),
  ...Object.fromEntries(COMPONENTS.map(name => [`systemLog.component.${name}.verbosity`, whole(-1, 5)])),
};

/** What MongoDB Enterprise has beyond that, and mongo:8.0 does not start with. */
const ENTERPRISE = [
  'auditLog',
  'security.enableEncryption',
  'security.encryptionCipherMode',
  'security.encryptionKeyFile',
  'security.kmip',
  'security.ldap',
  'security.redactClientLogData',
];

const sectionsOf = (name: string) => name.split('.').slice(0, -1).map((_, i, parts) => parts.slice(0, i + 1).join('.'));
const SECTIONS = new Set(Object.keys(OPTIONS).flatMap(sectionsOf));

const ALL = [...Object.keys(OPTIONS), ...SECTIONS, 'setParameter'];

/** NUL ends a text in mongod, and halves of a surrogate pair end up in no file. */
export function isText(value: unknown): value is string {
  return typeof value === 'string' && !/[\0\p{Cs}]/u.test(value);
}

/** The kind of an option by its whole name, `net.compression.compressors`; none where MongoDB Community 8.0 does not know it. */
export function optionKind(name: string): OptionKind | undefined {
  return Object.hasOwn(OPTIONS, name) ? OPTIONS[name] : undefined;
}

/** Whether there are options in it: `net.compression`. */
export function isSection(name: string): boolean {
  return SECTIONS.has(name);
}

export function isEnterprise(name: string): boolean {
  return ENTERPRISE.includes(name);
}

/**
 * The option or section that was most likely meant: the same in other letters, the only one of that name in another section, or nearly the
 * same.
 */
export function nearest(name: string, known: readonly string[] = ALL): string | undefined {
  const letters = (text: string) => text.toLowerCase().replace(/[^a-z0-9.]/g, '');
  const last = (text: string) => letters(text.slice(text.lastIndexOf('.') + 1));
  const wanted = letters(name);
  const namesakes = known.filter(other => last(other) === last(name));
  const similar = known.filter(other => Math.abs(other.length - wanted.length) <= 2);
  return known.find(other => letters(other) === wanted)
    ?? (namesakes.length === 1 ? namesakes[0] : undefined)
    ?? similar.find(other => distance(letters(other), wanted) === 1)
    ?? similar.find(other => distance(letters(other), wanted) === 2);
}

/** How many letters must be changed, added or left out to make one word of the other. */
function distance(one: string, other: string): number {
  let row = [...one, ''].map((_, i) => i);
  for (const [j, letter] of [...other].entries()) {
    const next = [j + 1];
    for (const [i, own] of [...one].entries()) next.push(Math.min(next[i]! + 1, row[i + 1]! + 1, row[i]! + (own === letter ? 0 : 1)));
    row = next;
  }
  return row[one.length]!;
}
