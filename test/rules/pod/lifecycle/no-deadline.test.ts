import { noDeadline } from '../../../../src/rules/pod/lifecycle/no-deadline';
import { Changes, complaints, pod } from '../../../support/manifests';

test.each<[title: string, changes: Changes, says: string[]]>([
  ['0 seconds', { 'spec.activeDeadlineSeconds': 0 }, ["'spec.activeDeadlineSeconds' must be a whole number from 1 to 2147483647, got 0"]],
  ['one more', { 'spec.activeDeadlineSeconds': 2147483648 }, ["'spec.activeDeadlineSeconds' must be a whole number from 1 to 2147483647, got 2147483648"]],
])('has something to say of %s', (_title, changes, says) => {
  expect(complaints(noDeadline, pod(changes))).toEqual(says.map(each => `here: ${each}`));
});

test.each<[title: string, changes: Changes]>([
  ['1 second', { 'spec.activeDeadlineSeconds': 1 }],
  ['all seconds that can be counted', { 'spec.activeDeadlineSeconds': 2147483647 }],
  ['null', { 'spec.activeDeadlineSeconds': null }],
])('has nothing to say of %s', (_title, changes) => {
  expect(complaints(noDeadline, pod(changes))).toEqual([]);
});
