import { budgetLetsNodesDrain } from '../../../src/rules/budget/budget-lets-nodes-drain';
import { budget, Changes, complaints, statefulSet } from '../../support/manifests';

const INSTEAD = 'as it is, no node with such a pod can be drained';

const says = (changes: Changes, set = statefulSet()) => complaints(budgetLetsNodesDrain, budget(changes), [budget(), set]);
const minAvailable = (value: unknown) => ({ 'spec.maxUnavailable': undefined, 'spec.minAvailable': value });
const tooMany = (got: string, replicas = 3) => [`here: 'spec.minAvailable' must be below the ${replicas} replicas of StatefulSet 'db', got ${got}; ${INSTEAD}`];

test.each([1, 2, 3, '1%', '50%', null, undefined])('lets a budget pass that lets %p pods go', (maxUnavailable) => {
  expect(says({ 'spec.maxUnavailable': maxUnavailable })).toEqual([]);
});

test.each([[0, '0'], ['0%', "'0%'"]])('advises against letting %p pods go', (maxUnavailable, got) => {
  expect(says({ 'spec.maxUnavailable': maxUnavailable })).toEqual([`here: 'spec.maxUnavailable' must be at least 1, got ${got}; ${INSTEAD}`]);
});

test.each([0, 1, 2, '0%', '66%', null, undefined, 'most', {}, [3], true])('lets a budget pass that keeps %p of 3 pods', (least) => {
  expect(says(minAvailable(least))).toEqual([]);
});

// a part of a pod counts as a whole one: 67 % of 3 are 3
test.each([[3, '3'], [4, '4'], ['67%', "'67%'"], ['100%', "'100%'"]])('advises against keeping %p of 3 pods', (least, got) => {
  expect(says(minAvailable(least))).toEqual(tooMany(got));
});

test.each<[unknown, unknown, string[]]>([
  [undefined, 1, tooMany('1', 1)],
  [null, 1, tooMany('1', 1)],
  ['3', 1, tooMany('1', 1)],
  [1, 0, []],
  [0, 0, []],
  [0, 1, []],
  [0, '50%', []],
  [0, '100%', tooMany("'100%'", 0)],
  [4, 3, []],
])('counts replicas: %p as they are written, keeping %p', (replicas, least, said) => {
  expect(says(minAvailable(least), statefulSet({ 'spec.replicas': replicas }))).toEqual(said);
});

test('speaks of both fields where both are wrong', () => {
  expect(says({ 'spec.maxUnavailable': 0, 'spec.minAvailable': 3 })).toEqual([
    `here: 'spec.maxUnavailable' must be at least 1, got 0; ${INSTEAD}`,
    ...tooMany('3'),
  ]);
});

test.each<[string, Changes, Changes]>([
  ['of other labels', { 'spec.selector.matchLabels.app': 'mongo' }, {}],
  ['in another namespace', { 'metadata.namespace': 'prod' }, {}],
  ['of another kind', {}, { kind: 'Deployment' }],
  ['that nothing selects', { 'spec.selector': undefined }, {}],
  ['that nothing selects, in so many words', { 'spec.selector': null }, {}],
])('has nothing to say of pods %s', (_title, changes, set) => {
  expect(says({ 'spec.maxUnavailable': 0, ...changes }, statefulSet(set))).toEqual([]);
});

test('takes an empty selector for every pod of the namespace', () => {
  expect(says({ ...minAvailable(3), 'spec.selector': {} })).toEqual(tooMany('3'));
});

test.each([undefined, 5, null])('calls a StatefulSet that has no proper name (%p) by none', (name) => {
  expect(says(minAvailable(3), statefulSet({ 'metadata.name': name }))).toEqual([
    `here: 'spec.minAvailable' must be below the 3 replicas of StatefulSet '', got 3; ${INSTEAD}`,
  ]);
});

test.each([undefined, null, 'spec', 5, []])('has nothing to say of a budget whose spec is %p', (spec) => {
  expect(says({ spec })).toEqual([]);
});
