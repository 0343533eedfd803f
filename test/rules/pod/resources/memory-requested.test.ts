import { memoryRequested } from '../../../../src/rules/pod/resources/memory-requested';
import { Changes, complaints, CONTAINER, statefulSet } from '../../../support/manifests';

const says = (changes: Changes) => complaints(memoryRequested, statefulSet(changes));
const missed = (i = 0) => [`here: 'spec.template.spec.containers[${i}].resources.requests.memory' must be set, because pods that request no memory are evicted first, got nothing`];

test.each([
  { requests: { memory: '1Gi' } },
  { requests: { memory: 0 } },
  { limits: { memory: '1Gi' } }, // what is not requested is the limit
  { requests: null, limits: { memory: '1Gi' } },
])('lets a container pass whose resources are %j', (resources) => {
  expect(says({ [`${CONTAINER}.resources`]: resources })).toEqual([]);
});

test.each([
  undefined, null, {}, 'text', { requests: {} }, { requests: { cpu: 1 }, limits: { cpu: 1 } }, { requests: { memory: null }, limits: { memory: null } }, { requests: 'text', limits: null },
].map(resources => [resources]))('advises against a container whose resources are %j', (resources) => {
  expect(says({ [`${CONTAINER}.resources`]: resources })).toEqual(missed());
});

test.each([{ requests: { memory: '1Gi' } }, { limits: { memory: '1Gi' } }])('lets a pod pass that asks for all of its containers: %j', (resources) => {
  expect(says({ 'spec.template.spec.resources': resources, [`${CONTAINER}.resources`]: undefined })).toEqual([]);
});

test('looks at every container, but not at init containers, which are gone when memory runs short', () => {
  expect(says({ 'spec.template.spec.containers[1]': { name: 'exporter' }, 'spec.template.spec.initContainers': [{ name: 'wait' }] })).toEqual(missed(1));
});

test.each<[string, unknown]>([['spec', null], ['spec.template', 'text'], ['spec.template.spec', null], ['spec.template.spec.containers', {}]])('has nothing to say where %s is %j', (path, value) => {
  expect(says({ [path]: value })).toEqual([]);
});
