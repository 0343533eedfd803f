import { nearest } from './option-names';
import { Complaint } from '../naming/refuse';

/**
 * The parameters of mongod that MongoDB's manual describes, without those that the construct decides. There are hundreds more that only its
 * source knows, and new ones with each version, so another name is no error.
 *
 * @see https://www.mongodb.com/docs/v8.0/reference/parameters/
 */
const DESCRIBED = `
  allowDiskUseByDefault allowMultipleArbiters allowRolesFromX509Certificates authenticationMechanisms authFailedDelayMs
  autoMergerIntervalSecs autoMergerThrottlingMS awsSTSRetryCount balancerMigrationsThrottlingMs chunkDefragmentationThrottlingMS
  chunkMigrationConcurrency connPoolMaxConnsPerHost connPoolMaxInUseConnsPerHost connPoolMaxShardedConnsPerHost
  connPoolMaxShardedInUseConnsPerHost coordinateCommitReturnImmediatelyAfterPersistingDecision createRollbackDataFiles
  cursorTimeoutMillis diagnosticDataCollectionDirectorySizeMB diagnosticDataCollectionEnabled diagnosticDataCollectionFileSizeMB
  diagnosticDataCollectionPeriodMillis diagnosticDataCollectionVerboseTCMalloc disableJavaScriptJIT disableNonTLSConnectionLogging
  disableResumableRangeDeleter disableSplitHorizonIPCheck enableDetailedConnectionHealthMetricLogLines enableElectionHandoff
  enableFinerGrainedCatalogCacheRefresh enableFlowControl enableOverrideClusterChainingSetting enableShardedIndexConsistencyCheck
  enableTestCommands enforceUserClusterSeparation fassertOnLockTimeoutForStepUpDown findChunksOnConfigTimeoutMS
  flowControlTargetLagSeconds flowControlWarnThresholdSeconds globalConnPoolIdleTimeoutMinutes heapProfilingEnabled
  heapProfilingSampleIntervalBytes honorSystemUmask httpVerboseLogging indexBuildMinAvailableDiskSpaceMB
  indexMaxNumGeneratedKeysPerDocument initialSyncMethod initialSyncSourceReadPreference initialSyncTransientErrorRetryPeriodSeconds
  journalCommitInterval jsHeapLimitMB KeysRotationIntervalSec localLogicalSessionTimeoutMinutes lockCodeSegmentsInMemory
  logComponentVerbosity logicalSessionRefreshMillis logLevel maxAcceptableLogicalClockDriftSecs maxCatchUpPercentageBeforeBlockingWrites
  maxIndexBuildMemoryUsageMegabytes maxLogSizeKB maxNumActiveUserIndexBuilds maxNumSyncSourceChangesPerHour maxSessions
  maxSyncSourceLagSecs maxTransactionLockRequestTimeoutMillis maxValidateMemoryUsageMB
  metadataRefreshInTransactionMaxWaitBehindCritSecMS migrateCloneInsertionBatchDelayMS migrateCloneInsertionBatchSize
  minNumChunksForSessionsCollection minSnapshotHistoryWindowInSeconds mirrorReads notablescan ocspEnabled ocspStaplingRefreshPeriodSecs
  ocspValidationRefreshPeriodSecs opensslCipherConfig opensslCipherSuiteConfig opensslDiffieHellmanParameters oplogBatchDelayMillis
  oplogFetcherUsesExhaust oplogInitialFindMaxSeconds opportunisticSecondaryTargeting orphanCleanupDelaySecs periodicNoopIntervalSecs
  persistedChunkCacheUpdateMaxBatchSize planCacheSize processUmask quiet rangeDeleterBatchDelayMS rangeDeleterBatchSize
  rangeDeleterHighPriority receiveChunkWaitForRangeDeleterTimeoutMS redactClientLogData redactEncryptedFields replBatchLimitBytes
  replBatchLimitOperations replicaSetMonitorProtocol replWriterMinThreadCount replWriterThreadCount
  reportOpWriteConcernCountersInServerStatus rollbackTimeLimitSecs saslauthdPath saslHostName saslServiceName scramIterationCount
  scramSHA256IterationCount shardedConnPoolIdleTimeoutMinutes shardedIndexConsistencyCheckIntervalMS
  shutdownTimeoutMillisForSignaledShutdown skipShardFilteringMetadataRefresh skipShardingConfigurationChecks
  slowConnectionThresholdMillis storageEngineConcurrencyAdjustmentAlgorithm storageEngineConcurrentReadTransactions
  storageEngineConcurrentWriteTransactions storeFindAndModifyImagesInSideCollection suppressNoTLSPeerCertificateWarning syncdelay
  taskExecutorPoolSize tcpFastOpenClient tcpFastOpenQueueSize tcpFastOpenServer temporarilyUnavailableBackoffBaseMs
  temporarilyUnavailableMaxRetries tlsOCSPStaplingTimeoutSecs tlsOCSPVerifyTimeoutSecs tlsUseSystemCA tlsWithholdClientCertificate
  tlsX509ClusterAuthDNOverride tlsX509ExpirationWarningThresholdDays traceExceptions transactionLifetimeLimitSeconds
  TransactionRecordMinimumLifetimeMinutes transactionSizeLimitBytes transactionTooLargeForCacheThreshold ttlMonitorEnabled
  ttlMonitorSleepSecs upsertMaxRetryAttemptsOnDuplicateKeyError waitForSecondaryBeforeNoopWriteMS watchdogPeriodSeconds
  wiredTigerCursorCacheSize wiredTigerEngineRuntimeConfig wiredTigerFileHandleCloseIdleTime wiredTigerSessionMax`.trim().split(/\s+/);

/** Families of which nobody has a whole list. */
const FAMILIES = /^(analyzeShardKey|audit|featureFlag|health|ingress|internal|ldap|oidc|queryAnalysis|resharding|Sharding|tcmalloc|timeseries)/;

/** Of names that are most likely misspelt: the server then does not start, and a roll stops at its first pod. */
export function onParameters(mongodConfig: Record<string, unknown>): Complaint[] {
  const { setParameter = {} } = mongodConfig as { readonly setParameter?: Record<string, unknown> };
  return Object.keys(setParameter).filter(name => !DESCRIBED.includes(name) && !FAMILIES.test(name)).map((name) => {
    const near = nearest(name, DESCRIBED);
    const unknown = 'mongod does not start with one that it does not know';
    return {
      what: `mongodConfig.setParameter.${name}`,
      allowed: "a parameter that MongoDB's manual describes, or one that your image surely has",
      got: name,
      instead: near === undefined ? unknown : `did you mean ${near}? ${unknown}`,
    };
  });
}
