import { Cron, Duration } from 'cdk8s';
import * as kplus from 'cdk8s-plus-28';
import { Construct } from 'constructs';
import { program } from './programs';
import { oneOffPod } from '../engine/one-off-pod';
import { takeName } from '../naming/object-name';
import { refuse, wholeNumber } from '../naming/refuse';

/**
 * Properties of `CassandraCluster.addBackup`.
 */
export interface CassandraBackupProps {
  /** When to back up, in the time zone of the cluster's controllers. */
  readonly schedule: Cron;

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
   * How long to wait until all snapshots are ready to use. 1 minute or more; less is refused. An incomplete backup does not count, and
   * nothing older is deleted for it.
   *
   * @default - 1 hour
   */
  readonly timeout?: Duration;
}

/** What a backup needs to know of the ring. */
export interface BackedUp {
  readonly name: string;
  readonly namespace?: string;
  readonly selectorLabels: Record<string, string>;
  readonly imagePullSecret?: string;
}

const SNAPSHOTS = { apiGroups: ['snapshot.storage.k8s.io'], resources: ['volumesnapshots'], verbs: ['get', 'list', 'create', 'delete'] };
const CLAIMS = { apiGroups: [''], resources: ['persistentvolumeclaims'], verbs: ['get', 'list'] };

/** A CronJob that snapshots every claim of the ring; see assets/cassandra/snapshot.sh. */
export function makeBackup(scope: Construct, ring: BackedUp, props: CassandraBackupProps): void {
  const where = scope.node.path;
  const keep = wholeNumber(where, 'keep', props.keep ?? 7, 1);
  const timeout = props.timeout?.toSeconds() ?? 3600;
  if (timeout < 60) refuse(where, { what: 'timeout', allowed: '1 minute or more', got: `${timeout} seconds` });

  const name = `${ring.name}-backup`;
  const metadata = { name, namespace: ring.namespace };
  for (const kind of ['CronJob', 'ConfigMap', 'ServiceAccount', 'Role', 'RoleBinding']) takeName(scope, kind, ring.namespace, name);

  new kplus.k8s.KubeServiceAccount(scope, 'BackupAccount', { metadata, automountServiceAccountToken: false });
  new kplus.k8s.KubeRole(scope, 'BackupRole', { metadata, rules: [SNAPSHOTS, CLAIMS] });
  new kplus.k8s.KubeRoleBinding(scope, 'BackupRoleBinding', {
    metadata,
    roleRef: { apiGroup: 'rbac.authorization.k8s.io', kind: 'Role', name },
    subjects: [{ kind: 'ServiceAccount', name, namespace: ring.namespace }],
  });
  new kplus.k8s.KubeConfigMap(scope, 'BackupProgram', { metadata, data: { 'snapshot.sh': program('snapshot.sh') } });
  const { fromValue, fromFieldRef } = kplus.EnvValue;
  new kplus.k8s.KubeCronJob(scope, 'Backup', {
    metadata,
    spec: {
      schedule: props.schedule.expressionString,
      concurrencyPolicy: 'Forbid',
      jobTemplate: {
        spec: {
          backoffLimit: 0, // a second try would be a second backup: the next one is due soon enough
          template: oneOffPod({
            image: props.image,
            command: ['sh', '/opt/backup/snapshot.sh'],
            restartPolicy: 'Never',
            labels: { [kplus.Pod.ADDRESS_LABEL]: name },
            variables: {
              HOME: fromValue('/tmp'),
              POD_NAMESPACE: fromFieldRef(kplus.EnvFieldPaths.POD_NAMESPACE),
              SNAPSHOT_CLUSTER: fromValue(ring.name),
              SNAPSHOT_SELECTOR: fromValue(Object.entries(ring.selectorLabels).map(([key, value]) => `${key}=${value}`).join(',')),
              SNAPSHOT_KEEP: fromValue(String(keep)),
              SNAPSHOT_TIMEOUT: fromValue(String(timeout)),
              ...(props.snapshotClass !== undefined && { SNAPSHOT_CLASS: fromValue(props.snapshotClass) }),
            },
            volumes: [{ name: 'program', configMap: { name } }],
            volumeMounts: [{ name: 'program', mountPath: '/opt/backup', readOnly: true }],
            serviceAccountName: name,
            imagePullSecret: ring.imagePullSecret,
          }),
        },
      },
    },
  });
}
