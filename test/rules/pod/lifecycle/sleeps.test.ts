import { sleeps } from '../../../../src/rules/pod/lifecycle/sleeps';
import { Changes, complaints, CONTAINER, statefulSet } from '../../../support/manifests';

test.each<[title: string, changes: Changes, says: string[], kubernetes: number | undefined]>([
  [
    'no sleep before',
    { [`${CONTAINER}.lifecycle`]: { preStop: { sleep: { seconds: 0 } } } },
    ["'spec.template.spec.containers[0].lifecycle.preStop.sleep.seconds' must be a whole number from 1 to terminationGracePeriodSeconds, 30, got 0"],
    32,
  ],
])('has something to say of %s', (_title, changes, says, kubernetes) => {
  expect(complaints(sleeps, statefulSet(changes), undefined, kubernetes)).toEqual(says.map(each => `here: ${each}`));
});

test.each<[title: string, changes: Changes, kubernetes: number | undefined]>([
  ['no sleep, from 1.33 on', { [`${CONTAINER}.lifecycle`]: { preStop: { sleep: {} } } }, 33],
  ['another handler', { [`${CONTAINER}.lifecycle`]: { preStop: { exec: { command: ['true'] } } } }, undefined],
  [
    'a sleep as long as the pod has',
    { [`${CONTAINER}.lifecycle`]: { preStop: { sleep: { seconds: 60 } } }, 'spec.template.spec.terminationGracePeriodSeconds': 60 },
    undefined,
  ],
])('has nothing to say of %s', (_title, changes, kubernetes) => {
  expect(complaints(sleeps, statefulSet(changes), undefined, kubernetes)).toEqual([]);
});
