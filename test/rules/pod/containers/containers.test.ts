import { containers } from '../../../../src/rules/pod/containers/containers';
import { Changes, complaints, CONTAINER, statefulSet } from '../../../support/manifests';

const says = (changes: Changes) => complaints(containers, statefulSet(changes));
const LABEL = "1 to 63 lower-case letters, digits or '-', beginning with a letter or digit and not ending with '-'";
const NAME = `here: '${CONTAINER}.name' must be ${LABEL}`;
const IMAGE = `here: '${CONTAINER}.image' must be the name of an image`;

test.each([
  [undefined, 'nothing'], [null, 'null'], [[], '[]'], [{}, '{}'], ['db', "'db'"], [5, '5'],
])('refuses containers that are %j', (list, got) => {
  expect(says({ 'spec.template.spec.containers': list })).toEqual([`here: 'spec.template.spec.containers' must be at least one container, got ${got}`]);
});

test.each<[string, unknown]>([['spec', undefined], ['spec', null], ['spec', 'text'], ['spec.template', null], ['spec.template.spec', null]])('misses containers where %s is %p', (path, value) => {
  expect(says({ [path]: value })).toEqual(["here: 'spec.template.spec.containers' must be at least one container, got nothing"]);
});

test('takes init containers for no containers', () => {
  expect(says({ 'spec.template.spec.containers': [], 'spec.template.spec.initContainers': [{ name: 'wait', image: 'busybox' }] })).toEqual([
    "here: 'spec.template.spec.containers' must be at least one container, got []",
  ]);
});

describe('the name of a container', () => {
  test.each(['d', '1', 'db-1', 'd'.repeat(63)])('may be %s', (name) => {
    expect(says({ [`${CONTAINER}.name`]: name })).toEqual([]);
  });

  test.each([
    [undefined, 'nothing'], [null, 'null'], ['', "''"], ['Db', "'Db'"], ['d.b', "'d.b'"], ['d'.repeat(64), `'${'d'.repeat(64)}'`], [5, '5'],
  ])('may not be %p', (name, got) => {
    expect(says({ [`${CONTAINER}.name`]: name })).toEqual([`${NAME}, got ${got}`]);
  });

  test('may not be that of another container', () => {
    expect(says({ 'spec.template.spec.containers[1]': { name: 'exporter', image: 'exporter' }, 'spec.template.spec.containers[2]': { name: 'db', image: 'exporter' } })).toEqual([
      "here: 'spec.template.spec.containers[2].name' must be a name that no other container of the pod has, got 'db'",
    ]);
  });

  test('may not be that of an init container', () => {
    expect(says({ 'spec.template.spec.initContainers': [{ name: 'db', image: 'busybox' }] })).toEqual([
      `here: '${CONTAINER}.name' must be a name that no other container of the pod has, got 'db'`,
    ]);
  });

  test('is not called taken where it is missing twice', () => {
    expect(says({ 'spec.template.spec.containers': [{ image: 'a' }, { image: 'b' }] })).toEqual([
      `${NAME}, got nothing`,
      `here: 'spec.template.spec.containers[1].name' must be ${LABEL}, got nothing`,
    ]);
  });
});

describe('the image', () => {
  test.each(['cassandra', 'cassandra:5.0', 'example.com/a b'])('may be %s', (image) => {
    expect(says({ [`${CONTAINER}.image`]: image })).toEqual([]);
  });

  test.each([
    [undefined, 'nothing'], [null, 'null'], ['', "''"],
  ])('may not be %p', (image, got) => {
    expect(says({ [`${CONTAINER}.image`]: image })).toEqual([`${IMAGE}, got ${got}`]);
  });
});

test('misses name and image of a container that is null', () => {
  expect(says({ 'spec.template.spec.containers': [null] })).toEqual([`${NAME}, got nothing`, `${IMAGE}, got nothing`]);
});
