import { Manifest } from '../../../src/manifest/manifest';
import { sentence } from '../../../src/naming/refuse';
import { references } from '../../../src/rules/pod/references';
import { findings } from '../../../src/rules/rules';
import { Changes, CLAIM, CONTAINER, statefulSet } from '../../support/manifests';

const POD = 'spec.template.spec';
const IN_DATA = { 'metadata.namespace': 'data' };
const of = (kind: string, namespace?: string, name = 'it'): Manifest => ({ kind, metadata: { name, namespace } });

function says(changes: Changes, ...others: readonly Manifest[]): string[] {
  const manifest = statefulSet({ ...IN_DATA, ...changes });
  return findings([references], manifest, [manifest, ...others]).map(({ complaint }) => sentence('here', complaint));
}

const PLACES: [what: string, kind: string, changes: Changes][] = [
  [`${POD}.serviceAccountName`, 'ServiceAccount', { [`${POD}.serviceAccountName`]: 'it' }],
  [`${POD}.imagePullSecrets[0].name`, 'Secret', { [`${POD}.imagePullSecrets`]: [{ name: 'it' }] }],
  [`${POD}.volumes[0].secret.secretName`, 'Secret', { [`${POD}.volumes`]: [{ name: 'v', secret: { secretName: 'it' } }] }],
  [`${POD}.volumes[0].configMap.name`, 'ConfigMap', { [`${POD}.volumes`]: [{ name: 'v', configMap: { name: 'it' } }] }],
  [`${POD}.volumes[1].persistentVolumeClaim.claimName`, 'PersistentVolumeClaim', { [`${POD}.volumes`]: [{ name: 'a', emptyDir: {} }, { name: 'v', persistentVolumeClaim: { claimName: 'it' } }] }],
  [`${POD}.volumes[0].projected.sources[0].secret.name`, 'Secret', { [`${POD}.volumes`]: [{ name: 'v', projected: { sources: [{ secret: { name: 'it' } }] } }] }],
  [`${POD}.volumes[0].projected.sources[0].configMap.name`, 'ConfigMap', { [`${POD}.volumes`]: [{ name: 'v', projected: { sources: [{ configMap: { name: 'it' } }] } }] }],
  [`${CONTAINER}.env[0].valueFrom.secretKeyRef.name`, 'Secret', { [`${CONTAINER}.env`]: [{ name: 'A', valueFrom: { secretKeyRef: { name: 'it', key: 'a' } } }] }],
  [`${CONTAINER}.env[0].valueFrom.configMapKeyRef.name`, 'ConfigMap', { [`${CONTAINER}.env`]: [{ name: 'A', valueFrom: { configMapKeyRef: { name: 'it', key: 'a' } } }] }],
  [`${CONTAINER}.envFrom[0].secretRef.name`, 'Secret', { [`${CONTAINER}.envFrom`]: [{ secretRef: { name: 'it' } }] }],
  [`${CONTAINER}.envFrom[0].configMapRef.name`, 'ConfigMap', { [`${CONTAINER}.envFrom`]: [{ configMapRef: { name: 'it' } }] }],
  [`${CLAIM}.spec.dataSource.name`, 'PersistentVolumeClaim', { [`${CLAIM}.spec.dataSource`]: { kind: 'PersistentVolumeClaim', name: 'it' } }],
  [`${CLAIM}.spec.dataSourceRef.name`, 'VolumeSnapshot', { [`${CLAIM}.spec.dataSourceRef`]: { apiGroup: 'snapshot.storage.k8s.io', kind: 'VolumeSnapshot', name: 'it' } }],
];

describe.each(PLACES)('%s, the name of a %s', (what, kind, changes) => {
  test('is advised against where it is in another namespace and not in this one', () => {
    expect(says(changes, of(kind, 'vault'))).toEqual([
      `here: '${what}' must be the name of a ${kind} in namespace 'data', got 'it'; the object with this name is in namespace 'vault', and pods see only their own namespace`,
    ]);
  });

  test('is right where it is in this namespace, or may be, or is none of the app', () => {
    expect(says(changes, of(kind, 'vault'), of(kind, 'data'))).toEqual([]);
    expect(says(changes, of(kind, 'vault'), of(kind))).toEqual([]);
    expect(says(changes)).toEqual([]);
    expect(says({ ...changes, 'metadata.namespace': undefined }, of(kind, 'vault'))).toEqual([]);
  });

  test('is not that of another kind, and not another name', () => {
    expect(says(changes, of('Service', 'vault'), of(kind, 'vault', 'other'))).toEqual([]);
  });
});

test('what is optional may be missing', () => {
  expect(says({ [`${POD}.volumes`]: [{ name: 'v', secret: { secretName: 'it', optional: true } }] }, of('Secret', 'vault'))).toEqual([]);
});

test('a source of data that says its namespace is there', () => {
  expect(says({ [`${CLAIM}.spec.dataSourceRef`]: { kind: 'PersistentVolumeClaim', name: 'it', namespace: 'vault' } }, of('PersistentVolumeClaim', 'vault'))).toEqual([]);
});
