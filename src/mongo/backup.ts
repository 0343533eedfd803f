import { Cron, Duration, Size } from 'cdk8s';
import * as kplus from 'cdk8s-plus-28';
import { Construct } from 'constructs';
import { PROGRAMS_DIRECTORY } from './config';
import { Member } from './member-list';
import { MONGODB } from './pods';
import { backupPrograms } from './programs';
import { Settings } from './settings';
import { TlsMode } from './tls';
import { KnownUser } from './users';
import { TLS_DIRECTORY } from '../engine/certificate';
import { oneOffPod } from '../engine/one-off-pod';
import { takeName } from '../naming/object-name';
import { refuse, wholeNumber } from '../naming/refuse';
import { ServiceDns } from '../naming/service-dns';

/**
 * Properties of `MongoCluster.addBackup`.
 */
export interface MongoBackupProps {
  /** When to back up, in the time zone of the cluster's controllers. */
  readonly schedule: Cron;

  /** The Secret of the backup user, which is created and may read everything. Never use root's. */
  readonly credentials: kplus.ISecret;

  /**
   * The key of the user name in that Secret.
   *
   * @default 'username'
   */
  readonly usernameKey?: string;

  /**
   * The key of the password in that Secret.
   *
   * @default 'password'
   */
  readonly passwordKey?: string;

  /**
   * The size of a volume that is made for the backups: `keep` of them and one more, which is written before the oldest is deleted. Its
   * claim is a manifest like others: whoever deletes it, or prunes it when this backup is taken away, deletes all backups. For production
   * make the claim elsewhere, and give it. Refused where a `claim` is given; one of the two must be.
   *
   * @default - none is made: the volume of `claim`
   */
  readonly storage?: Size;

  /**
   * The storage class of the volume that is made. Refused where a `claim` is given.
   *
   * @default - the cluster's default class
   */
  readonly storageClassName?: string;

  /**
   * The claim of a volume that is there, in the namespace of the cluster; the backups are on it beside whatever else is.
   *
   * @default - one is made, for `storage`
   */
  readonly claim?: kplus.IPersistentVolumeClaim;

  /**
   * The number of complete backups to keep. A whole number, 1 or more. The last complete one is never deleted. No old backup is deleted if
   * the new one is less than a tenth of its size, because a replica set that lost its data makes small backups.
   *
   * @default 7
   */
  readonly keep?: number;

  /**
   * How long a dump may take. 1 minute or more; less is refused. An incomplete dump does not count, and nothing older is deleted for it. An
   * hour later its Job is ended, whatever it waits for, so that the next one can begin.
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
  readonly user: KnownUser;
  readonly labels: Record<string, string>;
  readonly tlsSecret?: string;
}

const CREDENTIALS = '/run/credentials/backup';
const LEAST_TIMEOUT = 60; // seconds
const BESIDE_DUMP = 3600; // seconds: to be scheduled, to get its image and its volume, and to read the archive to its end

/** A CronJob that dumps the set to a volume of its own; see assets/mongo/backup.sh. */
export function makeBackup(scope: Construct, set: BackedUp, props: MongoBackupProps): void {
  const where = scope.node.path;
  const { name: cluster, namespace, image, asked, securityContext } = set.settings;
  const keep = wholeNumber(where, 'keep', props.keep ?? 7, 1);
  const timeout = props.timeout?.toSeconds() ?? 6 * 3600;
  if (timeout < LEAST_TIMEOUT) refuse(where, { what: 'timeout', allowed: '1 minute or more', got: `${timeout} seconds` });

  const name = `${cluster}-backup`;
  const metadata = { name, namespace };
  const claimName = claimOf(scope, metadata, props);
  const tls = tlsFiles(set);
  for (const kind of ['ConfigMap', 'CronJob']) takeName(scope, kind, namespace, name);

  new kplus.k8s.KubeConfigMap(scope, 'BackupPrograms', { metadata, data: backupPrograms() });
  new kplus.k8s.KubeCronJob(scope, 'Backup', {
    metadata,
    spec: {
      schedule: props.schedule.expressionString,
      concurrencyPolicy: 'Forbid',
      jobTemplate: {
        spec: {
          activeDeadlineSeconds: timeout + BESIDE_DUMP, // one whose pod never starts would be the last one for ever
          backoffLimit: 0, // a second try would be a second backup: the next one is due soon enough
          template: oneOffPod({
            image: props.image ?? image,
            command: ['bash', `${PROGRAMS_DIRECTORY}/backup.sh`],
            restartPolicy: 'Never',
            labels: set.labels,
            variables: {
              ...variables(set),
              BACKUP_KEEP: kplus.EnvValue.fromValue(String(keep)),
              BACKUP_TIMEOUT: kplus.EnvValue.fromValue(String(timeout)),
            },
            volumes: [
              { name: 'programs', configMap: { name } },
              { name: 'backup', persistentVolumeClaim: { claimName } },
              { name: 'credentials', secret: { secretName: set.user.secret.name, items: items(set.user) } },
              ...tls === undefined ? [] : [{
                name: 'tls',
                secret: { secretName: set.tlsSecret, items: tls.map(key => ({ key, path: key })) },
              }],
            ],
            volumeMounts: [
              { name: 'programs', mountPath: PROGRAMS_DIRECTORY, readOnly: true },
              { name: 'backup', mountPath: '/backup' },
              { name: 'credentials', mountPath: CREDENTIALS, readOnly: true },
              ...tls === undefined ? [] : [{ name: 'tls', mountPath: TLS_DIRECTORY, readOnly: true }],
            ],
            imagePullSecret: asked.dockerRegistryAuth?.name,
            memory: '1Gi', // mongodump holds what several collections are read into
            user: securityContext,
            fields: asked.podFields,
          }),
        },
      },
    },
  });
}

/** The name of the claim: the one that was given, or one that is made. */
function claimOf(
  scope: Construct,
  metadata: { readonly name: string; readonly namespace?: string },
  { claim, storage, storageClassName }: MongoBackupProps,
): string {
  const where = scope.node.path;
  const oneOfTwo = 'one of the two: a volume that is made, or one that is there';
  if (claim !== undefined) {
    if (storage !== undefined) {
      refuse(where, { what: 'claim', allowed: 'left out where storage is given', got: claim.name, instead: oneOfTwo });
    }
    if (storageClassName !== undefined) {
      refuse(where, {
        what: 'storageClassName',
        allowed: 'left out where a claim is given',
        got: storageClassName,
        instead: 'it has its own',
      });
    }
    return claim.name;
  }
  if (storage === undefined) refuse(where, { what: 'storage', allowed: 'given, or claim', got: storage, instead: oneOfTwo });
  takeName(scope, 'PersistentVolumeClaim', metadata.namespace, metadata.name);
  new kplus.k8s.KubePersistentVolumeClaim(scope, 'BackupClaim', {
    metadata,
    spec: {
      accessModes: ['ReadWriteOnce'],
      storageClassName,
      resources: { requests: { storage: kplus.k8s.Quantity.fromString(`${storage.toMebibytes()}Mi`) } },
    },
  });
  return metadata.name;
}

/** The files that it needs of the Secret; none if clients do not use TLS. */
function tlsFiles({ settings: { asked: { tls } } }: BackedUp): string[] | undefined {
  return tls === undefined || tls._mode === TlsMode.ALLOW ? undefined : tls._clientFiles;
}

function variables({ settings: { asked, setName, name, members, namespace, clusterDomain } }: BackedUp): Record<string, kplus.EnvValue> {
  const { fromValue, fromFieldRef } = kplus.EnvValue;
  const host = ({ pod, service }: Member) => new ServiceDns('', service, namespace ?? '$(POD_NAMESPACE)', clusterDomain).pod(pod);
  return {
    HOME: fromValue('/tmp'),
    POD_NAMESPACE: fromFieldRef(kplus.EnvFieldPaths.POD_NAMESPACE),
    MONGO_SET: fromValue(setName),
    MONGO_HOSTS: fromValue(sources(members).map(member => `${host(member)}:${MONGODB.number}`).join(',')),
    ...(asked.tls && { MONGO_TLS: fromValue(asked.tls._mode) }),
    ...(asked.tls?._requiresClientCertificate && asked.tls._mode !== TlsMode.ALLOW
      && { MONGO_CLIENT_CERTIFICATE: fromValue(`${TLS_DIRECTORY}/tls-combined.pem`) }),
    BACKUP_NAME: fromValue(name),
  };
}

/** The member that a backup slows down least comes first; a delayed one does not have all data. */
function sources(members: readonly Member[]): Member[] {
  const whole = members.filter(member => !member.arbiterOnly && member.secondaryDelaySecs === undefined);
  return [...whole.filter(member => member.hidden), ...whole.filter(member => !member.hidden)];
}

function items({ usernameKey, passwordKey }: KnownUser): kplus.k8s.KeyToPath[] {
  return [{ key: usernameKey, path: 'username' }, { key: passwordKey, path: 'password' }];
}
