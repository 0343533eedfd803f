import { counts } from '../../../src/rules/stateful-set/counts';
import { Changes, complaints, statefulSet } from '../../support/manifests';

const says = (changes: Changes) => complaints(counts, statefulSet(changes));

describe.each(['spec.replicas', 'spec.minReadySeconds', 'spec.ordinals.start', 'spec.updateStrategy.rollingUpdate.partition'])('%s', (path) => {
  test.each([0, 1, 2147483647, undefined, null])('may be %p', (count) => {
    expect(says({ [path]: count })).toEqual([]);
  });

  test.each([
    [-1, '-1'], [2147483648, '2147483648'], [1.5, '1.5'], [NaN, 'NaN'], [Infinity, 'Infinity'], ['3', "'3'"], ['', "''"], [true, 'true'], [[], '[]'], [{}, '{}'],
  ])('may not be %p', (count, got) => {
    expect(says({ [path]: count })).toEqual([`here: '${path}' must be a whole number from 0 to 2147483647, got ${got}`]);
  });
});

test('speaks of each count that is wrong', () => {
  expect(says({ 'spec.replicas': -1, 'spec.minReadySeconds': -2 })).toEqual([
    "here: 'spec.replicas' must be a whole number from 0 to 2147483647, got -1",
    "here: 'spec.minReadySeconds' must be a whole number from 0 to 2147483647, got -2",
  ]);
});

test.each<[string, unknown]>([['spec', undefined], ['spec', null], ['spec', 'text'], ['spec.ordinals', null], ['spec.updateStrategy', null], ['spec.updateStrategy.rollingUpdate', 'text']])(
  'has nothing to say where %s is %p', (path, value) => {
    expect(says({ [path]: value })).toEqual([]);
  },
);
