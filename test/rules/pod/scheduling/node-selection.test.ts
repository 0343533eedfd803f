import { nodeSelection } from '../../../../src/rules/pod/scheduling/node-selection';
import { Changes, complaints, statefulSet } from '../../../support/manifests';

test.each<[title: string, changes: Changes, says: string[]]>([
  [
    'no values to be among',
    { 'spec.template.spec.affinity': { nodeAffinity: { requiredDuringSchedulingIgnoredDuringExecution: { nodeSelectorTerms: [{ matchExpressions: [{ key: 'zone', operator: 'In' }] }] } } } },
    ["'spec.template.spec.affinity.nodeAffinity.requiredDuringSchedulingIgnoredDuringExecution.nodeSelectorTerms[0].matchExpressions[0].values' must be one or more values for 'In', got nothing"],
  ],
  [
    'values of what is only to be there',
    { 'spec.template.spec.affinity': { nodeAffinity: { requiredDuringSchedulingIgnoredDuringExecution: { nodeSelectorTerms: [{ matchExpressions: [{ key: 'zone', operator: 'Exists', values: ['a'] }] }] } } } },
    ['\'spec.template.spec.affinity.nodeAffinity.requiredDuringSchedulingIgnoredDuringExecution.nodeSelectorTerms[0].matchExpressions[0].values\' must be left out for \'Exists\', got ["a"]'],
  ],
  [
    'two numbers to be above',
    { 'spec.template.spec.affinity': { nodeAffinity: { requiredDuringSchedulingIgnoredDuringExecution: { nodeSelectorTerms: [{ matchExpressions: [{ key: 'cores', operator: 'Gt', values: ['1', '2'] }] }] } } } },
    ['\'spec.template.spec.affinity.nodeAffinity.requiredDuringSchedulingIgnoredDuringExecution.nodeSelectorTerms[0].matchExpressions[0].values\' must be one value for \'Gt\', got ["1","2"]'],
  ],
  [
    'a key that none can be',
    { 'spec.template.spec.affinity': { nodeAffinity: { requiredDuringSchedulingIgnoredDuringExecution: { nodeSelectorTerms: [{ matchExpressions: [{ key: 'a b', operator: 'Exists' }] }] } } } },
    ["'spec.template.spec.affinity.nodeAffinity.requiredDuringSchedulingIgnoredDuringExecution.nodeSelectorTerms[0].matchExpressions[0].key' must be up to 63 letters, digits, '-', '_' or '.', beginning and ending with a letter or digit, after an optional domain and '/', got 'a b'"],
  ],
  [
    'a value that none can be',
    { 'spec.template.spec.affinity': { nodeAffinity: { requiredDuringSchedulingIgnoredDuringExecution: { nodeSelectorTerms: [{ matchExpressions: [{ key: 'zone', operator: 'In', values: ['a b'] }] }] } } } },
    ["'spec.template.spec.affinity.nodeAffinity.requiredDuringSchedulingIgnoredDuringExecution.nodeSelectorTerms[0].matchExpressions[0].values[0]' must be empty, or up to 63 letters, digits, '-', '_' or '.', beginning and ending with a letter or digit, got 'a b'"],
  ],
  [
    'a node by another field',
    { 'spec.template.spec.affinity': { nodeAffinity: { requiredDuringSchedulingIgnoredDuringExecution: { nodeSelectorTerms: [{ matchFields: [{ key: 'metadata.uid', operator: 'In', values: ['a'] }] }] } } } },
    ["'spec.template.spec.affinity.nodeAffinity.requiredDuringSchedulingIgnoredDuringExecution.nodeSelectorTerms[0].matchFields[0].key' must be 'metadata.name', got 'metadata.uid'"],
  ],
  [
    'a name that is to be there',
    { 'spec.template.spec.affinity': { nodeAffinity: { requiredDuringSchedulingIgnoredDuringExecution: { nodeSelectorTerms: [{ matchFields: [{ key: 'metadata.name', operator: 'Exists' }] }] } } } },
    ["'spec.template.spec.affinity.nodeAffinity.requiredDuringSchedulingIgnoredDuringExecution.nodeSelectorTerms[0].matchFields[0].operator' must be 'In' or 'NotIn', got 'Exists'"],
  ],
  [
    'no name',
    { 'spec.template.spec.affinity': { nodeAffinity: { requiredDuringSchedulingIgnoredDuringExecution: { nodeSelectorTerms: [{ matchFields: [{ key: 'metadata.name', operator: 'NotIn' }] }] } } } },
    ["'spec.template.spec.affinity.nodeAffinity.requiredDuringSchedulingIgnoredDuringExecution.nodeSelectorTerms[0].matchFields[0].values' must be one name, got nothing"],
  ],
  [
    'two names',
    { 'spec.template.spec.affinity': { nodeAffinity: { requiredDuringSchedulingIgnoredDuringExecution: { nodeSelectorTerms: [{ matchFields: [{ key: 'metadata.name', operator: 'In', values: ['a', 'b'] }] }] } } } },
    ['\'spec.template.spec.affinity.nodeAffinity.requiredDuringSchedulingIgnoredDuringExecution.nodeSelectorTerms[0].matchFields[0].values\' must be one name, got ["a","b"]'],
  ],
  [
    'a name with capitals',
    { 'spec.template.spec.affinity': { nodeAffinity: { requiredDuringSchedulingIgnoredDuringExecution: { nodeSelectorTerms: [{ matchFields: [{ key: 'metadata.name', operator: 'In', values: ['A'] }] }] } } } },
    ["'spec.template.spec.affinity.nodeAffinity.requiredDuringSchedulingIgnoredDuringExecution.nodeSelectorTerms[0].matchFields[0].values[0]' must be up to 253 lower-case letters, digits, '-' or '.', with a letter or digit at both ends and around each '.', got 'A'"],
  ],
  [
    'nothing for a name',
    { 'spec.template.spec.affinity': { nodeAffinity: { requiredDuringSchedulingIgnoredDuringExecution: { nodeSelectorTerms: [{ matchFields: [{ key: 'metadata.name', operator: 'In', values: [null] }] }] } } } },
    ["'spec.template.spec.affinity.nodeAffinity.requiredDuringSchedulingIgnoredDuringExecution.nodeSelectorTerms[0].matchFields[0].values[0]' must be up to 253 lower-case letters, digits, '-' or '.', with a letter or digit at both ends and around each '.', got null"],
  ],
  [
    'a field of which nothing is said',
    { 'spec.template.spec.affinity': { nodeAffinity: { requiredDuringSchedulingIgnoredDuringExecution: { nodeSelectorTerms: [{ matchFields: [{}] }] } } } },
    ["'spec.template.spec.affinity.nodeAffinity.requiredDuringSchedulingIgnoredDuringExecution.nodeSelectorTerms[0].matchFields[0].values' must be one name, got nothing"],
  ],
])('has something to say of %s', (_title, changes, says) => {
  expect(complaints(nodeSelection, statefulSet(changes))).toEqual(says.map(each => `here: ${each}`));
});

test.each<[title: string, changes: Changes]>([
  [
    'a node by its zone',
    { 'spec.template.spec.affinity': { nodeAffinity: { requiredDuringSchedulingIgnoredDuringExecution: { nodeSelectorTerms: [{ matchExpressions: [{ key: 'zone', operator: 'In', values: ['a', 'b'] }] }] } } } },
  ],
  [
    'one number',
    { 'spec.template.spec.affinity': { nodeAffinity: { requiredDuringSchedulingIgnoredDuringExecution: { nodeSelectorTerms: [{ matchExpressions: [{ key: 'cores', operator: 'Gt', values: ['1'] }] }] } } } },
  ],
  [
    'nothing for a value',
    { 'spec.template.spec.affinity': { nodeAffinity: { requiredDuringSchedulingIgnoredDuringExecution: { nodeSelectorTerms: [{ matchExpressions: [{ key: 'zone', operator: 'In', values: [null] }] }] } } } },
  ],
  [
    'a value that none can be, preferred',
    { 'spec.template.spec.affinity': { nodeAffinity: { preferredDuringSchedulingIgnoredDuringExecution: [{ weight: 1, preference: { matchExpressions: [{ key: 'zone', operator: 'In', values: ['a b'] }] } }] } } },
  ],
  [
    'an operator left out',
    { 'spec.template.spec.affinity': { nodeAffinity: { requiredDuringSchedulingIgnoredDuringExecution: { nodeSelectorTerms: [{ matchExpressions: [{ key: 'zone' }] }] } } } },
  ],
  [
    'a node by its name',
    { 'spec.template.spec.affinity': { nodeAffinity: { requiredDuringSchedulingIgnoredDuringExecution: { nodeSelectorTerms: [{ matchFields: [{ key: 'metadata.name', operator: 'In', values: ['a'] }] }] } } } },
  ],
  [
    'a field of no name, and no operator',
    { 'spec.template.spec.affinity': { nodeAffinity: { requiredDuringSchedulingIgnoredDuringExecution: { nodeSelectorTerms: [{ matchFields: [{ key: '', operator: '', values: ['a'] }] }] } } } },
  ],
])('has nothing to say of %s', (_title, changes) => {
  expect(complaints(nodeSelection, statefulSet(changes))).toEqual([]);
});

test('of values that no label can have, from 1.32 on', () => {
  const terms = [{ matchExpressions: [{ key: 'zone', operator: 'In', values: ['a b'] }] }];
  const set = statefulSet({ 'spec.template.spec.affinity.nodeAffinity.requiredDuringSchedulingIgnoredDuringExecution.nodeSelectorTerms': terms });
  expect(complaints(nodeSelection, set, undefined, 32)).toHaveLength(1);
  expect(complaints(nodeSelection, set, undefined, 31)).toEqual([]);
});
