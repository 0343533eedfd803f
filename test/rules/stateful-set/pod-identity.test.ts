import { podIdentity } from '../../../src/rules/stateful-set/pod-identity';
import { Changes, complaints, statefulSet } from '../../support/manifests';

const says = (changes: Changes) => complaints(podIdentity, statefulSet(changes));

describe.each(['spec.template.spec.hostname', 'spec.template.spec.subdomain'])('%s', (path) => {
  test.each([undefined, null, ''])('may be %p', (name) => {
    expect(says({ [path]: name })).toEqual([]);
  });

  test.each([['db', "'db'"], [5, '5'], [{}, '{}']])('had better not be %p', (name, got) => {
    expect(says({ [path]: name })).toEqual([`here: '${path}' must be left out, because the StatefulSet overwrites it, got ${got}`]);
  });
});

test.each<[string, unknown]>([['spec', null], ['spec', 'text'], ['spec.template', null], ['spec.template.spec', null], ['spec.template.spec', 'text']])('has nothing to say where %s is %p', (path, value) => {
  expect(says({ [path]: value })).toEqual([]);
});
