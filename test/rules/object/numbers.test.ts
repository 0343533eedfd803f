import { numbers } from '../../../src/rules/object/numbers';
import { Changes, complaints, statefulSet } from '../../support/manifests';

test.each<[title: string, changes: Changes, says: string[]]>([
  [
    'a group below 0',
    { 'spec.template.spec.securityContext.supplementalGroups': [1, -1] },
    ["'spec.template.spec.securityContext.supplementalGroups[1]' must be a whole number from 0 to 2147483647, got -1"],
  ],
  [
    'a mode above',
    { 'spec.template.spec.volumes': [{ name: 'v', secret: { secretName: 'a', defaultMode: 512 } }] },
    ["'spec.template.spec.volumes[0].secret.defaultMode' must be a whole number from 0 to 0777, 511 in decimal, got 512"],
  ],
])('has something to say of %s', (_title, changes, says) => {
  expect(complaints(numbers, statefulSet(changes))).toEqual(says.map(each => `here: ${each}`));
});

test.each<[title: string, changes: Changes]>([
  ['groups from 0 on', { 'spec.template.spec.securityContext.supplementalGroups': [0, 2147483647] }],
  ['nothing for a group, which is 0', { 'spec.template.spec.securityContext.supplementalGroups': [null] }],
  ['a mode of 0777', { 'spec.template.spec.volumes': [{ name: 'v', secret: { secretName: 'a', defaultMode: 511 } }] }],
])('has nothing to say of %s', (_title, changes) => {
  expect(complaints(numbers, statefulSet(changes))).toEqual([]);
});
