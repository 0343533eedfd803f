import { spreading } from '../../../../src/rules/pod/scheduling/spreading';
import { Changes, complaints, statefulSet } from '../../../support/manifests';

test.each<[title: string, changes: Changes, says: string[]]>([
  [
    'constraints that say nothing',
    { 'spec.template.spec.topologySpreadConstraints': [{}, {}] },
    ["'spec.template.spec.topologySpreadConstraints[1]' must be a constraint that differs from each earlier one in topologyKey or whenUnsatisfiable, got nothing"],
  ],
  [
    'a number of domains that keeps nobody waiting',
    { 'spec.template.spec.topologySpreadConstraints': [{ maxSkew: 1, topologyKey: 'z', whenUnsatisfiable: 'ScheduleAnyway', minDomains: 2 }] },
    ["'spec.template.spec.topologySpreadConstraints[0].minDomains' must be left out, unless whenUnsatisfiable is 'DoNotSchedule', got 2"],
  ],
])('has something to say of %s', (_title, changes, says) => {
  expect(complaints(spreading, statefulSet(changes))).toEqual(says.map(each => `here: ${each}`));
});

test.each<[title: string, changes: Changes]>([
  [
    'a number of domains that keeps pods waiting',
    { 'spec.template.spec.topologySpreadConstraints': [{ maxSkew: 1, topologyKey: 'z', whenUnsatisfiable: 'DoNotSchedule', minDomains: 2 }] },
  ],
])('has nothing to say of %s', (_title, changes) => {
  expect(complaints(spreading, statefulSet(changes))).toEqual([]);
});
