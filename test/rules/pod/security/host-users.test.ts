import { hostUsers } from '../../../../src/rules/pod/security/host-users';
import { Changes, complaints, CONTAINER, statefulSet } from '../../../support/manifests';

const POD = 'spec.template.spec';
const DEVICES = [{ name: 'data', devicePath: '/dev/xvda' }];
const says = (changes: Changes) => complaints(hostUsers, statefulSet(changes));
const no = (what: string, got: string) => `here: '${what}' must be left out if hostUsers is false, got ${got}; a pod with its own user namespace cannot have it`;

test.each([undefined, null, true, 'false'])('with hostUsers %p, a pod may have everything', (value) => {
  expect(says({ [`${POD}.hostUsers`]: value, [`${POD}.hostPID`]: true, [`${CONTAINER}.volumeDevices`]: DEVICES })).toEqual([]);
});

test.each(['hostNetwork', 'hostPID', 'hostIPC'])('in a user namespace of its own, not %s', (field) => {
  expect(says({ [`${POD}.hostUsers`]: false, [`${POD}.${field}`]: true })).toEqual([no(`${POD}.${field}`, 'true')]);
  expect(says({ [`${POD}.hostUsers`]: false, [`${POD}.${field}`]: false })).toEqual([]);
});

test('nor block devices, of any container', () => {
  const got = '[{"name":"data","devicePath":"/dev/xvda"}]';
  expect(says({ [`${POD}.hostUsers`]: false, [`${CONTAINER}.volumeDevices`]: DEVICES, [`${POD}.initContainers`]: [{ volumeDevices: DEVICES }] })).toEqual([
    no(`${POD}.initContainers[0].volumeDevices`, got), no(`${CONTAINER}.volumeDevices`, got),
  ]);
  expect(says({ [`${POD}.hostUsers`]: false, [`${CONTAINER}.volumeDevices`]: [] })).toEqual([]);
});

test('the devices are looked at from 1.34 on', () => {
  const set = statefulSet({ [`${POD}.hostUsers`]: false, [`${CONTAINER}.volumeDevices`]: DEVICES });
  expect(complaints(hostUsers, set, undefined, 34)).toHaveLength(1);
  expect(complaints(hostUsers, set, undefined, 33)).toEqual([]);
});
