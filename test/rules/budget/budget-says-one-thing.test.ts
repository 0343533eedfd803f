import { budgetSaysOneThing } from '../../../src/rules/budget/budget-says-one-thing';
import { budget, Changes, complaints } from '../../support/manifests';

const says = (changes: Changes) => complaints(budgetSaysOneThing, budget(changes));

test.each<[unknown, unknown]>([[1, undefined], [undefined, 1], [1, null], [null, 1], [null, null], [0, undefined], [undefined, undefined]])(
  'lets maxUnavailable %p with minAvailable %p pass', (maxUnavailable, minAvailable) => {
    expect(says({ 'spec.maxUnavailable': maxUnavailable, 'spec.minAvailable': minAvailable })).toEqual([]);
  },
);

test.each<[unknown, unknown, string]>([[1, 2, '2'], [0, 0, '0'], ['50%', '50%', "'50%'"], [1, '', "''"]])(
  'refuses maxUnavailable %p with minAvailable %p', (maxUnavailable, minAvailable, got) => {
    expect(says({ 'spec.maxUnavailable': maxUnavailable, 'spec.minAvailable': minAvailable })).toEqual([
      `here: 'spec.minAvailable' must be left out if maxUnavailable is given, got ${got}`,
    ]);
  },
);

test.each([undefined, null, 'spec', 5, []])('has nothing to say of a budget whose spec is %p', (spec) => {
  expect(says({ spec })).toEqual([]);
});
