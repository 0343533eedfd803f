import { updateStrategy } from '../../../src/rules/stateful-set/update-strategy';
import { Changes, complaints, statefulSet } from '../../support/manifests';

const says = (changes: Changes) => complaints(updateStrategy, statefulSet(changes));

describe('rollingUpdate', () => {
  const strategy = (type: unknown, rollingUpdate: unknown) => says({ 'spec.updateStrategy': { type, rollingUpdate } });

  test.each<[unknown, unknown]>([['RollingUpdate', { partition: 1 }], ['RollingUpdate', {}], [undefined, {}], ['OnDelete', undefined], ['OnDelete', null]])('passes beside type %p: %j', (type, rollingUpdate) => {
    expect(strategy(type, rollingUpdate)).toEqual([]);
  });

  test.each<[unknown, string]>([[{}, '{}'], [{ partition: 0 }, '{"partition":0}']])('is refused beside OnDelete: %j', (rollingUpdate, got) => {
    expect(strategy('OnDelete', rollingUpdate)).toEqual([`here: 'spec.updateStrategy.rollingUpdate' must be left out if the type is 'OnDelete', got ${got}`]);
  });
});

test.each<[string, unknown]>([
  ['spec', undefined], ['spec', null], ['spec', 'text'], ['spec.updateStrategy', null], ['spec.updateStrategy', 'OnDelete'], ['spec.template', null], ['spec.template.spec', null],
  ['spec.persistentVolumeClaimRetentionPolicy', 'Retain'],
])('has nothing to say where %s is %p', (path, value) => {
  expect(says({ [path]: value })).toEqual([]);
});
