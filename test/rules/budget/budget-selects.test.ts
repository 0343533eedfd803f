import { budgetSelects } from '../../../src/rules/budget/budget-selects';
import { budget, Changes, complaints } from '../../support/manifests';

const says = (changes: Changes) => complaints(budgetSelects, budget(changes));
const nothing = (got: string) => [`here: 'spec.selector' must be labels of the pods to protect, got ${got}; without a selector it protects no pod, with an empty selector every pod of its namespace`];

test.each([
  { matchLabels: { app: 'db' } },
  { matchExpressions: [{ key: 'app', operator: 'Exists' }] },
  { matchLabels: {}, matchExpressions: [{ key: 'app', operator: 'Exists' }] },
  { matchLabels: { app: 'db' }, matchExpressions: [{ key: 'tier', operator: 'Exists' }] },
])('lets a budget pass that selects by %j', (selector) => {
  expect(says({ 'spec.selector': selector })).toEqual([]);
});

test.each([
  [undefined, 'nothing'],
  [null, 'null'],
  [{}, '{}'],
  [{ matchLabels: {} }, '{"matchLabels":{}}'],
  [{ matchLabels: null, matchExpressions: [] }, '{"matchLabels":null,"matchExpressions":[]}'],
  [{ matchLabels: ['app'], matchExpressions: 'app' }, '{"matchLabels":["app"],"matchExpressions":"app"}'],
  ['app', "'app'"],
])('advises against a budget that selects by %j', (selector, got) => {
  expect(says({ 'spec.selector': selector })).toEqual(nothing(got));
});

test.each([undefined, null, 'spec', 5, []])('advises against a budget whose spec is %p', (spec) => {
  expect(says({ spec })).toEqual(nothing('nothing'));
});
