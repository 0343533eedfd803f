import { resourceLimits } from '../../../../src/rules/pod/resources/resource-limits';
import { Changes, complaints, CONTAINER, statefulSet } from '../../../support/manifests';

const says = (changes: Changes) => complaints(resourceLimits, statefulSet(changes));
const cpu = (request: unknown, limit: unknown) => says({ [`${CONTAINER}.resources`]: { requests: { cpu: request }, limits: { cpu: limit } } });

test.each<[unknown, unknown]>([
  ['1', '1'], ['999m', '1'], ['1000m', 1], [1, '1.0'], ['1e3', '1k'], ['1Gi', '1.1G'], ['1', undefined], [undefined, '1'], [null, '1'], ['+1', '1'], ['1.', '2'], ['.5', 1], [-0, 1], ['0', '0'],
])('lets a request of %p with a limit of %p pass', (request, limit) => {
  expect(cpu(request, limit)).toEqual([]);
});

test.each<[unknown, unknown, string]>([
  ['1001m', '1', "'1001m'"], [1.001, 1, '1.001'], ['2', '1999999u', "'2'"], ['1Ki', '1k', "'1Ki'"], ['1', '0', "'1'"], ['1', null, "'1'"],
])('refuses a request of %p with a limit of %p', (request, limit, got) => {
  expect(cpu(request, limit)).toEqual([`here: '${CONTAINER}.resources.requests.cpu' must be at most the limit, '${limit}', got ${got}`]);
});

test.each<[unknown, string]>([
  ['-1', "'-1'"], [-1, '-1'], ['-1m', "'-1m'"], ['-.5Gi', "'-.5Gi'"],
])('refuses %p as a request and as a limit', (amount, got) => {
  const allowed = `must be a quantity, 0 or more, such as '500m' or '2Gi', got ${got}`;
  expect(cpu(amount, undefined)).toEqual([`here: '${CONTAINER}.resources.requests.cpu' ${allowed}`]);
  expect(cpu(undefined, amount)).toEqual([`here: '${CONTAINER}.resources.limits.cpu' ${allowed}`]);
});

test('compares each resource with its own limit', () => {
  expect(says({ [`${CONTAINER}.resources`]: { requests: { cpu: 4, memory: '2Gi' }, limits: { 'memory': '1Gi', 'ephemeral-storage': '1' } } })).toEqual([
    `here: '${CONTAINER}.resources.requests.memory' must be at most the limit, '1Gi', got '2Gi'`,
  ]);
});

test('holds for init containers too', () => {
  expect(says({ 'spec.template.spec.initContainers': [{ resources: { requests: { cpu: 2 }, limits: { cpu: 1 } } }] })).toEqual([
    "here: 'spec.template.spec.initContainers[0].resources.requests.cpu' must be at most the limit, '1', got 2",
  ]);
});

test.each<[string, unknown]>([
  ['spec', null], ['spec.template.spec.containers', {}], [`${CONTAINER}.resources`, null], [`${CONTAINER}.resources`, 'text'], [`${CONTAINER}.resources.limits`, null], [`${CONTAINER}.resources.limits`, '0'],
  [`${CONTAINER}.resources.requests`, null], [`${CONTAINER}.resources.requests`, ['5']],
])('has nothing to say where %s is %j', (path, value) => {
  expect(says({ [path]: value })).toEqual([]);
});
