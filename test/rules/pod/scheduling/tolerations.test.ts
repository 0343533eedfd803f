import { tolerations } from '../../../../src/rules/pod/scheduling/tolerations';
import { Changes, complaints, statefulSet } from '../../../support/manifests';

test.each<[title: string, changes: Changes, says: string[]]>([
  [
    'no key',
    { 'spec.template.spec.tolerations': [{ value: 'b' }] },
    ["'spec.template.spec.tolerations[0].operator' must be 'Exists' if there is no key, got nothing"],
  ],
  [
    'no key, with an operator',
    { 'spec.template.spec.tolerations': [{ operator: 'Equal', value: 'b' }] },
    ["'spec.template.spec.tolerations[0].operator' must be 'Exists' if there is no key, got 'Equal'"],
  ],
  [
    'a value that none can be',
    { 'spec.template.spec.tolerations': [{ key: 'a', value: 'b c' }] },
    ["'spec.template.spec.tolerations[0].value' must be empty, or up to 63 letters, digits, '-', '_' or '.', beginning and ending with a letter or digit, got 'b c'"],
  ],
  [
    'another effect for a time',
    { 'spec.template.spec.tolerations': [{ key: 'a', operator: 'Exists', effect: 'NoSchedule', tolerationSeconds: 1 }] },
    ["'spec.template.spec.tolerations[0].effect' must be 'NoExecute' if tolerationSeconds is set, got 'NoSchedule'"],
  ],
  [
    'every effect for a time',
    { 'spec.template.spec.tolerations': [{ key: 'a', operator: 'Exists', tolerationSeconds: 1 }] },
    ["'spec.template.spec.tolerations[0].effect' must be 'NoExecute' if tolerationSeconds is set, got nothing"],
  ],
])('has something to say of %s', (_title, changes, says) => {
  expect(complaints(tolerations, statefulSet(changes))).toEqual(says.map(each => `here: ${each}`));
});

test.each<[title: string, changes: Changes]>([
  ['everything', { 'spec.template.spec.tolerations': [{ operator: 'Exists' }] }],
  ['one taint', { 'spec.template.spec.tolerations': [{ key: 'a', value: 'b' }] }],
  ['one taint without a value', { 'spec.template.spec.tolerations': [{ key: 'a', operator: 'Equal' }] }],
  ['an eviction for a time', { 'spec.template.spec.tolerations': [{ key: 'a', operator: 'Exists', effect: 'NoExecute', tolerationSeconds: 1 }] }],
  ['an operator that others know of', { 'spec.template.spec.tolerations': [{ key: 'a', operator: 'Is', value: 'b c' }] }],
])('has nothing to say of %s', (_title, changes) => {
  expect(complaints(tolerations, statefulSet(changes))).toEqual([]);
});
