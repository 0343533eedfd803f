import { Duration } from 'cdk8s';
import * as kplus from 'cdk8s-plus-28';
import { Construct } from 'constructs';
import { program } from './programs';
import { Settings } from './settings';
import { checkJobPod, JobPodProps, OneOffPod, oneOffPod } from '../engine/one-off-pod';
import { besideServers, PROGRAM_RESOURCES } from '../engine/resources';
import { Keeping, keeping, makeSchedule, ScheduleProps } from '../engine/schedule';
import { TMP_DIRECTORY } from '../engine/volumes';
import { clusterNames } from '../naming/cluster-names';
import { COMPONENT, ObjectMetadata } from '../naming/labels';
import { takeName } from '../naming/object-name';

/**
 * Properties of `CassandraCluster.addBackup`.
 */
export interface CassandraBackupProps extends JobPodProps, ScheduleProps {
  /**
   * The image that takes the snapshots, through the API server. It must have `sh`, `kubectl` and the usual small commands (`date`, `sleep`,
   * `sort`).
   */
  readonly image: string;

  /**
   * The number of complete backups to keep. A whole number, 1 or more. The last complete one is never deleted.
   *
   * @default 7
   */
  readonly keep?: number;

  /**
   * The VolumeSnapshotClass of the snapshots.
   *
   * @see https://kubernetes.io/docs/concepts/storage/volume-snapshot-classes/
   * @default - the default class of the volumes' CSI driver
   */
  readonly snapshotClass?: string;

  /**
   * How long to wait until all snapshots are ready to use. Whole seconds, 1 minute or more; anything else is refused. An incomplete backup
   * does not count, and nothing older is deleted for it. An hour later its Job is ended, whatever it waits for, so that the next one can
   * begin.
   *
   * @default - 1 hour
   */
  readonly timeout?: Duration;
}

/** What a backup needs to know of the ring. */
export interface BackedUp {
  readonly settings: Settings;
  /** The racks, where the backup may run as well. */
  readonly servers: readonly kplus.Workload[];
}

const SNAPSHOTS = { apiGroups: ['snapshot.storage.k8s.io'], resources: ['volumesnapshots'], verbs: ['get', 'list', 'create', 'delete'] };
const CLAIMS = { apiGroups: [''], resources: ['persistentvolumeclaims'], verbs: ['get', 'list'] };
const PROGRAM = 'snapshot.sh';
const PROGRAM_DIRECTORY = '/opt/backup';
const TIMEOUT = Duration.hours(1);

/** A CronJob that snapshots every claim of the ring; see assets/cassandra/snapshot.sh. */
export function makeBackup(scope: Construct, ring: BackedUp, props: CassandraBackupProps): void {
  const { name: cluster, namespace, labels, pods, resources } = ring.settings;
  const kept = keeping(scope.node.path, props, { timeout: TIMEOUT, resources: besideServers(PROGRAM_RESOURCES, resources) });
  const metadata = { name: clusterNames(cluster).backup, namespace, labels: labels.of(COMPONENT.backup) };
  checkJobPod(scope, '', pods, selectorOf(metadata.name), props);
  for (const kind of ['CronJob', 'ConfigMap', 'ServiceAccount', 'Role', 'RoleBinding']) takeName(scope, kind, namespace, metadata.name);

  makeAccount(scope, metadata);
  new kplus.k8s.KubeConfigMap(scope, 'BackupProgram', { metadata, data: { [PROGRAM]: program(PROGRAM) } });
  const template = () => oneOffPod(pods, podOf(metadata, ring.settings, props, kept), ring.servers);
  makeSchedule(scope, { metadata, asked: props, timeout: kept.timeout, template });
}

/** It may make and delete snapshots, and look at claims, in its own namespace and nowhere else. */
function makeAccount(scope: Construct, metadata: ObjectMetadata): void {
  const { name, namespace } = metadata;
  new kplus.k8s.KubeServiceAccount(scope, 'BackupAccount', { metadata, automountServiceAccountToken: false });
  new kplus.k8s.KubeRole(scope, 'BackupRole', { metadata, rules: [SNAPSHOTS, CLAIMS] });
  new kplus.k8s.KubeRoleBinding(scope, 'BackupRoleBinding', {
    metadata,
    roleRef: { apiGroup: 'rbac.authorization.k8s.io', kind: 'Role', name },
    subjects: [{ kind: 'ServiceAccount', name, namespace }],
  });
}

function selectorOf(name: string): Record<string, string> {
  return { [kplus.Pod.ADDRESS_LABEL]: name };
}

function podOf({ name, labels }: ObjectMetadata, settings: Settings, props: CassandraBackupProps, kept: Keeping): OneOffPod {
  return {
    image: props.image,
    command: ['sh', `${PROGRAM_DIRECTORY}/${PROGRAM}`],
    restartPolicy: kplus.RestartPolicy.NEVER,
    labels,
    selectedBy: selectorOf(name),
    metadata: props.podMetadata,
    resources: kept.resources,
    variables: { ...variables(settings, props, kept), SNAPSHOT_LABELS: kplus.EnvValue.fromValue(pairs(labels)) },
    volumes: [{ name: 'program', configMap: { name }, at: PROGRAM_DIRECTORY }],
    account: name,
  };
}

function variables(
  { name, selectorLabels }: Settings,
  { snapshotClass }: CassandraBackupProps,
  { keep, timeout }: Keeping,
): Record<string, kplus.EnvValue> {
  const { fromValue, fromFieldRef } = kplus.EnvValue;
  return {
    HOME: fromValue(TMP_DIRECTORY),
    POD_NAMESPACE: fromFieldRef(kplus.EnvFieldPaths.POD_NAMESPACE),
    SNAPSHOT_CLUSTER: fromValue(name),
    SNAPSHOT_SELECTOR: fromValue(pairs(selectorLabels)),
    SNAPSHOT_KEEP: fromValue(String(keep)),
    SNAPSHOT_TIMEOUT: fromValue(String(timeout)),
    ...(snapshotClass !== undefined && { SNAPSHOT_CLASS: fromValue(snapshotClass) }),
  };
}

function pairs(labels: Record<string, string>): string {
  return Object.entries(labels).map(([key, value]) => `${key}=${value}`).join(',');
}
