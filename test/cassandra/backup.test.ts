import { Cron, Duration } from 'cdk8s';
import * as kplus from 'cdk8s-plus-28';
import { cluster } from './support/cluster';
import { CassandraBackupProps } from '../../src';
import { Manifest } from '../../src/manifest/manifest';
import { chart, complaint, only, synth } from '../support/synth';

const backup = (props: Partial<CassandraBackupProps> = {}, of = cluster()) => {
  of.addBackup({ schedule: Cron.daily(), image: 'example.com/kubectl:1', ...props });
  return of;
};
const variables = (of: ReturnType<typeof cluster>) => Object.fromEntries(
  only('CronJob', of).spec.jobTemplate.spec.template.spec.containers[0].env.map(({ name, value, valueFrom }: Manifest) => [name, value ?? valueFrom]),
);

test('is a CronJob that may list claims, and make and delete snapshots, in its own namespace and nothing else', () => {
  const of = backup();
  const added = synth(of).filter(({ metadata }) => metadata.name === 'events-backup');
  expect(added.map(({ kind }) => kind)).toEqual(['ServiceAccount', 'Role', 'RoleBinding', 'ConfigMap', 'CronJob']);
  expect(only('Role', of).rules).toEqual([
    { apiGroups: ['snapshot.storage.k8s.io'], resources: ['volumesnapshots'], verbs: ['get', 'list', 'create', 'delete'] },
    { apiGroups: [''], resources: ['persistentvolumeclaims'], verbs: ['get', 'list'] },
  ]);
  expect(only('RoleBinding', of)).toMatchObject({
    roleRef: { apiGroup: 'rbac.authorization.k8s.io', kind: 'Role', name: 'events-backup' }, subjects: [{ kind: 'ServiceAccount', name: 'events-backup', namespace: 'prod' }],
  });
});

test('one at a time, restricted, with a token only where it is needed', () => {
  const { schedule, concurrencyPolicy, jobTemplate } = only('CronJob', backup()).spec;
  expect([schedule, concurrencyPolicy, jobTemplate.spec.backoffLimit]).toEqual(['0 0 * * *', 'Forbid', 0]);
  expect(jobTemplate.spec.template.spec).toMatchObject({
    automountServiceAccountToken: true,
    serviceAccountName: 'events-backup',
    restartPolicy: 'Never',
    securityContext: { runAsNonRoot: true, runAsUser: 999, seccompProfile: { type: 'RuntimeDefault' } },
    containers: [{ image: 'example.com/kubectl:1', command: ['sh', '/opt/backup/snapshot.sh'], securityContext: { allowPrivilegeEscalation: false, readOnlyRootFilesystem: true } }],
  });
  expect(only('ServiceAccount', backup()).automountServiceAccountToken).toBe(false);
});

test('of every claim that Kubernetes makes for the ring: they carry the labels that the pods are selected by', () => {
  const of = backup();
  expect(variables(of)).toEqual({
    HOME: '/tmp', POD_NAMESPACE: { fieldRef: { apiVersion: 'v1', fieldPath: 'metadata.namespace' } }, SNAPSHOT_CLUSTER: 'events', SNAPSHOT_SELECTOR: 'cdk8s.io/metadata.addr=events', SNAPSHOT_KEEP: '7', SNAPSHOT_TIMEOUT: '3600', SNAPSHOT_LABELS: expect.any(String),
  });
  expect(only('StatefulSet', of).spec.selector.matchLabels).toMatchObject({ 'cdk8s.io/metadata.addr': 'events' });
});

test('each snapshot has the labels that all of the backup has', () => {
  const of = backup({}, cluster({ metadata: { labels: { team: 'a' } } }));
  const { labels } = only('CronJob', of).metadata;
  expect(labels).toMatchObject({ 'app.kubernetes.io/component': 'backup', 'team': 'a' });
  expect(Object.fromEntries((variables(of).SNAPSHOT_LABELS as unknown as string).split(',').map(pair => pair.split('=')))).toEqual(labels);
});

test('with other numbers, another class, and somebody who pulls', () => {
  const scope = chart();
  const of = backup({ keep: 1, snapshotClass: 'csi', timeout: Duration.minutes(1) }, cluster({ dockerRegistryAuth: kplus.Secret.fromSecretName(scope, 'p', 'registry') }, scope));
  expect(variables(of)).toMatchObject({ SNAPSHOT_KEEP: '1', SNAPSHOT_CLASS: 'csi', SNAPSHOT_TIMEOUT: '60' });
  expect(only('CronJob', of).spec.jobTemplate.spec.template.spec.imagePullSecrets).toEqual([{ name: 'registry' }]);
});

test('restarts no node', () => {
  expect(only('StatefulSet', backup())).toEqual(only('StatefulSet', cluster()));
});

test.each<[Partial<CassandraBackupProps>, string]>([
  [{ keep: 0 }, "prod/events: 'keep' must be a whole number, 1 or more, got 0"],
  [{ keep: NaN }, "prod/events: 'keep' must be a whole number, 1 or more, got NaN"],
  [{ timeout: Duration.seconds(59) }, "prod/events: 'timeout' must be a whole number of seconds from 60 to 2147483647, got '59 seconds'"],
  [{ timeout: Duration.millis(60500) }, "prod/events: 'timeout' must be a whole number of seconds from 60 to 2147483647, got '60.5 seconds'"],
])('a backup with %j is refused', (props, said) => expect(complaint(() => backup(props))).toBe(said));

test('there is one', () => {
  expect(complaint(() => backup({}, backup()))).toBe("prod/events: 'addBackup' must be called once, got 'a second call'");
});
