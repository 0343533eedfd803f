import { selectorMatchesPods } from '../../../src/rules/stateful-set/selector-matches-pods';
import { Changes, complaints, statefulSet } from '../../support/manifests';

const says = (changes: Changes) => complaints(selectorMatchesPods, statefulSet(changes));

test.each([
  { matchLabels: { app: 'db' } },
  { matchExpressions: [{ key: 'app', operator: 'In', values: ['db', 'mongo'] }] },
  { matchLabels: null, matchExpressions: [{ key: 'app', operator: 'Exists' }] },
  { matchLabels: { app: 'db' }, matchExpressions: [{ key: 'tier', operator: 'DoesNotExist' }] },
])('lets selector %j pass', (selector) => {
  expect(says({ 'spec.selector': selector })).toEqual([]);
});

test.each([
  [undefined, 'nothing'],
  [null, 'null'],
  [{}, '{}'],
  [{ matchLabels: {} }, '{"matchLabels":{}}'],
  [{ matchExpressions: [] }, '{"matchExpressions":[]}'],
  ['app=db', "'app=db'"],
  [['app'], '["app"]'],
])('refuses a selector that says nothing: %j', (selector, got) => {
  expect(says({ 'spec.selector': selector })).toEqual([`here: 'spec.selector' must be labels that the pods have, got ${got}`]);
});

test.each([
  { matchLabels: { app: 'mongo' } },
  { matchLabels: { app: 'db', tier: 'data' } },
  { matchLabels: { app: 'db' }, matchExpressions: [{ key: 'app', operator: 'NotIn', values: ['db'] }] },
  { matchExpressions: [null, { key: 'tier', operator: 'Exists' }] },
])('refuses selector %j, which the pods do not match', (selector) => {
  expect(says({ 'spec.selector': selector })).toEqual([
    `here: 'spec.selector' must be matched by spec.template.metadata.labels, got ${JSON.stringify(selector)}; the pods have {"app":"db"}`,
  ]);
});

test.each<[string, unknown]>([['spec.template.metadata.labels', undefined], ['spec.template.metadata.labels', null], ['spec.template.metadata.labels', 'app=db'], ['spec.template.metadata', null], ['spec.template', null]])(
  'finds no labels where %s is %p', (path, value) => {
    expect(says({ [path]: value })).toEqual(["here: 'spec.selector' must be matched by spec.template.metadata.labels, got {\"matchLabels\":{\"app\":\"db\"}}; the pods have {}"]);
  },
);

test.each([undefined, null, 'text'])('finds no selector where the spec is %p', (spec) => {
  expect(says({ spec })).toEqual(["here: 'spec.selector' must be labels that the pods have, got nothing"]);
});
