import { policies } from '../../../src/rules/stateful-set/policies';
import { Changes, complaints, statefulSet } from '../../support/manifests';

const says = (changes: Changes) => complaints(policies, statefulSet(changes));

describe.each<[string, string[], string]>([
  ['spec.podManagementPolicy', ['OrderedReady', 'Parallel'], "'OrderedReady' or 'Parallel'"],
  ['spec.updateStrategy.type', ['RollingUpdate', 'OnDelete'], "'RollingUpdate' or 'OnDelete'"],
  ['spec.template.spec.restartPolicy', ['Always'], "'Always'"],
  ['spec.persistentVolumeClaimRetentionPolicy.whenDeleted', ['Retain', 'Delete'], "'Retain' or 'Delete'"],
  ['spec.persistentVolumeClaimRetentionPolicy.whenScaled', ['Retain', 'Delete'], "'Retain' or 'Delete'"],
])('%s', (path, words, allowed) => {
  test.each([...words, undefined, null, ''])('may be %p', (word) => {
    expect(says({ [path]: word })).toEqual([]);
  });

  test.each<[unknown, string]>([...words.map((word): [unknown, string] => [word.toLowerCase(), `'${word.toLowerCase()}'`]), ['Other', "'Other'"], [5, '5'], [true, 'true'], [{}, '{}']])('may not be %p', (word, got) => {
    expect(says({ [path]: word })).toEqual([`here: '${path}' must be ${allowed}, got ${got}`]);
  });
});

describe('rollingUpdate', () => {
  const strategy = (type: unknown, rollingUpdate: unknown) => says({ 'spec.updateStrategy': { type, rollingUpdate } });

  test.each<[unknown, unknown]>([['RollingUpdate', { partition: 1 }], ['RollingUpdate', {}], [undefined, {}], ['OnDelete', undefined], ['OnDelete', null]])('passes beside type %p: %j', (type, rollingUpdate) => {
    expect(strategy(type, rollingUpdate)).toEqual([]);
  });

  test.each<[unknown, string]>([[{}, '{}'], [{ partition: 0 }, '{"partition":0}'], ['', "''"]])('is refused beside OnDelete: %j', (rollingUpdate, got) => {
    expect(strategy('OnDelete', rollingUpdate)).toEqual([`here: 'spec.updateStrategy.rollingUpdate' must be left out if the type is 'OnDelete', got ${got}`]);
  });
});

test.each<[string, unknown]>([
  ['spec', undefined], ['spec', null], ['spec', 'text'], ['spec.updateStrategy', null], ['spec.updateStrategy', 'OnDelete'], ['spec.template', null], ['spec.template.spec', null],
  ['spec.persistentVolumeClaimRetentionPolicy', 'Retain'],
])('has nothing to say where %s is %p', (path, value) => {
  expect(says({ [path]: value })).toEqual([]);
});
