import { budgetAmounts } from '../../../src/rules/budget/budget-amounts';
import { budget, Changes, complaints } from '../../support/manifests';

const says = (changes: Changes) => complaints(budgetAmounts, budget(changes));

describe.each(['minAvailable', 'maxUnavailable'])('%s', (field) => {
  test.each([0, 1, 2147483647, '0%', '1%', '007%', '100%', null, undefined])('may be %p', (amount) => {
    expect(says({ [`spec.${field}`]: amount })).toEqual([]);
  });

  test.each<[unknown, string]>([
    [-1, '-1'], [1.5, '1.5'], [2147483648, '2147483648'], [NaN, 'NaN'], ['1', "'1'"], ['', "''"], ['-1%', "'-1%'"], ['101%', "'101%'"], ['150%', "'150%'"], ['1.5%', "'1.5%'"], ['half', "'half'"],
    ['%', "'%'"], [' 1%', "' 1%'"], [true, 'true'], [{}, '{}'], [[1], '[1]'],
  ])('may not be %p', (amount, got) => {
    expect(says({ [`spec.${field}`]: amount })).toEqual([`here: 'spec.${field}' must be a whole number of pods, 0 or more, or from 0% to 100%, got ${got}`]);
  });
});

test.each([undefined, null, 'spec', 5, []])('has nothing to say of a budget whose spec is %p', (spec) => {
  expect(says({ spec })).toEqual([]);
});
