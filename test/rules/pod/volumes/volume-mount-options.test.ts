import { volumeMounts } from '../../../../src/rules/pod/volumes/volume-mounts';
import { Changes, complaints, CONTAINER, statefulSet } from '../../../support/manifests';

test.each<[title: string, changes: Changes, says: string[]]>([
  [
    'a claim that is a device as well',
    { [`${CONTAINER}.volumeDevices`]: [{ name: 'data', devicePath: '/dev/a' }] },
    ["'spec.template.spec.containers[0].volumeMounts[0].name' must be a volume that is not also in volumeDevices, got 'data'"],
  ],
  [
    'two paths below one volume',
    { [`${CONTAINER}.volumeMounts[0].subPath`]: 'a', [`${CONTAINER}.volumeMounts[0].subPathExpr`]: 'b' },
    ["'spec.template.spec.containers[0].volumeMounts[0].subPathExpr' must be left out if subPath is set, got 'b'"],
  ],
  [
    'mounts for the host',
    { [`${CONTAINER}.volumeMounts[0].mountPropagation`]: 'Bidirectional' },
    ["'spec.template.spec.containers[0].volumeMounts[0].mountPropagation' must be 'None' or 'HostToContainer', unless the container is privileged, got 'Bidirectional'"],
  ],
  [
    'the same of what can be written to',
    { [`${CONTAINER}.volumeMounts[0].recursiveReadOnly`]: 'IfPossible' },
    ["'spec.template.spec.containers[0].volumeMounts[0].recursiveReadOnly' must be 'Disabled' or left out, unless readOnly is true, got 'IfPossible'"],
  ],
  [
    'the same of what is mounted from elsewhere',
    { [`${CONTAINER}.volumeMounts[0].recursiveReadOnly`]: 'Enabled', [`${CONTAINER}.volumeMounts[0].readOnly`]: true, [`${CONTAINER}.volumeMounts[0].mountPropagation`]: 'HostToContainer' },
    ["'spec.template.spec.containers[0].volumeMounts[0].recursiveReadOnly' must be 'Disabled' or left out, unless mountPropagation is 'None', got 'Enabled'"],
  ],
])('has something to say of %s', (_title, changes, says) => {
  expect(complaints(volumeMounts, statefulSet(changes))).toEqual(says.map(each => `here: ${each}`));
});

test.each<[title: string, changes: Changes]>([
  [
    'mounts for the host, of a privileged container',
    { [`${CONTAINER}.volumeMounts[0].mountPropagation`]: 'Bidirectional', [`${CONTAINER}.securityContext`]: { privileged: true } },
  ],
  ['nothing to write to, all the way down', { [`${CONTAINER}.volumeMounts[0].recursiveReadOnly`]: 'Enabled', [`${CONTAINER}.volumeMounts[0].readOnly`]: true }],
  [
    'the same of what is not',
    { [`${CONTAINER}.volumeMounts[0].recursiveReadOnly`]: 'Enabled', [`${CONTAINER}.volumeMounts[0].readOnly`]: true, [`${CONTAINER}.volumeMounts[0].mountPropagation`]: 'None' },
  ],
])('has nothing to say of %s', (_title, changes) => {
  expect(complaints(volumeMounts, statefulSet(changes))).toEqual([]);
});
