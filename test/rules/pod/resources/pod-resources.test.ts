import { podResources } from '../../../../src/rules/pod/resources/pod-resources';
import { Changes, complaints, CONTAINER, statefulSet } from '../../../support/manifests';

test.each<[title: string, changes: Changes, says: string[]]>([
  [
    'claims',
    { 'spec.template.spec.resources': { claims: [{ name: 'a' }] } },
    ['\'spec.template.spec.resources.claims\' must be left out, because only containers have claims, got [{"name":"a"}]'],
  ],
  [
    'a disk',
    { 'spec.template.spec.resources': { limits: { 'ephemeral-storage': '1Gi' } } },
    ["'spec.template.spec.resources.limits.ephemeral-storage' must be one of cpu, memory, hugepages-SIZE, got 'ephemeral-storage'"],
  ],
  [
    'less than nothing',
    { 'spec.template.spec.resources': { limits: { cpu: '-1' } } },
    ["'spec.template.spec.resources.limits.cpu' must be a quantity, 0 or more, got '-1'"],
  ],
  [
    'half a huge page',
    { 'spec.template.spec.resources': { requests: { 'hugepages-2Mi': '1Mi' }, limits: { 'hugepages-2Mi': '1Mi' } } },
    ["'spec.template.spec.resources.requests.hugepages-2Mi' must be a multiple of 2Mi, got '1Mi'", "'spec.template.spec.resources.limits.hugepages-2Mi' must be a multiple of 2Mi, got '1Mi'"],
  ],
  [
    'huge pages without a limit',
    { 'spec.template.spec.resources': { requests: { 'hugepages-2Mi': '2Mi' } } },
    ["'spec.template.spec.resources.limits.hugepages-2Mi' must be given, because it cannot be shared, got nothing"],
  ],
  [
    'more than the limit',
    { 'spec.template.spec.resources': { requests: { cpu: '2' }, limits: { cpu: '1' } } },
    ["'spec.template.spec.resources.requests.cpu' must be at most the limit, '1', got '2'"],
  ],
  [
    'a limit below that of a container',
    { 'spec.template.spec.resources': { limits: { memory: '512Mi' } }, [`${CONTAINER}.resources`]: { limits: { memory: '1Gi' }, requests: { memory: '1Mi' } } },
    ["'spec.template.spec.containers[0].resources.limits.memory' must be at most the pod's limit, '512Mi', got '1Gi'"],
  ],
  [
    'less than an init container and the sidecar before it',
    { 'spec.template.spec.resources': { requests: { memory: '2Gi' } }, 'spec.template.spec.initContainers': [{ name: 's', image: 'x:1', restartPolicy: 'Always', resources: { requests: { memory: '1Gi' } } }, { name: 'i', image: 'x:1', resources: { requests: { memory: '2Gi' } } }] },
    ["'spec.template.spec.resources.requests.memory' must be at least what the containers request together, got '2Gi'"],
  ],
])('has something to say of %s', (_title, changes, says) => {
  expect(complaints(podResources, statefulSet(changes))).toEqual(says.map(each => `here: ${each}`));
});

test.each<[title: string, changes: Changes]>([
  ['enough for all', { 'spec.template.spec.resources': { requests: { memory: '1Gi', cpu: '500m' }, limits: { memory: '2Gi' } } }],
  [
    'as much as they ask for',
    { 'spec.template.spec.resources': { requests: { memory: '3Gi' } }, 'spec.template.spec.initContainers': [{ name: 's', image: 'x:1', restartPolicy: 'Always', resources: { requests: { memory: '1Gi' } } }, { name: 'i', image: 'x:1', resources: { requests: { memory: '2Gi' } } }] },
  ],
])('has nothing to say of %s', (_title, changes) => {
  expect(complaints(podResources, statefulSet(changes))).toEqual([]);
});
