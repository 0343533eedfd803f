export { CassandraAuthentication, type CassandraSuperuser } from './cassandra/authentication';
export { type CassandraBackupProps } from './cassandra/backup';
export { CassandraCluster } from './cassandra/cassandra-cluster';
export { type CassandraClusterProps, type CommitLogProps } from './cassandra/cassandra-cluster-props';
export { type CassandraConnectionOptions } from './cassandra/connection';
export { type CassandraExporter } from './cassandra/exporter';
export { type CassandraAccessProps } from './cassandra/network-policy';
export { type CassandraRack } from './cassandra/rack';
export {
  CassandraTls,
  type CassandraTlsIssuer,
  type CassandraTlsOptions,
  type CassandraTlsSecret,
  ClientEncryption,
  InternodeEncryption,
} from './cassandra/tls';
export {
  type CertificateIssuer,
  type CertificateOptions,
  type CertificatePrivateKey,
  type CertificateSecretTemplate,
  PrivateKeyAlgorithm,
  PrivateKeyRotation,
} from './engine/certificate';
export { type ClusterPodProps } from './engine/cluster-pods';
export { ClientAuthority, type KeyedConfigMap } from './engine/client-authority';
export { type IConsumer, type IConsumerEnvironment } from './engine/consumer';
export { type CredentialsSecret } from './engine/credentials';
export { type KeyedSecret } from './engine/keyed-secret';
export { Monitor, type MonitorOptions } from './engine/monitor';
export { type JobPodProps } from './engine/one-off-pod';
export { RelabelAction, type Relabeling } from './engine/relabeling';
export { type ScheduleProps } from './engine/schedule';
export { type StatefulClusterProps } from './engine/stateful-cluster-props';
export { type CertificateSecret } from './engine/tls-files';
export { type GuardAcknowledgement } from './guard/acknowledgement';
export { GuardCertainty, type GuardFinding, GuardSeverity } from './guard/finding';
export { Guard } from './guard/guard';
export { GuardPlugin } from './guard/guard-plugin';
export { type GuardProps } from './guard/settings';
export { HeadlessService } from './headless-service/headless-service';
export {
  type HeadlessServiceBindOptions,
  type HeadlessServicePort,
  type HeadlessServiceProps,
  type IPodSelection,
} from './headless-service/headless-service-props';
export { IpFamily, IpFamilyPolicy } from './headless-service/ip-family';
export { type MongoBackupProps } from './mongo/backup';
export { BackupVolume, type BackupVolumeOptions } from './mongo/backup-volume';
export { type MongoConnectionOptions } from './mongo/connection';
export { type MongoConnectionStringOptions, ReadPreference } from './mongo/connection-string';
export { type MongoExporter } from './mongo/exporter';
export { DefaultWriteConcern, type MongoArbiter, type MongoHiddenMembers, type MongoMemberConfig } from './mongo/member-props';
export { MongoCluster } from './mongo/mongo-cluster';
export { type MongoClusterProps } from './mongo/mongo-cluster-props';
export { type MongoAccessProps } from './mongo/network-policy';
export { ClusterAuthMode, MongoTls, type MongoTlsIssuer, type MongoTlsOptions, type MongoTlsSecret, TlsMode } from './mongo/tls';
export { type MongoRole, type MongoUser } from './mongo/user-props';
export { Endpoint } from './naming/endpoint';
export { TargetCluster } from './naming/target-cluster';
export { Claim, type ClaimProps, ClaimRetention } from './stateful-backend/claim';
export { ClaimSource, type ClaimSourceReference } from './stateful-backend/claim-source';
export { ClientService } from './stateful-backend/client-service';
export { type ContainerFields, TerminationMessagePolicy } from './stateful-backend/container-fields';
export { DisruptionBudget, type DisruptionBudgetOptions, UnhealthyPodEvictionPolicy } from './stateful-backend/disruption-budget';
export { type ExposedServiceProps, ExternalTrafficPolicy } from './stateful-backend/exposed-service';
export { type MemberAccessProps } from './stateful-backend/network-policy';
export { type INetworkPeer } from './stateful-backend/peer';
export { OperatingSystem, type PodFields, type PodResourceClaim, PreemptionPolicy } from './stateful-backend/pod-fields';
export { type NodeAffinity, type PodPlacement } from './stateful-backend/pod-placement';
export { NodeInclusionPolicy, Spread, type SpreadOptions } from './stateful-backend/spread';
export { StatefulBackend } from './stateful-backend/stateful-backend';
export { type StatefulBackendProps } from './stateful-backend/stateful-backend-props';
export { type RollingUpdateOptions, UpdateStrategy } from './stateful-backend/update-strategy';
export {
  UpgradeCheck,
  type UpgradeCheckOptions,
  type UpgradeCheckSynthOptions,
  UpgradeEffect,
  type UpgradeField,
  type UpgradeFinding,
  type UpgradeStep,
} from './upgrade/upgrade-check';
