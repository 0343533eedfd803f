import { volumeDevices } from '../../../../src/rules/pod/volumes/volume-devices';
import { Changes, complaints, CONTAINER, statefulSet } from '../../../support/manifests';

test.each<[title: string, changes: Changes, says: string[]]>([
  [
    'a claim twice',
    { [`${CONTAINER}.volumeMounts`]: undefined, [`${CONTAINER}.volumeDevices`]: [{ name: 'data', devicePath: '/dev/a' }, { name: 'data', devicePath: '/dev/b' }] },
    ["'spec.template.spec.containers[0].volumeDevices[1].name' must be a volume that no other device of the container uses, got 'data'"],
  ],
  [
    'one path twice',
    { [`${CONTAINER}.volumeMounts`]: undefined, 'spec.template.spec.volumes': [{ name: 'v', persistentVolumeClaim: { claimName: 'v' } }], [`${CONTAINER}.volumeDevices`]: [{ name: 'data', devicePath: '/dev/a' }, { name: 'v', devicePath: '/dev/a' }] },
    ["'spec.template.spec.containers[0].volumeDevices[1].devicePath' must be a path that no other device has, got '/dev/a'"],
  ],
])('has something to say of %s', (_title, changes, says) => {
  expect(complaints(volumeDevices, statefulSet(changes))).toEqual(says.map(each => `here: ${each}`));
});

test.each<[title: string, changes: Changes]>([
  ['a claim', { [`${CONTAINER}.volumeMounts`]: undefined, [`${CONTAINER}.volumeDevices`]: [{ name: 'data', devicePath: '/dev/a' }] }],
])('has nothing to say of %s', (_title, changes) => {
  expect(complaints(volumeDevices, statefulSet(changes))).toEqual([]);
});
