import { environment } from '../../../../src/rules/pod/containers/environment';
import { Changes, complaints, CONTAINER, statefulSet } from '../../../support/manifests';

test.each<[title: string, changes: Changes, says: string[], kubernetes: number | undefined]>([
  [
    'names with blanks before',
    { [`${CONTAINER}.env`]: [{ name: 'A B', value: '' }] },
    ["'spec.template.spec.containers[0].env[0].name' must be letters, digits, '-', '_' or '.', and no digit first, got 'A B'"],
    31,
  ],
  [
    'no name',
    { [`${CONTAINER}.env`]: [{ value: '' }] },
    ["'spec.template.spec.containers[0].env[0].name' must be printable ASCII characters other than '=', got nothing"],
    undefined,
  ],
  [
    'a prefix with an equals sign',
    { [`${CONTAINER}.envFrom`]: [{ prefix: 'A=', secretRef: { name: 'a' } }] },
    ["'spec.template.spec.containers[0].envFrom[0].prefix' must be printable ASCII characters other than '=', got 'A='"],
    undefined,
  ],
  [
    'variables from a Secret with capitals',
    { [`${CONTAINER}.envFrom`]: [{ secretRef: { name: 'A' } }] },
    ["'spec.template.spec.containers[0].envFrom[0].secretRef.name' must be up to 253 lower-case letters, digits, '-' or '.', with a letter or digit at both ends and around each '.', got 'A'"],
    undefined,
  ],
])('has something to say of %s', (_title, changes, says, kubernetes) => {
  expect(complaints(environment, statefulSet(changes), undefined, kubernetes)).toEqual(says.map(each => `here: ${each}`));
});

test.each<[title: string, changes: Changes, kubernetes: number | undefined]>([
  ['names with blanks, from 1.32 on', { [`${CONTAINER}.env`]: [{ name: 'A B', value: '' }] }, 32],
  ['a prefix', { [`${CONTAINER}.envFrom`]: [{ prefix: 'A_', secretRef: { name: 'a' } }] }, undefined],
])('has nothing to say of %s', (_title, changes, kubernetes) => {
  expect(complaints(environment, statefulSet(changes), undefined, kubernetes)).toEqual([]);
});

test('a key of a file is in an emptyDir of the pod, and not in a claim that takes its place', () => {
  const found = (volumeName: unknown) => complaints(environment, statefulSet({
    'spec.template.spec.volumes': [{ name: 'tmp', emptyDir: {} }, { name: 'data', emptyDir: {} }, { name: 'login', secret: { secretName: 'login' } }],
    [`${CONTAINER}.env`]: [{ name: 'A', valueFrom: { fileKeyRef: { key: 'A', path: 'env', volumeName } } }],
  }));
  const says = (got: string) => [`here: '${CONTAINER}.env[0].valueFrom.fileKeyRef.volumeName' must be an emptyDir of the pod, got '${got}'`];
  expect(found('tmp')).toEqual([]);
  expect(found('')).toEqual([]);
  expect(['data', 'login', 'other'].map(found)).toEqual(['data', 'login', 'other'].map(says));
});
