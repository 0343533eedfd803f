import { partitionReachesPods } from '../../../src/rules/stateful-set/partition-reaches-pods';
import { Changes, complaints, statefulSet } from '../../support/manifests';

const PARTITION = 'spec.updateStrategy.rollingUpdate.partition';

const says = (changes: Changes) => complaints(partitionReachesPods, statefulSet(changes));
const above = (last: number, got: number) => [`here: '${PARTITION}' must be at most ${last}, the last ordinal, got ${got}; as it is, no pod is ever updated`];

test.each([0, 1, 2, undefined, null, '3', {}, NaN])('lets partition %p of 3 pods pass', (partition) => {
  expect(says({ [PARTITION]: partition })).toEqual([]);
});

test.each([3, 4, 2147483647])('advises against partition %p of 3 pods', (partition) => {
  expect(says({ [PARTITION]: partition })).toEqual(above(2, partition));
});

test.each<[unknown, unknown, number]>([
  [3, 5, 7], [3, 0, 2], [1, undefined, 0], [undefined, undefined, 0], [null, null, 0], ['3', '5', 0], [{}, {}, 0],
  [0, undefined, 0], // a set at rest is not told that it updates nothing
])('counts %p replicas from ordinal %p up to %p', (replicas, start, last) => {
  const changes = { 'spec.replicas': replicas, 'spec.ordinals.start': start };
  expect(says({ ...changes, [PARTITION]: last })).toEqual([]);
  expect(says({ ...changes, [PARTITION]: last + 1 })).toEqual(above(last, last + 1));
});

test.each<[string, unknown]>([['spec', null], ['spec', 'text'], ['spec.updateStrategy', null], ['spec.updateStrategy', 'OnDelete'], ['spec.updateStrategy.rollingUpdate', null]])(
  'has nothing to say where %s is %p', (path, value) => {
    expect(says({ [path]: value })).toEqual([]);
  },
);
