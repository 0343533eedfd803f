import { budgetKeepsMajority } from '../../../src/rules/budget/budget-keeps-majority';
import { budget, complaints, statefulSet } from '../../support/manifests';

const says = (spec: Record<string, unknown>, replicas = 5) => {
  const manifest = budget({ spec: { selector: { matchLabels: { app: 'db' } }, ...spec } });
  return complaints(budgetKeepsMajority, manifest, [manifest, statefulSet({ 'spec.replicas': replicas })]);
};
const INSTEAD = "a majority of the 5 pods of StatefulSet 'db' is 3";

test.each([{ maxUnavailable: 1 }, { maxUnavailable: 2 }, { maxUnavailable: '40%' }, { minAvailable: 3 }, { minAvailable: '60%' }, {}])('the budget %j keeps a majority of five', (spec) => {
  expect(says(spec)).toEqual([]);
});

test.each<[Record<string, unknown>, string]>([
  [{ maxUnavailable: 3 }, "'spec.maxUnavailable' must be at most 2, got 3"],
  [{ maxUnavailable: '50%' }, "'spec.maxUnavailable' must be at most 2, got '50%'"],
  [{ minAvailable: 2 }, "'spec.minAvailable' must be at least 3, got 2"],
  [{ minAvailable: '40%' }, "'spec.minAvailable' must be at least 3, got '40%'"],
])('the budget %j keeps no majority of five', (spec, complaint) => {
  expect(says(spec)).toEqual([`here: ${complaint}; ${INSTEAD}`]);
});

test('two have no majority to keep', () => {
  expect(says({ maxUnavailable: 2 }, 2)).toEqual([]);
});

test('of several sets, or of none, nobody can know', () => {
  const manifest = budget({ 'spec.maxUnavailable': 3 });
  expect(complaints(budgetKeepsMajority, manifest, [manifest])).toEqual([]);
  expect(complaints(budgetKeepsMajority, manifest, [manifest, statefulSet(), statefulSet({ 'metadata.name': 'other' })])).toEqual([]);
  expect(complaints(budgetKeepsMajority, budget({ 'spec.selector': undefined }), [statefulSet()])).toEqual([]);
});
