import { Manifest } from '../../../../src/manifest/manifest';
import { matchedLabelKeys } from '../../../../src/rules/pod/scheduling/matched-label-keys';
import { findings } from '../../../../src/rules/rules';
import { Changes, complaints, pod, statefulSet } from '../../../support/manifests';

test.each<[title: string, changes: Changes, says: string[], kubernetes: number | undefined]>([
  [
    'a key that none can be',
    { 'spec.template.spec.affinity': { podAffinity: { requiredDuringSchedulingIgnoredDuringExecution: [{ topologyKey: 'zone', labelSelector: {}, matchLabelKeys: ['a b'] }] } } },
    ["'spec.template.spec.affinity.podAffinity.requiredDuringSchedulingIgnoredDuringExecution[0].matchLabelKeys[0]' must be up to 63 letters, digits, '-', '_' or '.', beginning and ending with a letter or digit, after an optional domain and '/', got 'a b'"],
    undefined,
  ],
  [
    'nothing for a key',
    { 'spec.template.spec.affinity': { podAffinity: { requiredDuringSchedulingIgnoredDuringExecution: [{ topologyKey: 'zone', labelSelector: {}, matchLabelKeys: [null] }] } } },
    ["'spec.template.spec.affinity.podAffinity.requiredDuringSchedulingIgnoredDuringExecution[0].matchLabelKeys[0]' must be up to 63 letters, digits, '-', '_' or '.', beginning and ending with a letter or digit, after an optional domain and '/', got null"],
    undefined,
  ],
  [
    'a key that is to match and not to match',
    { 'spec.template.spec.affinity': { podAffinity: { requiredDuringSchedulingIgnoredDuringExecution: [{ topologyKey: 'zone', labelSelector: {}, matchLabelKeys: ['a'], mismatchLabelKeys: ['a'] }] } } },
    ["'spec.template.spec.affinity.podAffinity.requiredDuringSchedulingIgnoredDuringExecution[0].matchLabelKeys[0]' must be a key that mismatchLabelKeys does not have, got 'a'"],
    undefined,
  ],
  [
    'a key that the selector has in two expressions',
    { 'spec.template.spec.affinity': { podAffinity: { requiredDuringSchedulingIgnoredDuringExecution: [{ topologyKey: 'zone', labelSelector: { matchExpressions: [{ key: 'a', operator: 'Exists' }, { key: 'a', operator: 'Exists' }] }, matchLabelKeys: ['a'] }] } } },
    ["'spec.template.spec.affinity.podAffinity.requiredDuringSchedulingIgnoredDuringExecution[0].matchLabelKeys[0]' must be a key that labelSelector does not have, got 'a'"],
    undefined,
  ],
  [
    'the same of spreading before',
    { 'spec.template.spec.topologySpreadConstraints': [{ maxSkew: 1, topologyKey: 'z', whenUnsatisfiable: 'DoNotSchedule', labelSelector: { matchLabels: { app: 'db' }, matchExpressions: [{ key: 'a', operator: 'Exists' }] }, matchLabelKeys: ['a'] }] },
    ["'spec.template.spec.topologySpreadConstraints[0].matchLabelKeys[0]' must be a key that labelSelector does not have, got 'a'"],
    33,
  ],
])('has something to say of %s', (_title, changes, says, kubernetes) => {
  expect(complaints(matchedLabelKeys, statefulSet(changes), undefined, kubernetes)).toEqual(says.map(each => `here: ${each}`));
});

test.each<[title: string, changes: Changes, kubernetes: number | undefined]>([
  [
    'keys beside a selector',
    { 'spec.template.spec.affinity': { podAffinity: { requiredDuringSchedulingIgnoredDuringExecution: [{ topologyKey: 'zone', labelSelector: { matchLabels: { app: 'db' } }, matchLabelKeys: ['zone'], mismatchLabelKeys: ['tier'] }] } } },
    undefined,
  ],
  [
    'a key that the selector has in one',
    { 'spec.template.spec.affinity': { podAffinity: { requiredDuringSchedulingIgnoredDuringExecution: [{ topologyKey: 'zone', labelSelector: { matchExpressions: [{ key: 'a', operator: 'Exists' }] }, matchLabelKeys: ['a'] }] } } },
    undefined,
  ],
  [
    'the same of spreading, from 1.34 on',
    { 'spec.template.spec.topologySpreadConstraints': [{ maxSkew: 1, topologyKey: 'z', whenUnsatisfiable: 'DoNotSchedule', labelSelector: { matchLabels: { app: 'db' }, matchExpressions: [{ key: 'a', operator: 'Exists' }] }, matchLabelKeys: ['a'] }] },
    34,
  ],
])('has nothing to say of %s', (_title, changes, kubernetes) => {
  expect(complaints(matchedLabelKeys, statefulSet(changes), undefined, kubernetes)).toEqual([]);
});

describe('a key that the selector has, and of which the pod has a label, is there twice when the pod is made', () => {
  const REFUSED = 'refused by the API server';
  const spread = (matchLabelKeys: string[]) => ({
    topologySpreadConstraints: [{ maxSkew: 1, topologyKey: 'z', whenUnsatisfiable: 'DoNotSchedule', labelSelector: { matchLabels: { app: 'db', tier: 'data' } }, matchLabelKeys }],
  });
  const term = { topologyKey: 'z', labelSelector: { matchLabels: { app: 'db' } }, matchLabelKeys: ['app'] };
  const affinity = { affinity: { podAntiAffinity: { requiredDuringSchedulingIgnoredDuringExecution: [term] } } };
  const ofSet = (spec: object) => ({ ...statefulSet(), spec: { ...statefulSet().spec, template: { metadata: { labels: { app: 'db' } }, spec: { ...statefulSet().spec.template.spec, ...spec } } } });
  const ofPod = (spec: object) => ({ ...pod(), spec: { ...pod().spec, ...spec } });
  const found = (manifest: Manifest, kubernetes: number) =>
    findings([matchedLabelKeys], manifest, [manifest], kubernetes).map(({ certainty, complaint }) => [certainty, complaint.what]);
  const SPREAD = 'spec.topologySpreadConstraints[0].matchLabelKeys';
  const ANTI = 'spec.affinity.podAntiAffinity.requiredDuringSchedulingIgnoredDuringExecution[0].matchLabelKeys[0]';

  test.each<[title: string, manifest: Manifest, kubernetes: number, expected: unknown[]]>([
    ['a set, whose pods are refused', ofSet(spread(['app'])), 34, [['never runs', `spec.template.${SPREAD}[0]`]]],
    ['a pod', ofPod(spread(['app'])), 34, [[REFUSED, `${SPREAD}[0]`]]],
    ['a set in 1.33, which puts nothing into a spread, and looks at the whole', ofPod(spread(['app'])), 33, [[REFUSED, `${SPREAD}[0]`]]],
    ['the affinity of a set', ofSet(affinity), 37, [['never runs', `spec.template.${ANTI}`]]],
    ['the affinity of a pod', ofPod(affinity), 31, [[REFUSED, ANTI]]],
    ['a key that is asked for twice', ofPod(spread(['app', 'app'])), 34, [[REFUSED, `${SPREAD}[0]`], [REFUSED, `${SPREAD}[1]`]]],
    ['a key of which the pod has no label', ofPod(spread(['tier'])), 34, []],
  ])('%s', (_title, manifest, kubernetes, expected) => {
    expect(found(manifest, kubernetes)).toEqual(expected);
  });
});
