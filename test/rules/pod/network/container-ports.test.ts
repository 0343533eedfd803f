import { containerPorts } from '../../../../src/rules/pod/network/container-ports';
import { Changes, complaints, CONTAINER, statefulSet } from '../../../support/manifests';

const says = (changes: Changes) => complaints(containerPorts, statefulSet(changes));
const NAME = "1 to 15 lower-case letters, digits or single '-' between them, with at least one letter";

describe('the number of a port', () => {
  test.each([1, 9042, 65535])('may be %p', (port) => {
    expect(says({ [`${CONTAINER}.ports[0].containerPort`]: port })).toEqual([]);
  });

  test.each([
    [-1, '-1'], [0, '0'], [65536, '65536'], [1.5, '1.5'], [NaN, 'NaN'], ['9042', "'9042'"], [null, 'null'], [undefined, 'nothing'], [{}, '{}'],
  ])('may not be %p', (port, got) => {
    expect(says({ [`${CONTAINER}.ports[0].containerPort`]: port })).toEqual([`here: '${CONTAINER}.ports[0].containerPort' must be a whole number from 1 to 65535, got ${got}`]);
  });
});

describe('the name of a port', () => {
  test.each([undefined, null, '', 'a', 'cql', '9p', 'p9', 'a-b-c', 'p'.repeat(15)])('may be %p', (name) => {
    expect(says({ [`${CONTAINER}.ports[0].name`]: name })).toEqual([]);
  });

  test.each([
    ['p'.repeat(16), `'${'p'.repeat(16)}'`], ['9042', "'9042'"], ['Cql', "'Cql'"], ['a--b', "'a--b'"], ['-a', "'-a'"], ['a-', "'a-'"], ['a.b', "'a.b'"], ['a b', "'a b'"],
    [9042, '9042'], [['cql'], '["cql"]'], [true, 'true'], [{}, '{}'],
  ])('may not be %p', (name, got) => {
    expect(says({ [`${CONTAINER}.ports[0].name`]: name })).toEqual([`here: '${CONTAINER}.ports[0].name' must be ${NAME}, got ${got}`]);
  });

  test('may not be that of another port of the container', () => {
    expect(says({ [`${CONTAINER}.ports[1]`]: { name: 'jmx', containerPort: 7199 }, [`${CONTAINER}.ports[2]`]: { name: 'cql', containerPort: 9142 } })).toEqual([
      `here: '${CONTAINER}.ports[2].name' must be a name that no other port of the container has, got 'cql'`,
    ]);
  });

  test('may be that of a port of another container', () => {
    expect(says({ 'spec.template.spec.containers[1]': { ports: [{ name: 'cql', containerPort: 9042 }] } })).toEqual([]);
  });

  test('may be missing more than once', () => {
    expect(says({ [`${CONTAINER}.ports`]: [{ containerPort: 1 }, { containerPort: 2 }, { name: '', containerPort: 3 }, { name: '', containerPort: 4 }] })).toEqual([]);
  });
});

test('holds for init containers too', () => {
  expect(says({ 'spec.template.spec.initContainers': [{ ports: [{ containerPort: 0 }] }] })).toEqual([
    "here: 'spec.template.spec.initContainers[0].ports[0].containerPort' must be a whole number from 1 to 65535, got 0",
  ]);
});

test.each([undefined, null, '9042', {}, 9042, []])('has nothing to say of ports that are %j', (ports) => {
  expect(says({ [`${CONTAINER}.ports`]: ports })).toEqual([]);
});

test('misses the number of a port that is null', () => {
  expect(says({ [`${CONTAINER}.ports`]: [null] })).toEqual([`here: '${CONTAINER}.ports[0].containerPort' must be a whole number from 1 to 65535, got nothing`]);
});

test.each<[string, unknown]>([['spec', null], ['spec.template', null], ['spec.template.spec', 'text'], ['spec.template.spec.containers', {}]])('has nothing to say where %s is %j', (path, value) => {
  expect(says({ [path]: value })).toEqual([]);
});
