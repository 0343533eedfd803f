import { resourceLimits } from '../../../../src/rules/pod/resources/resource-limits';
import { Changes, complaints, CONTAINER, statefulSet } from '../../../support/manifests';

test.each<[title: string, changes: Changes, says: string[]]>([
  [
    'an overhead of less than nothing',
    { 'spec.template.spec.overhead': { cpu: '-1' } },
    ["'spec.template.spec.overhead.cpu' must be a quantity, 0 or more, such as '500m' or '2Gi', got '-1'"],
  ],
  [
    'half a device',
    { [`${CONTAINER}.resources`]: { requests: { 'example.com/gpu': '500m' }, limits: { 'example.com/gpu': '500m' } } },
    ["'spec.template.spec.containers[0].resources.requests.example.com/gpu' must be a whole number, got '500m'", "'spec.template.spec.containers[0].resources.limits.example.com/gpu' must be a whole number, got '500m'"],
  ],
  [
    'a device without a limit',
    { [`${CONTAINER}.resources`]: { requests: { 'example.com/gpu': '1' } } },
    ["'spec.template.spec.containers[0].resources.limits.example.com/gpu' must be given, because it cannot be shared, got nothing"],
  ],
  [
    'fewer devices than the limit',
    { [`${CONTAINER}.resources`]: { requests: { 'example.com/gpu': '1' }, limits: { 'example.com/gpu': '2' } } },
    ["'spec.template.spec.containers[0].resources.requests.example.com/gpu' must be the limit, '2', because it cannot be shared, got '1'"],
  ],
  [
    'a resource of a quota',
    { [`${CONTAINER}.resources`]: { limits: { 'requests.example.com/gpu': '1' } } },
    ["'spec.template.spec.containers[0].resources.limits.requests.example.com/gpu' must be one of cpu, memory, ephemeral-storage, hugepages-SIZE, or a resource with a domain of its own, got 'requests.example.com/gpu'"],
  ],
  [
    'a resource of a domain that is too long',
    { [`${CONTAINER}.resources`]: { limits: { [`${'a'.repeat(250)}/gpu`]: '1' } } },
    [`'spec.template.spec.containers[0].resources.limits.${'a'.repeat(250)}/gpu' must be one of cpu, memory, ephemeral-storage, hugepages-SIZE, or a resource with a domain of its own, got '${'a'.repeat(250)}/gpu'`],
  ],
  [
    'a resource with a blank',
    { [`${CONTAINER}.resources`]: { limits: { 'a b': '1' } } },
    ["'spec.template.spec.containers[0].resources.limits.a b' must be one of cpu, memory, ephemeral-storage, hugepages-SIZE, or a resource with a domain of its own, got 'a b'"],
  ],
  [
    'an overhead of huge pages alone',
    { 'spec.template.spec.overhead': { 'hugepages-2Mi': '4Mi' } },
    ['\'spec.template.spec.overhead\' must be set for cpu or memory too, because huge pages need one of them, got ["hugepages-2Mi"]'],
  ],
  [
    'huge pages alone',
    { [`${CONTAINER}.resources`]: { limits: { 'hugepages-2Mi': '4Mi' } } },
    ['\'spec.template.spec.containers[0].resources\' must be set for cpu or memory too, because huge pages need one of them, got ["hugepages-2Mi"]'],
  ],
  [
    'one and a half of a huge page',
    { [`${CONTAINER}.resources`]: { limits: { 'hugepages-2Mi': '3Mi', 'memory': '1Gi' } } },
    ["'spec.template.spec.containers[0].resources.limits.hugepages-2Mi' must be a multiple of 2Mi, got '3Mi'"],
  ],
])('has something to say of %s', (_title, changes, says) => {
  expect(complaints(resourceLimits, statefulSet(changes))).toEqual(says.map(each => `here: ${each}`));
});

test.each<[title: string, changes: Changes]>([
  ['an overhead', { 'spec.template.spec.overhead': { cpu: '1' } }],
  ["devices of one's own", { [`${CONTAINER}.resources`]: { requests: { 'example.com/gpu': '1' }, limits: { 'example.com/gpu': '1' } } }],
  ["a resource of Kubernetes' own", { [`${CONTAINER}.resources`]: { limits: { 'kubernetes.io/a': '1' } } }],
  ['huge pages beside memory', { [`${CONTAINER}.resources`]: { limits: { 'hugepages-2Mi': '4Mi', 'memory': '1Gi' } } }],
  ['huge pages beside cpus', { [`${CONTAINER}.resources`]: { limits: { 'hugepages-2Mi': '4Mi', 'cpu': '1' } } }],
  ['nothing for an amount', { [`${CONTAINER}.resources`]: { limits: { memory: null } } }],
])('has nothing to say of %s', (_title, changes) => {
  expect(complaints(resourceLimits, statefulSet(changes))).toEqual([]);
});
