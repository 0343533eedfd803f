import { Changes } from '../support/manifests';
import { BUDGETS, OTHERS, REMOVED, RENAMED, SERVICES, set, STATEFUL_SETS } from '../support/upgrade-rows';
import { effects, found } from '../support/upgrades';

describe.each([
  ['of a StatefulSet', STATEFUL_SETS], ['of a Service', SERVICES], ['of other objects', OTHERS],
  ['of a budget', BUDGETS], ['by which an object goes', REMOVED], ['of a name', RENAMED],
] as const)('a change %s', (_, rows) => {
  test.each(rows.map(([title, pair, expected, cluster]) => [title, expected.join(', ')
    || 'nothing', pair, expected, cluster] as const))('%s: %s', (_title, _expected, [before, after], expected, cluster) => {
    expect(effects(before, after, cluster)).toEqual(expected);
  });
});

test('each finding says whole sentences, with a link where it can, and each step what to see and how to go back', () => {
  const all = [STATEFUL_SETS, SERVICES, OTHERS, BUDGETS, REMOVED, RENAMED].flat().flatMap(([, [before, after], , cluster]) => found(before, after, cluster));
  expect(all.filter(({ why }) => !/^[A-Z'`0-9a-z].*\.$/.test(why))).toEqual([]);
  expect(all.flatMap(({ steps }) => steps).filter(({ command, see, back }) => command === '' || see === '' || back === '')).toEqual([]);
  expect(all.filter(({ effect, link }) => effect === 'refused' && link === undefined)).toEqual([]);
});

test('who reads a changed text is told, and that variables stay as they are', () => {
  const source = (kind: string, data: object) => ({ apiVersion: 'v1', kind, metadata: { name: 'conf', namespace: 'prod' }, data });
  const why = (kind: string, changes: Changes) => found([source(kind, { a: '1' }), set(changes)], [source(kind, { a: '2' }), set(changes)]).map(each => [each.why, each.fields]);
  const files = 'Read by StatefulSet db. Files in pods change within one or two minutes, except those mounted with subPath. Whether the program reads them again depends on the program.';
  expect(why('ConfigMap', { 'spec.template.spec.volumes': [{ name: 'a', projected: { sources: [{ configMap: { name: 'conf' } }] } }] })).toEqual([[
    files,
    [{ path: 'data.a', before: '1', after: '2' }],
  ]]);
  expect(why('Secret', { 'spec.template.spec.containers[0].env': [{ name: 'A', valueFrom: { secretKeyRef: { name: 'conf', key: 'a' } } }] })).toEqual([
    [`${files} Environment variables of StatefulSet db change only when a pod is restarted.`, [{ path: 'data.a', before: '(secret)', after: '(secret)' }]],
  ]);
  expect(why('Secret', { 'spec.template.spec.containers[0].envFrom': [{ secretRef: { name: 'other' } }] })).toEqual([[
    'No pod of these manifests reads it.',
    [{ path: 'data.a', before: '(secret)', after: '(secret)' }],
  ]]);
});

test.each<[Changes, string]>([
  [{ 'spec.ordinals.start': 1 }, 'db-0 will be deleted, and db-3 added on new, empty claims. The old claims stay.'],
  [{ 'spec.ordinals.start': 1, 'spec.replicas': 2 }, 'db-0 will be deleted. The old claims stay.'],
])('the pods of other ordinals are named: %j', (changes, why) => {
  expect(found([set()], [set(changes)]).filter(({ rule }) => rule === 'ordinals').map(each => each.why)).toEqual([why]);
});
