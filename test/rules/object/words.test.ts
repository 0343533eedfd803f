import { words } from '../../../src/rules/object/words';
import { Changes, complaints, service } from '../../support/manifests';

test.each<[title: string, changes: Changes, says: string[], kubernetes: number | undefined]>([
  ['one that is new before', { 'spec.trafficDistribution': 'PreferSameZone' }, ["'spec.trafficDistribution' must be 'PreferClose', got 'PreferSameZone'"], 33],
])('has something to say of %s', (_title, changes, says, kubernetes) => {
  expect(complaints(words, service(changes), undefined, kubernetes)).toEqual(says.map(each => `here: ${each}`));
});

test.each<[title: string, changes: Changes, kubernetes: number | undefined]>([
  ['the distribution that is old', { 'spec.trafficDistribution': 'PreferClose' }, 33],
  ['one that is new, from 1.34 on', { 'spec.trafficDistribution': 'PreferSameZone' }, 34],
])('has nothing to say of %s', (_title, changes, kubernetes) => {
  expect(complaints(words, service(changes), undefined, kubernetes)).toEqual([]);
});
