import { join } from 'path';
import { ApiObjectMetadata, Cron, Duration, Size } from 'cdk8s';
import * as kplus from 'cdk8s-plus-28';
import { chart } from './synth';
import {
  BackupVolume, BackupVolumeOptions, CassandraAccessProps, CassandraAuthentication, CassandraBackupProps,
  CassandraClusterProps, CassandraConnectionOptions, CassandraSuperuser, CassandraTls, CassandraTlsIssuer, CassandraTlsOptions, CassandraTlsSecret,
  CertificateIssuer, CertificateOptions, CertificateSecret, ClaimProps,
  ClaimRetention, ClaimSource, ClaimSourceReference, ClientAuthority,
  ClientEncryption, ClusterAuthMode, ContainerFields, DefaultWriteConcern, DisruptionBudget,
  DisruptionBudgetOptions, ExposedServiceProps, ExternalTrafficPolicy, GuardProps, GuardSeverity, HeadlessService, HeadlessServiceBindOptions, HeadlessServiceProps,
  InternodeEncryption, IpFamily, IpFamilyPolicy, JobPodProps, KeyedConfigMap, KeyedSecret, MemberAccessProps, Monitor, MonitorOptions,
  MongoAccessProps, MongoBackupProps,
  MongoClusterProps, MongoConnectionOptions, MongoConnectionStringOptions, MongoTls, MongoTlsIssuer, MongoTlsOptions, MongoTlsSecret, MongoUser,
  NodeInclusionPolicy, OperatingSystem, PodFields, PreemptionPolicy,
  PrivateKeyAlgorithm, PrivateKeyRotation, ReadPreference, RelabelAction, Relabeling, RollingUpdateOptions, ScheduleProps,
  Spread, SpreadOptions, StatefulBackendProps, TerminationMessagePolicy, TlsMode, UnhealthyPodEvictionPolicy, UpdateStrategy, UpgradeCheckOptions, UpgradeCheckSynthOptions,
  UpgradeEffect,
} from '../../src';

// Of each struct a legal value in which as much is said as goes together, and nothing that would be so anyway. What does not go together, or is always
// refused, stands in further values.

const APPLIED = join(__dirname, '..', 'fixtures', 'applied.yaml');

const absolute = (number: number) => kplus.PercentOrAbsolute.absolute(number);
const secret = (name: string) => kplus.Secret.fromSecretName(chart(), 'secret', name);
const peers = (cidr: string) => [kplus.NetworkPolicyIpBlock.ipv4(chart(), 'block', cidr)];

const metadata = (name?: string): ApiObjectMetadata => ({
  name,
  namespace: 'apps',
  labels: { tier: 'data' },
  annotations: { note: 'ours' },
  finalizers: ['example.org/last'],
  ownerReferences: [{ apiVersion: 'v1', kind: 'ConfigMap', name: 'owner', uid: 'u', controller: true, blockOwnerDeletion: true }],
});

const resources: kplus.ContainerResources = {
  cpu: { request: kplus.Cpu.millis(700), limit: kplus.Cpu.units(2) },
  memory: { request: Size.gibibytes(3), limit: Size.gibibytes(6) },
  ephemeralStorage: { request: Size.gibibytes(1), limit: Size.gibibytes(2) },
};

const probe: kplus.k8s.Probe = { grpc: { port: 1 } };

const container = (name: string, port: number): kplus.ContainerProps => ({
  name,
  image: 'registry.example.org/db:1',
  args: ['--verbose'],
  command: ['db'],
  envFrom: [kplus.Env.fromSecret(secret('environment'))],
  envVariables: { A: kplus.EnvValue.fromValue('a') },
  imagePullPolicy: kplus.ImagePullPolicy.NEVER,
  lifecycle: { postStart: kplus.Handler.fromCommand(['start']), preStop: kplus.Handler.fromCommand(['stop']) },
  liveness: kplus.Probe.fromTcpSocket({ port }),
  readiness: kplus.Probe.fromTcpSocket({ port }),
  startup: kplus.Probe.fromTcpSocket({ port }),
  ports: [{ number: port, name: `${name}-port`, protocol: kplus.Protocol.UDP, hostIp: '10.0.0.1', hostPort: port }],
  portNumber: port + 1,
  resources,
  securityContext: {
    allowPrivilegeEscalation: false,
    ensureNonRoot: true,
    group: 7,
    user: 8,
    privileged: false,
    readOnlyRootFilesystem: false,
    capabilities: { add: [kplus.Capability.CHOWN], drop: [kplus.Capability.KILL] },
    seccompProfile: { type: kplus.SeccompProfileType.LOCALHOST, localhostProfile: 'own.json' },
  },
  volumeMounts: [{ path: `/${name}`, volume: kplus.Volume.fromEmptyDir(chart(), 'volume', name), propagation: kplus.MountPropagation.NONE, readOnly: true, subPath: 'sub' }],
  workingDir: '/work',
});

const sidecar = (): kplus.ContainerProps => ({ ...container('sidecar', 31), restartPolicy: kplus.ContainerRestartPolicy.ALWAYS });

const podFields: PodFields = {
  enableServiceLinks: true,
  hostIpc: true,
  hostPid: true,
  hostUsers: true,
  nodeSelector: { disk: 'fast' },
  os: OperatingSystem.LINUX,
  overhead: { cpu: kplus.k8s.Quantity.fromString('1m') },
  preemptionPolicy: PreemptionPolicy.NEVER,
  priority: 7,
  priorityClassName: 'high',
  readinessGates: [{ conditionType: 'example.org/ready' }],
  resourceClaims: [{ name: 'gpu', resourceClaimName: 'gpu' }, { name: 'network', resourceClaimTemplateName: 'fast' }],
  runtimeClassName: 'gvisor',
  schedulerName: 'own',
  schedulingGates: [{ name: 'example.org/gate' }],
  seccompProfile: { type: 'Unconfined' },
  seLinuxOptions: { level: 's0' },
  shareProcessNamespace: false,
  supplementalGroups: [7],
};

/** Of a pod, whoever makes it. */
const pod = {
  automountServiceAccountToken: true,
  dns: {
    hostnameAsFQDN: true, nameservers: ['10.0.0.1'], searches: ['example.org'], options: [{ name: 'ndots', value: '1' }], policy: kplus.DnsPolicy.NONE,
  },
  dockerRegistryAuth: secret('registry'),
  hostAliases: [{ ip: '10.0.0.1', hostnames: ['other'] }],
  podMetadata: metadata(),
  podFields,
  tolerations: [kplus.NodeTaintQuery.exists('dedicated')],
  nodeSelector: { pool: 'databases' },
  nodeAffinity: [{ node: kplus.Node.labeled(kplus.NodeLabelQuery.exists('disk')), weight: 7 }],
  spread: [Spread.hard(kplus.Topology.REGION)],
} satisfies StatefulBackendProps;

/** Of a set of pods, whoever makes it. */
const backend = {
  ...pod,
  claimsWhenDeleted: ClaimRetention.DELETE,
  claimsWhenScaled: ClaimRetention.DELETE,
  disruptionBudget: DisruptionBudget.minAvailable(absolute(2)),
  minReady: Duration.seconds(7),
  restartPolicy: kplus.RestartPolicy.ALWAYS,
  revisionHistoryLimit: 3,
  securityContext: { user: 5, group: 6, fsGroup: 7, ensureNonRoot: false, fsGroupChangePolicy: kplus.FsGroupChangePolicy.ALWAYS, sysctls: [{ name: 'vm.overcommit_memory', value: '1' }] },
  serviceAccount: kplus.ServiceAccount.fromServiceAccountName(chart(), 'account', 'account'),
  terminationGracePeriod: Duration.seconds(100),
  updateStrategy: UpdateStrategy.onDelete(),
  volumes: [kplus.Volume.fromEmptyDir(chart(), 'volume', 'spare')],
} satisfies StatefulBackendProps;

const issuer: CertificateIssuer = { name: 'ca', kind: 'ClusterIssuer', group: 'example.org' };
const certificate: CertificateOptions = {
  duration: Duration.days(30),
  renewBefore: Duration.days(10),
  dnsNames: ['db.example.org'],
  commonName: 'db',
  privateKey: { algorithm: PrivateKeyAlgorithm.ECDSA, size: 384, rotationPolicy: PrivateKeyRotation.NEVER },
  secretTemplate: { labels: { copied: 'yes' }, annotations: { note: 'ours' } },
  revisionHistoryLimit: 3,
};
const ringTls: CassandraTlsOptions = { client: ClientEncryption.OPTIONAL, internode: InternodeEncryption.PREFERRED, requireClientCertificate: true };
const setTls: MongoTlsOptions = { mode: TlsMode.PREFER, clusterAuthMode: ClusterAuthMode.SEND_X509, requireClientCertificate: true };
const keys = { usernameKey: 'name', passwordKey: 'word', previousPasswordKey: 'before' };
const relabeling: Relabeling = { action: RelabelAction.HASHMOD, sourceLabels: ['pod'], separator: '-', targetLabel: 'shard', regex: '(.+)', replacement: '$1', modulus: 3 };
const scraped: MonitorOptions = {
  labels: { team: 'data' }, interval: Duration.seconds(30), scrapeTimeout: Duration.millis(2500), relabelings: [relabeling], metricRelabelings: [relabeling],
};
const schedule: ScheduleProps = {
  schedule: Cron.daily(), timeZone: 'Europe/Berlin', suspend: true, startingDeadline: Duration.minutes(5), successfulJobsHistoryLimit: 7, failedJobsHistoryLimit: 2,
};
const pem = (): CertificateSecret => ({ secret: secret('pem'), certificateKey: 'cert', privateKeyKey: 'key', authorityKey: 'ca' });
const port: HeadlessServiceBindOptions = { name: 'ipc', protocol: kplus.Protocol.UDP, targetPort: 82 };

const ring = (): CassandraClusterProps => ({
  metadata: metadata('ring'),
  nodes: 7,
  decommission: 1,
  storage: Size.gibibytes(10),
  storageClassName: 'fast',
  commitLog: { storage: Size.gibibytes(8), storageClassName: 'faster' },
  claimsWhenScaled: ClaimRetention.DELETE,
  image: 'registry.example.org/cassandra:5.0',
  resources,
  heap: Size.gibibytes(2),
  directMemory: Size.gibibytes(1),
  jvmOptions: ['-XX:MaxGCPauseMillis=200'],
  clusterName: 'Events',
  datacenter: 'dc2',
  racks: [{ name: 'a', zone: 'eu-1a' }, { name: 'b', zone: 'eu-1b' }],
  extraSeeds: ['10.0.0.1'],
  numTokens: 8,
  authentication: CassandraAuthentication.password({ secret: secret('superuser'), revision: 2, systemAuthReplication: 2 }),
  tls: CassandraTls.fromIssuer(issuer),
  exporter: { image: 'exporter:1', jar: '/agent.jar', port: 9500, config: 'rules: []\n', resources, monitor: Monitor.serviceMonitor(scraped) },
  repairEvery: Duration.hours(12),
  gcGrace: Duration.hours(5),
  compactionThroughput: Size.mebibytes(16),
  cassandraYaml: { concurrent_reads: 64, allocate_tokens_for_local_replication_factor: 1 },
  replaceNodes: { 'ring-a-1': '10.0.0.7' },
  clusterDomain: 'k8s.example.org',
  disruptionBudget: DisruptionBudget.minAvailable(absolute(2)),
  ...pod,
  claimsWhenDeleted: ClaimRetention.DELETE,
  minReady: backend.minReady,
  revisionHistoryLimit: backend.revisionHistoryLimit,
  serviceAccount: backend.serviceAccount,
  securityContext: backend.securityContext,
  updateStrategy: backend.updateStrategy,
  gateResources: resources,
});

/** What cannot be said together with a user; and the class in its other place. */
const assigned = { securityContext: undefined, assignedUser: true, priorityClassName: 'high', podFields: { ...podFields, priorityClassName: undefined } };
const job: JobPodProps = { resources, podMetadata: metadata() };

const set = (): MongoClusterProps => ({
  ...backend,
  metadata: metadata('set'),
  members: 3,
  replicas: 4,
  storage: Size.gibibytes(10),
  storageClassName: 'fast',
  keyFile: { secret: secret('keyfile'), key: 'key' },
  rootCredentials: { secret: secret('root'), username: 'admin' },
  users: [{ credentials: { secret: secret('shop'), ...keys }, roles: [{ role: 'read', db: 'shop' }] }],
  memberConfig: [{ priority: 2, tags: { dc: 'east' } }, { voting: false }],
  defaultWriteConcern: DefaultWriteConcern.PRIMARY,
  setName: 'rs0',
  image: 'registry.example.org/mongo:8.0',
  resources,
  managerResources: resources,
  wiredTigerCache: Size.gibibytes(2),
  mongodConfig: { operationProfiling: { mode: 'slowOp' }, setParameter: { ttlMonitorSleepSecs: 7 } },
  tls: MongoTls.fromIssuer(issuer),
  exporter: { image: 'exporter:1', credentials: { secret: secret('exporter'), ...keys }, args: ['-v'], port: 9500, resources, monitor: Monitor.serviceMonitor(scraped) },
  clusterDomain: 'k8s.example.org',
  containers: [container('more', 21)],
  initContainers: [{ name: 'before', image: 'db:1' }, sidecar()],
});

/** What jsii takes for optional, and what is refused without it. */
export const NEEDED: Record<string, readonly string[]> = { ClaimSourceReference: ['apiGroup'] };

const pods = (): StatefulBackendProps => ({
  ...backend,
  metadata: metadata('many'),
  replicas: 3,
  ordinalsStart: 2,
  podManagementPolicy: kplus.PodManagementPolicy.PARALLEL,
  selectorLabels: { app: 'db' },
  containers: [container('main', 21)],
  initContainers: [{ name: 'before', image: 'db:1' }, sidecar()],
  hostNetwork: true,
  isolate: true,
});

const backup = (): MongoBackupProps => ({ ...schedule, credentials: { secret: secret('backup'), ...keys }, volume: BackupVolume.ofSize(Size.gibibytes(1)), keep: 3, timeout: Duration.minutes(5), image: 'mongo:7.0', ...job });

const connection: MongoConnectionStringOptions = {
  database: 'shop', user: 'me', readPreference: ReadPreference.NEAREST, tls: true, tlsCaFile: '/ca.crt', tlsCertificateKeyFile: '/own.pem', appName: 'shop',
};

const counted: SpreadOptions = { matchLabelKeys: ['controller-revision-hash'], nodeTaintsPolicy: NodeInclusionPolicy.IGNORE, nodeAffinityPolicy: NodeInclusionPolicy.IGNORE };

const all = <T extends object>(...values: (() => T)[]) => values;

/** Of each struct that is given to a method, or of what one method takes. Made anew each time, because a Service governs one backend. */
export const FULL: Record<string, readonly (() => object)[]> = {
  'CassandraAccessProps': all<CassandraAccessProps>(() => ({ from: peers('10.0.0.0/8'), datacenters: peers('10.1.0.0/16'), metricsFrom: peers('10.2.0.0/16') })),
  'BackupVolumeOptions': all<BackupVolumeOptions>(() => ({ storageClassName: 'slow' })),
  'CassandraBackupProps': all<CassandraBackupProps>(() => ({ ...schedule, image: 'kubectl:1', keep: 3, snapshotClass: 'fast', timeout: Duration.minutes(5), ...job })),
  'CassandraClusterProps': all<CassandraClusterProps>(ring, () => ({ ...ring(), ...assigned, authentication: CassandraAuthentication.allowAll() })),
  'CassandraConnectionOptions': all<CassandraConnectionOptions>(
    () => ({ credentials: { secret: secret('shop'), ...keys }, singleName: true, tls: true, tlsCaFile: '/ca.crt', tlsCertificateKeyFile: '/own.pem', prefix: 'RING_' }),
    () => ({ tls: true, authority: ClientAuthority.fromSecret({ secret: secret('trust') }) }),
  ),
  'CassandraCluster.connectionVariables.options': all<CassandraConnectionOptions>(
    () => ({ credentials: { secret: secret('shop'), ...keys }, singleName: true, tls: true, tlsCaFile: '/ca.crt', tlsCertificateKeyFile: '/own.pem', prefix: 'RING_' }),
  ),
  'MongoCluster.connectionVariables.options': all<MongoConnectionOptions>(
    () => ({ ...connection, user: undefined, credentials: { secret: secret('shop'), ...keys }, credentialsInUri: true, srv: true, prefix: 'SET_' }),
  ),
  'CassandraSuperuser': all<CassandraSuperuser>(
    () => ({ secret: secret('superuser'), ...keys, revision: 2, systemAuthReplication: 2, job }),
    () => ({ secret: secret('superuser'), username: 'admin' }),
  ),
  'CassandraTlsIssuer': all<CassandraTlsIssuer>(() => ({ ...issuer, ...certificate, ...ringTls })),
  'CassandraTlsSecret': all<CassandraTlsSecret>(() => ({ ...pem(), ...ringTls }), () => ({ secret: secret('pem'), combinedKey: 'both', authorityKey: 'ca' })),
  'ClaimProps': all<ClaimProps>(() => ({
    size: Size.gibibytes(1),
    accessModes: [kplus.PersistentVolumeAccessMode.READ_WRITE_MANY],
    annotations: { note: 'ours' },
    labels: { tier: 'data' },
    limit: Size.gibibytes(2),
    selector: kplus.LabelSelector.of({ labels: { disk: 'fast' } }),
    source: ClaimSource.snapshot('monday'),
    storageClassName: 'fast',
    volumeMode: kplus.PersistentVolumeMode.BLOCK,
    volumeName: 'volume',
  })),
  'ClaimSourceReference': all<ClaimSourceReference>(() => ({ kind: 'Backup', name: 'monday', apiGroup: 'example.org', namespace: 'backups' })),
  'ContainerFields': all<ContainerFields>(() => ({
    lifecycle: { preStop: { sleep: { seconds: 1 } } } as kplus.k8s.Lifecycle,
    livenessProbe: probe,
    readinessProbe: probe,
    startupProbe: probe,
    livenessGracePeriod: Duration.seconds(7),
    resizePolicy: [{ resourceName: 'cpu', restartPolicy: 'RestartContainer' }],
    resources: { limits: { 'example.org/gpu': kplus.k8s.Quantity.fromNumber(1) } },
    securityContext: { runAsUser: 7 },
    stdin: true,
    stdinOnce: true,
    terminationMessagePath: '/last',
    terminationMessagePolicy: TerminationMessagePolicy.FALLBACK_TO_LOGS_ON_ERROR,
    tty: true,
  })),
  'DisruptionBudgetOptions': all<DisruptionBudgetOptions>(() => ({ unhealthyPodEvictionPolicy: UnhealthyPodEvictionPolicy.IF_HEALTHY_BUDGET })),
  'ExposedServiceProps': all<ExposedServiceProps>(() => ({
    type: kplus.ServiceType.LOAD_BALANCER,
    ports: [{ port: 80, ...port, nodePort: 31000 }],
    externalTrafficPolicy: ExternalTrafficPolicy.LOCAL,
    loadBalancerSourceRanges: ['10.0.0.0/8'],
    loadBalancerClass: 'own',
    metadata: metadata(),
  })),
  'GuardProps': all<GuardProps>(() => ({
    rules: ['headless-type', 'ports-named', 'service-name', 'memory-requested'],
    skip: ['ports-named'],
    acknowledgements: [{ rule: 'headless-type', object: 'Service/*', reason: 'is tried', expires: '2020-01-31' }],
    kubernetes: '1.30',
    failOn: GuardSeverity.ADVICE,
  })),
  'HeadlessServiceProps': all<HeadlessServiceProps>(() => ({
    metadata: metadata('names'),
    ports: [{ port: 80, ...port }],
    selector: kplus.Pods.select(chart(), 'pods', { labels: { tier: 'data' } }),
    publishNotReadyAddresses: true,
    ipFamilies: [IpFamily.IPV6],
    ipFamilyPolicy: IpFamilyPolicy.REQUIRE_DUAL_STACK,
    clusterDomain: 'k8s.example.org',
  })),
  'HeadlessServiceBindOptions': all<HeadlessServiceBindOptions>(() => port),
  'KeyedConfigMap': all<KeyedConfigMap>(() => ({ configMap: kplus.ConfigMap.fromConfigMapName(chart(), 'trust', 'trust'), key: 'trust.pem' })),
  'KeyedSecret': all<KeyedSecret>(() => ({ secret: secret('trust'), key: 'trust.pem' })),
  'MemberAccessProps': all<MemberAccessProps>(() => ({ from: peers('10.0.0.0/8'), ports: ['one'] })),
  'MongoAccessProps': all<MongoAccessProps>(() => ({ from: peers('10.0.0.0/8'), metricsFrom: peers('10.2.0.0/16') })),
  'MongoBackupProps': all<MongoBackupProps>(
    backup,
    () => ({ ...backup(), volume: BackupVolume.ofClaim(kplus.PersistentVolumeClaim.fromClaimName(chart(), 'claim', 'backups')) }),
  ),
  'MongoClusterProps': all<MongoClusterProps>(
    set,
    () => ({
      ...set(),
      ...assigned,
      hidden: { members: 1, replicas: 2, voting: true, secondaryDelay: Duration.hours(1), tags: { use: 'report' }, storage: Size.gibibytes(20), storageClassName: 'slow', resources },
      arbiter: { storage: Size.gibibytes(2), storageClassName: 'slow', resources },
    }),
  ),
  'MongoConnectionOptions': all<MongoConnectionOptions>(
    () => ({ ...connection, user: undefined, credentials: { secret: secret('shop'), ...keys }, credentialsInUri: true, srv: true, prefix: 'SET_' }),
    () => ({ user: 'me' }),
    () => ({ tls: true, authority: ClientAuthority.fromSecret({ secret: secret('trust') }) }),
  ),
  'MongoConnectionStringOptions': all<MongoConnectionStringOptions>(() => connection),
  'MonitorOptions': all<MonitorOptions>(() => scraped),
  'MongoTlsIssuer': all<MongoTlsIssuer>(() => ({ ...issuer, ...certificate, ...setTls })),
  'MongoTlsSecret': all<MongoTlsSecret>(() => ({ ...pem(), ...setTls }), () => ({ secret: secret('pem'), combinedKey: 'both', authorityKey: 'ca' })),
  'MongoUser': all<MongoUser>(() => ({ credentials: { secret: secret('more'), ...keys }, roles: [{ role: 'read', db: 'shop' }] })),
  'RollingUpdateOptions': all<RollingUpdateOptions>(() => ({ partition: 1, maxUnavailable: absolute(2) })),
  'SpreadOptions': all<SpreadOptions>(() => ({ ...counted, maxSkew: 2, minDomains: 2, matchLabels: { tier: 'data' } })),
  'Spread.soft.options': all<SpreadOptions>(() => ({ ...counted, maxSkew: 2, matchLabels: { tier: 'data' } })),
  'StatefulBackend.addInitContainer.container': all<kplus.ContainerProps>(sidecar),
  'StatefulBackendProps': all<StatefulBackendProps>(
    () => ({ ...pods(), clusterDomain: 'k8s.example.org', publishNotReadyAddresses: false }),
    () => ({ ...pods(), ...assigned, service: new HeadlessService(chart(), 'own', { metadata: { namespace: 'apps' } }) }),
  ),
  'UpgradeCheckOptions': all<UpgradeCheckOptions>(() => ({ kubernetes: '1.32', apply: 'make deploy' })),
  'UpgradeCheckSynthOptions': all<UpgradeCheckSynthOptions>(() => ({ kubernetes: '1.32', before: APPLIED, failOn: UpgradeEffect.REFUSED })),
  'cdk8s-plus-28.ContainerProps': all<kplus.ContainerProps>(() => container('main', 21)),
  'cdk8s-plus-28.EmptyDirVolumeOptions': all<kplus.EmptyDirVolumeOptions>(() => ({ medium: kplus.EmptyDirMedium.MEMORY, sizeLimit: Size.mebibytes(1) })),
};
