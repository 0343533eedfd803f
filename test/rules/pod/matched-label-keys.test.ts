import { matchedLabelKeys } from '../../../src/rules/pod/matched-label-keys';
import { Changes, complaints, statefulSet } from '../../support/manifests';

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
