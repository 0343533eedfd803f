import { podNames } from '../../../src/rules/stateful-set/pod-names';
import { Changes, complaints, statefulSet } from '../../support/manifests';

const says = (name: unknown, changes: Changes = {}) => complaints(podNames, statefulSet({ 'metadata.name': name, ...changes }));
const tooLong = (got: string) => [`here: 'metadata.name' must be short enough that the name of the last pod has at most 63 characters, got '${got}'`];

const NAME = 'd'.repeat(61);

test.each<[string, unknown, unknown, string[]]>([
  ['63 characters', 10, 0, []],
  ['64 characters', 11, 0, tooLong(`${NAME}-10`)],
  ['63 characters, counted from 9', 1, 9, []],
  ['64 characters, counted from 10', 1, 10, tooLong(`${NAME}-10`)],
  ['63 characters, of nobody', 0, 0, []],
  ['64 characters, of nobody yet', 0, 10, tooLong(`${NAME}-10`)],
  ['63 characters, of how many nobody said', undefined, undefined, []],
  ['63 characters, of how many nobody can tell', 'many', {}, []],
])('measures the name of the last pod: %s', (_title, replicas, start, said) => {
  expect(says(NAME, { 'spec.replicas': replicas, 'spec.ordinals.start': start })).toEqual(said);
});

test.each([undefined, null, 5, {}, ['d'.repeat(70)]].map(name => [name]))('has nothing to say of a set whose name is %j', (name) => {
  expect(says(name)).toEqual([]);
});

test.each<[string, unknown]>([['metadata', null], ['metadata', 'text'], ['spec', null], ['spec', 'text'], ['spec.ordinals', null]])('has nothing to say where %s is %p', (path, value) => {
  expect(complaints(podNames, statefulSet({ [path]: value }))).toEqual([]);
});

test('measures the name of the first pod where there is no spec', () => {
  expect(says('d'.repeat(62), { spec: undefined })).toEqual(tooLong(`${'d'.repeat(62)}-0`));
});
