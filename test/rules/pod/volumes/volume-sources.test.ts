import { volumeSources } from '../../../../src/rules/pod/volumes/volume-sources';
import { Changes, complaints, statefulSet } from '../../../support/manifests';

test.each<[title: string, changes: Changes, says: string[]]>([
  ['a volume without a name', { 'spec.template.spec.volumes': [{ emptyDir: {} }] }, ["'spec.template.spec.volumes[0].name' must be given, got nothing"]],
  [
    'a directory of less than nothing',
    { 'spec.template.spec.volumes': [{ name: 'v', emptyDir: { sizeLimit: '-1' } }] },
    ["'spec.template.spec.volumes[0].emptyDir.sizeLimit' must be a quantity, 0 or more, got '-1'"],
  ],
  [
    'a share of a path without a slash',
    { 'spec.template.spec.volumes': [{ name: 'v', nfs: { server: 'a', path: 'a' } }] },
    ["'spec.template.spec.volumes[0].nfs.path' must be a path that begins with '/', got 'a'"],
  ],
  [
    'a driver with an underscore',
    { 'spec.template.spec.volumes': [{ name: 'v', csi: { driver: 'a_b' } }] },
    ["'spec.template.spec.volumes[0].csi.driver' must be up to 63 letters, digits, '-' or '.', got 'a_b'"],
  ],
  [
    'a Secret without a name',
    { 'spec.template.spec.volumes': [{ name: 'v', csi: { driver: 'a', nodePublishSecretRef: {} } }] },
    ["'spec.template.spec.volumes[0].csi.nodePublishSecretRef.name' must be the name of a Secret, got nothing"],
  ],
  [
    'a Secret with capitals',
    { 'spec.template.spec.volumes': [{ name: 'v', csi: { driver: 'a', nodePublishSecretRef: { name: 'A' } } }] },
    ["'spec.template.spec.volumes[0].csi.nodePublishSecretRef.name' must be up to 253 lower-case letters, digits, '-' or '.', with a letter or digit at both ends and around each '.', got 'A'"],
  ],
  [
    'one of StorageOS without a name',
    { 'spec.template.spec.volumes': [{ name: 'v', storageos: { volumeName: 'a', secretRef: { name: '' } } }] },
    ["'spec.template.spec.volumes[0].storageos.secretRef.name' must be the name of a Secret, got nothing"],
  ],
  [
    'a set of Flocker by two names',
    { 'spec.template.spec.volumes': [{ name: 'v', flocker: { datasetName: 'a', datasetUUID: 'b' } }] },
    ["'spec.template.spec.volumes[0].flocker' must be set by either datasetName or datasetUUID, got 'a'"],
  ],
  [
    'a set of Flocker with a slash',
    { 'spec.template.spec.volumes': [{ name: 'v', flocker: { datasetName: 'a/b' } }] },
    ["'spec.template.spec.volumes[0].flocker.datasetName' must be without '/', got 'a/b'"],
  ],
  [
    'one of no number',
    { 'spec.template.spec.volumes': [{ name: 'v', fc: { targetWWNs: ['a'] } }] },
    ["'spec.template.spec.volumes[0].fc.lun' must be a whole number from 0 to 255, got nothing"],
  ],
  [
    'one of number -1',
    { 'spec.template.spec.volumes': [{ name: 'v', fc: { targetWWNs: ['a'], lun: -1 } }] },
    ["'spec.template.spec.volumes[0].fc.lun' must be a whole number from 0 to 255, got -1"],
  ],
  [
    'one of number 256',
    { 'spec.template.spec.volumes': [{ name: 'v', fc: { targetWWNs: ['a'], lun: 256 } }] },
    ["'spec.template.spec.volumes[0].fc.lun' must be a whole number from 0 to 255, got 256"],
  ],
  [
    'one by two names',
    { 'spec.template.spec.volumes': [{ name: 'v', fc: { targetWWNs: ['a'], wwids: ['a'], lun: 0 } }] },
    ['\'spec.template.spec.volumes[0].fc.targetWWNs\' must be set, unless wwids is set, got ["a"]'],
  ],
  [
    'one of a name of no kind',
    { 'spec.template.spec.volumes': [{ name: 'v', iscsi: { targetPortal: 'a', iqn: 'storage', lun: 0 } }] },
    ["'spec.template.spec.volumes[0].iscsi.iqn' must be a name that begins with iqn., eui. or naa., got 'storage'"],
  ],
  [
    'one with passwords that are not there',
    { 'spec.template.spec.volumes': [{ name: 'v', iscsi: { targetPortal: 'a', iqn: 'iqn.2001-04.com.example:storage', lun: 0, chapAuthDiscovery: true } }] },
    ["'spec.template.spec.volumes[0].iscsi.secretRef' must be given for CHAP, got nothing"],
  ],
  [
    'one of a portal that is too long',
    { 'spec.template.spec.volumes': [{ name: 'v', iscsi: { targetPortal: 'a'.repeat(63), iqn: 'iqn.2001-04.com.example:storage', lun: 0, initiatorName: 'iqn.2001-04.com.example:me' } }] },
    [`'spec.template.spec.volumes[0].iscsi.targetPortal' must be of 64 characters at most, with the name of the volume, got '${'a'.repeat(63)}'`],
  ],
  [
    'one from no host and port',
    { 'spec.template.spec.volumes': [{ name: 'v', quobyte: { registry: 'a', volume: 'a' } }] },
    ["'spec.template.spec.volumes[0].quobyte.registry' must be host:port, or several with commas between them, got 'a'"],
  ],
  [
    'one of a tenant of 65 characters',
    { 'spec.template.spec.volumes': [{ name: 'v', quobyte: { registry: 'a:1', volume: 'a', tenant: 'a'.repeat(65) } }] },
    [`'spec.template.spec.volumes[0].quobyte.tenant' must be 64 characters at most, got '${'a'.repeat(65)}'`],
  ],
  [
    "options of Kubernetes' own",
    { 'spec.template.spec.volumes': [{ name: 'v', flexVolume: { driver: 'a/b', options: { 'kubernetes.io/a': 'b', 'x.K8S.io/a': 'b' } } }] },
    ["'spec.template.spec.volumes[0].flexVolume.options.kubernetes.io/a' must be a name with a domain other than Kubernetes' own, got 'kubernetes.io/a'", "'spec.template.spec.volumes[0].flexVolume.options.x.K8S.io/a' must be a name with a domain other than Kubernetes' own, got 'x.K8S.io/a'"],
  ],
  [
    'a managed one at an address',
    { 'spec.template.spec.volumes': [{ name: 'v', azureDisk: { diskName: 'a', diskURI: 'https://a', kind: 'Managed' } }] },
    ["'spec.template.spec.volumes[0].azureDisk.diskURI' must be an address that begins with '/subscriptions/', got 'https://a'"],
  ],
  [
    'one with a name',
    { 'spec.template.spec.volumes': [{ name: 'v', ephemeral: { volumeClaimTemplate: { metadata: { name: 'a' }, spec: { accessModes: ['ReadWriteOnce'], resources: { requests: { storage: '1Gi' } } } } } }] },
    ["'spec.template.spec.volumes[0].ephemeral.volumeClaimTemplate.metadata.name' must be left out, got 'a'"],
  ],
  [
    'one with a time of grace',
    { 'spec.template.spec.volumes': [{ name: 'v', ephemeral: { volumeClaimTemplate: { metadata: { deletionGracePeriodSeconds: 0 }, spec: { accessModes: ['ReadWriteOnce'], resources: { requests: { storage: '1Gi' } } } } } }] },
    ["'spec.template.spec.volumes[0].ephemeral.volumeClaimTemplate.metadata.deletionGracePeriodSeconds' must be left out, got 0"],
  ],
])('has something to say of %s', (_title, changes, says) => {
  expect(complaints(volumeSources, statefulSet(changes))).toEqual(says.map(each => `here: ${each}`));
});

test.each<[title: string, changes: Changes]>([
  ['a directory of a size', { 'spec.template.spec.volumes': [{ name: 'v', emptyDir: { sizeLimit: '1Gi' } }] }],
  ['a share', { 'spec.template.spec.volumes': [{ name: 'v', nfs: { server: 'a', path: '/a' } }] }],
  ['a share of no path', { 'spec.template.spec.volumes': [{ name: 'v', nfs: { server: 'a', path: '' } }] }],
  ['a driver', { 'spec.template.spec.volumes': [{ name: 'v', csi: { driver: 'Disk.example.com', nodePublishSecretRef: { name: 'a' } } }] }],
  ['no driver', { 'spec.template.spec.volumes': [{ name: 'v', csi: { driver: '' } }] }],
  ['a Secret of Cinder', { 'spec.template.spec.volumes': [{ name: 'v', cinder: { volumeID: 'a', secretRef: { name: 'a' } } }] }],
  ['a set of Flocker', { 'spec.template.spec.volumes': [{ name: 'v', flocker: { datasetName: 'a' } }] }],
  ['a disk of Fibre Channel', { 'spec.template.spec.volumes': [{ name: 'v', fc: { targetWWNs: ['a'], lun: 255 } }] }],
  ['one by its own name', { 'spec.template.spec.volumes': [{ name: 'v', fc: { wwids: ['a'] } }] }],
  ['a disk of iSCSI', { 'spec.template.spec.volumes': [{ name: 'v', iscsi: { targetPortal: 'a', iqn: 'iqn.2001-04.com.example:storage', lun: 0 } }] }],
  [
    'one by other kinds of names',
    { 'spec.template.spec.volumes': [{ name: 'v', iscsi: { targetPortal: 'a', iqn: 'eui.0123456789ABCDEF', initiatorName: 'naa.0123456789ABCDEF0123456789ABCDEF', lun: 0 } }] },
  ],
  ['one of no name', { 'spec.template.spec.volumes': [{ name: 'v', iscsi: { targetPortal: 'a', iqn: '', lun: 0 } }] }],
  [
    'one with passwords of a session',
    { 'spec.template.spec.volumes': [{ name: 'v', iscsi: { targetPortal: 'a', iqn: 'iqn.2001-04.com.example:storage', lun: 0, chapAuthSession: true, secretRef: { name: 'a' } } }] },
  ],
  [
    'one of the longest portal',
    { 'spec.template.spec.volumes': [{ name: 'v', iscsi: { targetPortal: 'a'.repeat(62), iqn: 'iqn.2001-04.com.example:storage', lun: 0, initiatorName: 'iqn.2001-04.com.example:me' } }] },
  ],
  ['a volume of Quobyte', { 'spec.template.spec.volumes': [{ name: 'v', quobyte: { registry: 'a:1,b:2', volume: 'a', tenant: 'a'.repeat(64) } }] }],
  ['one from nowhere', { 'spec.template.spec.volumes': [{ name: 'v', quobyte: { registry: '', volume: 'a' } }] }],
  ["options of one's own", { 'spec.template.spec.volumes': [{ name: 'v', flexVolume: { driver: 'a/b', options: { 'example.com/a': 'b' } } }] }],
  ['no options', { 'spec.template.spec.volumes': [{ name: 'v', flexVolume: { driver: 'a/b' } }] }],
  ['a disk of Azure', { 'spec.template.spec.volumes': [{ name: 'v', azureDisk: { diskName: 'a', diskURI: 'https://a', kind: 'Shared' } }] }],
  ['a managed one', { 'spec.template.spec.volumes': [{ name: 'v', azureDisk: { diskName: 'a', diskURI: '/subscriptions/a', kind: 'Managed' } }] }],
  ['one at no address', { 'spec.template.spec.volumes': [{ name: 'v', azureDisk: { diskName: 'a', diskURI: '', kind: 'Managed' } }] }],
  [
    "a claim of the pod's own, with labels",
    { 'spec.template.spec.volumes': [{ name: 'v', ephemeral: { volumeClaimTemplate: { metadata: { labels: { a: 'b' }, name: '', generation: 0 }, spec: { accessModes: ['ReadWriteOnce'], resources: { requests: { storage: '1Gi' } } } } } }] },
  ],
  [
    'one without metadata',
    { 'spec.template.spec.volumes': [{ name: 'v', ephemeral: { volumeClaimTemplate: { spec: { accessModes: ['ReadWriteOnce'], resources: { requests: { storage: '1Gi' } } } } } }] },
  ],
])('has nothing to say of %s', (_title, changes) => {
  expect(complaints(volumeSources, statefulSet(changes))).toEqual([]);
});
