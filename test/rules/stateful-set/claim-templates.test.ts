import { claimTemplates } from '../../../src/rules/stateful-set/claim-templates';
import { Changes, CLAIM, complaints, statefulSet } from '../../support/manifests';

const says = (changes: Changes) => complaints(claimTemplates, statefulSet(changes));
const NAME = `here: '${CLAIM}.metadata.name' must be 1 to 63 lower-case letters, digits or '-', beginning with a letter or digit and not ending with '-'`;

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

test('misses the name of a claim that is null', () => {
  expect(says({ 'spec.volumeClaimTemplates': [null] })).toEqual([`${NAME}, got nothing`]);
});

test.each<[string, unknown]>([
  ['spec', null], ['spec', 'text'], ['spec.volumeClaimTemplates', undefined], ['spec.volumeClaimTemplates', null], ['spec.volumeClaimTemplates', []], ['spec.volumeClaimTemplates', {}],
])('has nothing to say where %s is %j', (path, value) => {
  expect(says({ [path]: value })).toEqual([]);
});
