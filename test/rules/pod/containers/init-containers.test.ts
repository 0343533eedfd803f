import { fieldTypes } from '../../../../src/rules/object/field-types';
import { initContainers } from '../../../../src/rules/pod/containers/init-containers';
import { findings } from '../../../../src/rules/rules';
import { Changes, complaints, CONTAINER, statefulSet } from '../../../support/manifests';

test.each<[title: string, changes: Changes, says: string[], kubernetes: number | undefined]>([
  [
    'a lifecycle that says nothing',
    { 'spec.template.spec.initContainers': [{ name: 'init', image: 'x:1', lifecycle: { preStop: null } }] },
    ['\'spec.template.spec.initContainers[0].lifecycle\' must be left out of an init container, unless its restartPolicy is \'Always\', got {"preStop":null}'],
    undefined,
  ],
  [
    'a lifecycle of an init container',
    { 'spec.template.spec.initContainers': [{ name: 'init', image: 'x:1', lifecycle: { preStop: { exec: { command: ['true'] } } } }] },
    ['\'spec.template.spec.initContainers[0].lifecycle\' must be left out of an init container, unless its restartPolicy is \'Always\', got {"preStop":{"exec":{"command":["true"]}}}'],
    undefined,
  ],
  [
    'the same in 1.33',
    { 'spec.template.spec.initContainers': [{ name: 'init', image: 'x:1', restartPolicy: 'OnFailure' }] },
    ["'spec.template.spec.initContainers[0].restartPolicy' must be 'Always', got 'OnFailure'"],
    33,
  ],
  [
    'a policy that nobody knows',
    { 'spec.template.spec.initContainers': [{ name: 'init', image: 'x:1', restartPolicy: 'Sometimes' }] },
    ["'spec.template.spec.initContainers[0].restartPolicy' must be 'Always' or 'OnFailure' or 'Never', got 'Sometimes'"],
    37,
  ],
  [
    'the same in 1.33',
    { [`${CONTAINER}.restartPolicy`]: 'Never' },
    ["'spec.template.spec.containers[0].restartPolicy' must be left out of a container that is not an init container, got 'Never'"],
    33,
  ],
  [
    'a policy of a container that nobody knows',
    { [`${CONTAINER}.restartPolicy`]: 'Sometimes' },
    ["'spec.template.spec.containers[0].restartPolicy' must be 'Always' or 'OnFailure' or 'Never', got 'Sometimes'"],
    37,
  ],
])('has something to say of %s', (_title, changes, says, kubernetes) => {
  expect(complaints(initContainers, statefulSet(changes), undefined, kubernetes)).toEqual(says.map(each => `here: ${each}`));
});

test.each<[title: string, changes: Changes, kubernetes: number | undefined]>([
  [
    'a sidecar with a probe',
    { 'spec.template.spec.initContainers': [{ name: 'init', image: 'x:1', restartPolicy: 'Always', readinessProbe: { exec: { command: ['true'] } } }] },
    undefined,
  ],
  ['a policy of an init container, from 1.35 on', { 'spec.template.spec.initContainers': [{ name: 'init', image: 'x:1', restartPolicy: 'OnFailure' }] }, 35],
  ['the same in 1.34, which drops it', { 'spec.template.spec.initContainers': [{ name: 'init', image: 'x:1', restartPolicy: 'OnFailure' }] }, 34],
  ['a policy of a container, from 1.35 on', { [`${CONTAINER}.restartPolicy`]: 'Never' }, 35],
  ['the same in 1.34, which drops it', { [`${CONTAINER}.restartPolicy`]: 'Never' }, 34],
])('has nothing to say of %s', (_title, changes, kubernetes) => {
  expect(complaints(initContainers, statefulSet(changes), undefined, kubernetes)).toEqual([]);
});

test('has nothing to say of a lifecycle that is dropped with all that it says', () => {
  const set = statefulSet({ 'spec.template.spec.initContainers': [{ name: 'init', image: 'x:1', lifecycle: { stopSignal: 'SIGTERM' } }] });
  expect(findings([fieldTypes, initContainers], set, [set], 34)).toEqual([]);
  expect(findings([fieldTypes, initContainers], set, [set], 32).map(({ complaint }) => complaint.what)).toEqual(['spec.template.spec.initContainers[0].lifecycle']);
});
