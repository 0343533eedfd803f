import { Duration, Size } from 'cdk8s';
import * as kplus from 'cdk8s-plus-28';
import { Construct } from 'constructs';
import { BackupVolume } from './backup-volume';
import { CREDENTIALS_DIRECTORY, PROGRAMS_DIRECTORY } from './config';
import { Member } from './member-list';
import { MONGODB } from './ports';
import { backupPrograms } from './programs';
import { Settings } from './settings';
import { TlsMode } from './tls';
import { KnownUser, Users } from './users';
import { Credentials, CredentialsSecret, loginVariables, neededKeys } from '../engine/credentials';
import { checkJobPod, JobPodProps, OneOffPod, oneOffPod } from '../engine/one-off-pod';
import { besideServers, PROGRAM_RESOURCES } from '../engine/resources';
import { Keeping, keeping, makeSchedule, ScheduleProps } from '../engine/schedule';
import { areWhole, CERTIFICATE_FILE, CHAIN_FILE, clientSource, PRIVATE_KEY_FILE, TLS_DIRECTORY, TlsFiles } from '../engine/tls-files';
import { TMP_DIRECTORY } from '../engine/volumes';
import { clusterNames } from '../naming/cluster-names';
import { COMPONENT, ObjectMetadata } from '../naming/labels';
import { takeName } from '../naming/object-name';
import { ServiceDns } from '../naming/service-dns';

/**
 * Properties of `MongoCluster.addBackup`.
 */
export interface MongoBackupProps extends JobPodProps, ScheduleProps {
  /**
   * The Secret of the backup user, which is created and may read everything. Never use root's. Refused if it is known to be in another
   * namespace than the cluster.
   */
  readonly credentials: CredentialsSecret;

  /**
   * The volume that the backups are written to: an existing PersistentVolumeClaim, or a new one. For production give an existing one.
   */
  readonly volume: BackupVolume;

  /**
   * The number of complete backups to keep. A whole number, 1 or more. The last complete one is never deleted. No old backup is deleted if
   * the new one is less than a tenth of its size, because a replica set that lost its data makes small backups.
   *
   * @default 7
   */
  readonly keep?: number;

  /**
   * How long a dump may take. Whole seconds, 1 minute or more; anything else is refused. An incomplete dump does not count, and nothing
   * older is deleted for it. An hour later its Job is ended, whatever it waits for, so that the next one can begin.
   *
   * @default - 6 hours
   */
  readonly timeout?: Duration;

  /**
   * The image that runs the backup. It must have bash, mongodump and mongosh.
   *
   * @default - the image of the cluster
   */
  readonly image?: string;
}

/** What a backup needs to know of the replica set. */
export interface BackedUp {
  readonly settings: Settings;
  readonly users: Users;
  /** By which the pods of its backups are selected. */
  readonly labels: Record<string, string>;
  readonly tls?: TlsFiles;
  /** The members, where the backup may run as well. */
  readonly servers: readonly kplus.Workload[];
}

interface Dumped extends BackedUp {
  readonly user: KnownUser;
  readonly image: string;
}

const ROLES = [{ role: 'backup', db: 'admin' }];
/** mongodump holds what several collections are read into. */
const DUMP_RESOURCES = { ...PROGRAM_RESOURCES, memory: { ...PROGRAM_RESOURCES.memory, limit: Size.gibibytes(1) } };
const TIMEOUT = Duration.hours(6);

/** A CronJob that dumps the set to a volume of its own; see assets/mongo/backup/backup.sh. Returns its user, who may then be added. */
export function makeBackup(scope: Construct, set: BackedUp, props: MongoBackupProps): KnownUser {
  const user = set.users.checked('addBackup', { credentials: props.credentials, roles: ROLES }, 'backup');
  const { name: cluster, namespace, labels, pods, resources, image: usual } = set.settings;
  const { image = usual } = props;
  const kept = keeping(scope.node.path, props, { timeout: TIMEOUT, resources: besideServers(DUMP_RESOURCES, resources) });
  const metadata = { name: clusterNames(cluster).backup, namespace, labels: labels.of(COMPONENT.backup) };
  checkJobPod(scope, '', pods, set.labels, props);
  const claimName = props.volume._claimName(scope, metadata);
  for (const kind of ['ConfigMap', 'CronJob']) takeName(scope, kind, namespace, metadata.name);

  new kplus.k8s.KubeConfigMap(scope, 'BackupPrograms', { metadata, data: backupPrograms() });
  const template = () => oneOffPod(pods, podOf(metadata, claimName, { ...set, user, image }, props, kept), set.servers);
  makeSchedule(scope, { metadata, asked: props, timeout: kept.timeout, template });
  return user;
}

function podOf(
  metadata: ObjectMetadata,
  claimName: string,
  set: Dumped,
  props: MongoBackupProps,
  { keep, timeout, resources }: Keeping,
): OneOffPod {
  const tls = tlsSource(set);
  return {
    image: set.image,
    command: ['bash', `${PROGRAMS_DIRECTORY}/backup.sh`],
    restartPolicy: kplus.RestartPolicy.NEVER,
    labels: metadata.labels,
    selectedBy: set.labels,
    metadata: props.podMetadata,
    resources,
    variables: {
      ...variables(set),
      BACKUP_KEEP: kplus.EnvValue.fromValue(String(keep)),
      BACKUP_TIMEOUT: kplus.EnvValue.fromValue(String(timeout)),
    },
    volumes: [
      { name: 'programs', configMap: { name: metadata.name }, at: PROGRAMS_DIRECTORY },
      { name: 'backup', persistentVolumeClaim: { claimName }, at: '/backup', writable: true },
      { name: 'credentials', secret: secretSource(set.user.credentials), at: `${CREDENTIALS_DIRECTORY}/${set.user.id}` },
      ...tls === undefined ? [] : [{ name: 'tls', secret: tls, at: TLS_DIRECTORY }],
    ],
  };
}

/** What it needs of the Secret; nothing if clients do not use TLS. */
function tlsSource({ tls, settings: { asked } }: BackedUp): kplus.k8s.SecretVolumeSource | undefined {
  return tls && asked.tls?._mode !== TlsMode.ALLOW ? clientSource(tls, asked.tls!._requiresClientCertificate) : undefined;
}

function variables(set: Dumped): Record<string, kplus.EnvValue> {
  const { asked, setName, name, members, namespace, clusterDomain } = set.settings;
  const { fromValue, fromFieldRef } = kplus.EnvValue;
  const host = ({ pod, service }: Member) => new ServiceDns('', service, namespace ?? '$(POD_NAMESPACE)', clusterDomain).pod(pod);
  return {
    HOME: fromValue(TMP_DIRECTORY),
    POD_NAMESPACE: fromFieldRef(kplus.EnvFieldPaths.POD_NAMESPACE),
    MONGO_SET: fromValue(setName),
    MONGO_HOSTS: fromValue(sources(members).map(member => `${host(member)}:${MONGODB.number}`).join(',')),
    ...(asked.tls && { MONGO_TLS: fromValue(asked.tls._mode) }),
    ...clientCertificate(set),
    ...loginVariables('LOGIN', set.user.credentials), // see assets/mongo/backup/tools.sh
    BACKUP_NAME: fromValue(name),
  };
}

/** Where it has its certificate, and its private key if that is another file. */
function clientCertificate({ tls, settings: { asked } }: BackedUp): Record<string, kplus.EnvValue> {
  if (tls === undefined || asked.tls?._mode === TlsMode.ALLOW || !asked.tls?._requiresClientCertificate) return {};
  const file = (name: string) => kplus.EnvValue.fromValue(`${TLS_DIRECTORY}/${name}`);
  return areWhole(tls)
    ? { MONGO_CLIENT_CERTIFICATE: file(CERTIFICATE_FILE) }
    : { MONGO_CLIENT_CERTIFICATE: file(CHAIN_FILE), MONGO_CLIENT_KEY: file(PRIVATE_KEY_FILE) };
}

/** The member that a backup slows down least comes first; a delayed one does not have all data. */
function sources(members: readonly Member[]): Member[] {
  const whole = members.filter(member => !member.arbiterOnly && member.secondaryDelaySecs === undefined);
  return [...whole.filter(member => member.hidden), ...whole.filter(member => !member.hidden)];
}

/** Nothing else of it, which may be the Secret of others too. */
function secretSource(credentials: Credentials): kplus.k8s.SecretVolumeSource {
  return { secretName: credentials.secret.name, items: neededKeys(credentials).map(key => ({ key, path: key })) };
}
