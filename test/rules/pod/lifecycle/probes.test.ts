import { probes } from '../../../../src/rules/pod/lifecycle/probes';
import { Changes, complaints, CONTAINER, statefulSet } from '../../../support/manifests';

const says = (changes: Changes) => complaints(probes, statefulSet(changes));

describe.each(['livenessProbe', 'startupProbe'])('%s', (probe) => {
  const path = `${CONTAINER}.${probe}.successThreshold`;

  test.each([1, 0, undefined, null])('may succeed %p times', (times) => {
    expect(says({ [path]: times })).toEqual([]);
  });

  test.each([[2, '2'], [-1, '-1'], [1.5, '1.5'], ['1', "'1'"], [true, 'true'], [{}, '{}']])('need not succeed %p times', (times, got) => {
    expect(says({ [path]: times })).toEqual([`here: '${path}' must be 1, or left out, got ${got}`]);
  });

  const grace = `${CONTAINER}.${probe}.terminationGracePeriodSeconds`;

  test.each([1, 30, undefined, null])('may have a grace period of %p', (seconds) => {
    expect(says({ [grace]: seconds })).toEqual([]);
  });

  test.each([[0, '0'], [-1, '-1'], [1.5, '1.5'], ['30', "'30'"]])('may not have a grace period of %p', (seconds, got) => {
    expect(says({ [grace]: seconds })).toEqual([`here: '${grace}' must be a whole number of seconds, 1 or more, got ${got}`]);
  });
});

describe('readinessProbe', () => {
  const path = `${CONTAINER}.readinessProbe.terminationGracePeriodSeconds`;

  test('may have to succeed more than once', () => {
    expect(says({ [`${CONTAINER}.readinessProbe.successThreshold`]: 2 })).toEqual([]);
  });

  test.each([undefined, null])('may have grace period %p', (seconds) => {
    expect(says({ [path]: seconds })).toEqual([]);
  });

  test.each([[30, '30'], [0, '0'], ['', "''"]])('may not have grace period %p', (seconds, got) => {
    expect(says({ [path]: seconds })).toEqual([`here: '${path}' must be left out, because a readiness probe never stops a container, got ${got}`]);
  });
});

test('holds for init containers too', () => {
  expect(says({ 'spec.template.spec.initContainers': [{ startupProbe: { successThreshold: 2 } }] })).toEqual([
    "here: 'spec.template.spec.initContainers[0].startupProbe.successThreshold' must be 1, or left out, got 2",
  ]);
});

test.each<[string, unknown]>([
  ['spec', null], ['spec.template', 'text'], ['spec.template.spec.containers', {}], ['spec.template.spec.containers', [null]],
  [`${CONTAINER}.livenessProbe`, null], [`${CONTAINER}.readinessProbe`, null], [`${CONTAINER}.startupProbe`, 'text'],
])('has nothing to say where %s is %j', (path, value) => {
  expect(says({ [path]: value })).toEqual([]);
});
