import { labels as rule } from '../../../src/rules/object/labels';
import { CLAIM, complaints, headless, statefulSet } from '../../support/manifests';

const KEYS = "labels whose keys are up to 63 letters, digits, '-', '_' or '.', after an optional domain and '/'";
const VALUE = "empty, or up to 63 letters, digits, '-', '_' or '.', beginning and ending with a letter or digit";

const LONGEST = 'a'.repeat(63);
const LONGEST_DOMAIN = `${'a'.repeat(63)}.${'b'.repeat(63)}.${'c'.repeat(63)}.${'d'.repeat(61)}`;

describe.each([
  ['metadata.labels', (labels: unknown) => complaints(rule, headless({ 'metadata.labels': labels }))],
  ['spec.selector', (labels: unknown) => complaints(rule, headless({ 'spec.selector': labels }))],
  ['metadata.labels', (labels: unknown) => complaints(rule, statefulSet({ 'metadata.labels': labels }))],
  ['spec.template.metadata.labels', (labels: unknown) => complaints(rule, statefulSet({ 'spec.template.metadata.labels': labels }))],
  ['spec.jobTemplate.spec.template.metadata.labels', (labels: unknown) => complaints(rule, { kind: 'CronJob', spec: { jobTemplate: { spec: { template: { metadata: { labels } } } } } })],
  ['spec.jobTemplate.metadata.labels', (labels: unknown) => complaints(rule, { kind: 'CronJob', spec: { jobTemplate: { metadata: { labels } } } })],
  ['spec.volumeClaimTemplates[0].metadata.labels', (labels: unknown) => complaints(rule, statefulSet({ [`${CLAIM}.metadata.labels`]: labels }))],
  ['metadata.labels', (labels: unknown) => complaints(rule, { kind: 'Pod', metadata: { labels } })],
])('%s', (path, says) => {
  test.each([
    'a', 'A', '0', 'a.b', 'a-b', 'a_b', LONGEST, 'app.kubernetes.io/name', 'a/b', '0/a', `${LONGEST_DOMAIN}/a`, `a/${LONGEST}`,
  ])('may have the key %s', (key) => {
    expect(says({ [key]: 'db' })).toEqual([]);
  });

  test.each([
    '', '-', '-a', 'a-', '.a', 'a_', 'a b', 'ä', `${LONGEST}a`, '/a', 'a/', 'a/b/c', 'A.com/a', 'a..b/a', '-a.b/a', 'a-.b/a', 'a_b/a', `${LONGEST_DOMAIN}d/a`,
  ])('may not have the key "%s"', (key) => {
    expect(says({ [key]: 'db' })).toEqual([`here: '${path}' must be ${KEYS}, got '${key}'`]);
  });

  test.each(['', 'a', 'A.b_c-9', '0', LONGEST, null, undefined])('may have the value %p', (value) => {
    expect(says({ app: value })).toEqual([]);
  });

  test.each([
    ['-', "'-'"], ['-a', "'-a'"], ['a.', "'a.'"], ['a b', "'a b'"], ['a/b', "'a/b'"], [`${LONGEST}a`, `'${LONGEST}a'`],
  ])('may not have the value %p', (value, got) => {
    expect(says({ app: value })).toEqual([`here: '${path}.app' must be ${VALUE}, got ${got}`]);
  });

  test('may have a wrong key and a wrong value at once, and hears of both', () => {
    expect(says({ 'ok': 'ok', 'a b': '-' })).toEqual([`here: '${path}' must be ${KEYS}, got 'a b'`, `here: '${path}.a b' must be ${VALUE}, got '-'`]);
  });

  test.each([undefined, null, 'app=db', 5, ['app'], {}].map(labels => [labels]))('may be %j, as far as labels go', (labels) => {
    expect(says(labels)).toEqual([]);
  });
});

test.each<[string, unknown]>([['metadata', null], ['spec', null], ['spec', 'text'], ['spec.template', null], ['spec.template.metadata', null], ['spec.volumeClaimTemplates', null], ['spec.volumeClaimTemplates', [null]], ['spec.jobTemplate', null]])('have nothing to say where %s is %p', (path, value) => {
  expect(complaints(rule, headless({ [path]: value }))).toEqual([]);
  expect(complaints(rule, statefulSet({ [path]: value }))).toEqual([]);
});
