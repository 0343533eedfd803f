/** Options of mongod.conf that have another name in MongoDB 8.0. */
const OPTIONS = new Map(Object.entries({
  'security.clusterIpSourceWhitelist': 'security.clusterIpSourceAllowlist',
}));

/** The same of parameters: a mongod that does not know one does not start. */
const PARAMETERS = new Map(Object.entries({
  disableNonSSLConnectionLogging: 'disableNonTLSConnectionLogging',
  internalQueryCacheSize: 'internalQueryCacheMaxEntriesPerCollection',
  internalQueryExecMaxBlockingSortBytes: 'internalQueryMaxBlockingSortMemoryUsageBytes',
  internalQueryForceClassicEngine: 'internalQueryFrameworkControl',
  internalQueryEnableSlotBasedExecutionEngine: 'internalQueryFrameworkControl',
  snapshotHistoryWindowInSeconds: 'minSnapshotHistoryWindowInSeconds',
  sslWithholdClientCertificate: 'tlsWithholdClientCertificate',
  wiredTigerConcurrentReadTransactions: 'storageEngineConcurrentReadTransactions',
  wiredTigerConcurrentWriteTransactions: 'storageEngineConcurrentWriteTransactions',
}));

const ALWAYS_BUILDS = 'MongoDB 4.4 and later go on with index builds by themselves';
const NO_MMAP = 'MongoDB 4.2 and later have no MMAPv1';

/** Options that are gone, and what is in their place. What is said of a section is said of all in it. */
const REMOVED = new Map(Object.entries({
  'net.http': 'MongoDB 3.6 and later have no HTTP interface',
  'net.serviceExecutor': 'MongoDB 5.0 and later choose it themselves',
  'net.transportLayer': 'MongoDB 4.2 and later have no other one',
  'replication.localPingThresholdMs': 'it is an option of mongos',
  'replication.secondaryIndexPrefetch': NO_MMAP,
  'storage.indexBuildRetry': ALWAYS_BUILDS,
  'storage.mmapv1': NO_MMAP,
  'storage.preallocDataFiles': NO_MMAP,
  'storage.quota': NO_MMAP,
  'storage.nsSize': NO_MMAP,
  'storage.smallFiles': NO_MMAP,
}));

export function newOptionName(name: string): string | undefined {
  return OPTIONS.get(name);
}

export function newParameterName(name: string): string | undefined {
  return PARAMETERS.get(name);
}

/** Why an option that older versions had is gone. */
export function removedOption(name: string): string | undefined {
  return [...REMOVED].find(([each]) => name === each || name.startsWith(`${each}.`))?.[1];
}
