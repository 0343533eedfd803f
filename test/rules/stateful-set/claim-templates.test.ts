import { claimTemplates } from '../../../src/rules/stateful-set/claim-templates';
import { Changes, CLAIM, complaints, statefulSet } from '../../support/manifests';

const says = (changes: Changes) => complaints(claimTemplates, statefulSet(changes));
const NAME = `here: '${CLAIM}.metadata.name' must be 1 to 63 lower-case letters, digits or '-', beginning with a letter or digit and not ending with '-'`;
const MODES = `here: '${CLAIM}.spec.accessModes' must be one or more of ReadWriteOnce, ReadOnlyMany, ReadWriteMany, ReadWriteOncePod`;
const SIZE = `here: '${CLAIM}.spec.resources.requests.storage' must be a size above 0, such as '10Gi'`;

describe('the name of a claim', () => {
  test.each(['a', '0', 'data-1', 'd'.repeat(63)])('may be %s', (name) => {
    expect(says({ [`${CLAIM}.metadata.name`]: name })).toEqual([]);
  });

  test.each([
    [undefined, 'nothing'], [null, 'null'], ['', "''"], ['Data', "'Data'"], ['a.b', "'a.b'"], ['data-', "'data-'"], [5, '5'], ['d'.repeat(64), `'${'d'.repeat(64)}'`],
  ])('may not be %p', (name, got) => {
    expect(says({ [`${CLAIM}.metadata.name`]: name })).toEqual([`${NAME}, got ${got}`]);
  });

  test.each([undefined, null, 'data'])('is missed where metadata are %p', (metadata) => {
    expect(says({ [`${CLAIM}.metadata`]: metadata })).toEqual([`${NAME}, got nothing`]);
  });
});

describe('access modes', () => {
  test.each([
    [['ReadWriteOnce']], [['ReadOnlyMany']], [['ReadWriteMany']], [['ReadWriteOncePod']], [['ReadWriteOnce', 'ReadOnlyMany', 'ReadWriteMany']], [['ReadWriteOncePod', 'ReadWriteOncePod']],
  ])('may be %j', (modes) => {
    expect(says({ [`${CLAIM}.spec.accessModes`]: modes })).toEqual([]);
  });

  test.each([
    [undefined, 'nothing'], [null, 'null'], [[], '[]'], ['ReadWriteOnce', "'ReadWriteOnce'"], [['RWO'], '["RWO"]'], [['ReadWriteOnce', null], '["ReadWriteOnce",null]'], [{}, '{}'],
  ])('may not be %j', (modes, got) => {
    expect(says({ [`${CLAIM}.spec.accessModes`]: modes })).toEqual([`${MODES}, got ${got}`]);
  });

  test.each([[['ReadWriteOncePod', 'ReadWriteOnce']], [['ReadWriteMany', 'ReadWriteOncePod']]])('may not be %j, because a volume for one pod is for no other', (modes) => {
    expect(says({ [`${CLAIM}.spec.accessModes`]: modes })).toEqual([`here: '${CLAIM}.spec.accessModes' must be ReadWriteOncePod alone, or without it, got ${JSON.stringify(modes)}`]);
  });
});

describe('the size', () => {
  test.each(['10Gi', '+1Gi', '1n', '0.5', '1e3', 1, 0.5])('may be %p', (storage) => {
    expect(says({ [`${CLAIM}.spec.resources.requests.storage`]: storage })).toEqual([]);
  });

  test.each([
    [undefined, 'nothing'], [null, 'null'], ['', "''"], ['0', "'0'"], ['0Gi', "'0Gi'"], ['-1Gi', "'-1Gi'"], ['10 Gi', "'10 Gi'"], ['10GB', "'10GB'"], [0, '0'], [-1, '-1'], [true, 'true'],
    [['1Gi'], '["1Gi"]'], [{}, '{}'],
  ])('may not be %p', (storage, got) => {
    expect(says({ [`${CLAIM}.spec.resources.requests.storage`]: storage })).toEqual([`${SIZE}, got ${got}`]);
  });

  test.each<[string, unknown]>([['resources.requests', null], ['resources', undefined], ['resources', '10Gi']])('is missed where %s is %p', (path, value) => {
    expect(says({ [`${CLAIM}.spec.${path}`]: value })).toEqual([`${SIZE}, got nothing`]);
  });
});

test('tells which claim it speaks of', () => {
  expect(says({ 'spec.volumeClaimTemplates[1]': { metadata: { name: 'log' }, spec: { accessModes: ['ReadWriteOnce'] } } })).toEqual([
    "here: 'spec.volumeClaimTemplates[1].spec.resources.requests.storage' must be a size above 0, such as '10Gi', got nothing",
  ]);
});

test.each([null, undefined, 'spec'])('misses everything but the name where the spec of a claim is %p', (spec) => {
  expect(says({ [`${CLAIM}.spec`]: spec })).toEqual([`${MODES}, got nothing`, `${SIZE}, got nothing`]);
});

test('misses everything in a claim that is null', () => {
  expect(says({ 'spec.volumeClaimTemplates': [null] })).toEqual([`${NAME}, got nothing`, `${MODES}, got nothing`, `${SIZE}, got nothing`]);
});

test.each<[string, unknown]>([
  ['spec', null], ['spec', 'text'], ['spec.volumeClaimTemplates', undefined], ['spec.volumeClaimTemplates', null], ['spec.volumeClaimTemplates', []], ['spec.volumeClaimTemplates', {}],
])('has nothing to say where %s is %j', (path, value) => {
  expect(says({ [path]: value })).toEqual([]);
});
