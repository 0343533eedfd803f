import { claimHidesVolume } from '../../../src/rules/stateful-set/claim-hides-volume';
import { Changes, complaints, statefulSet } from '../../support/manifests';

const says = (changes: Changes) => complaints(claimHidesVolume, statefulSet(changes));
const VOLUMES = 'spec.template.spec.volumes';

test('lets claims and volumes of different names pass', () => {
  expect(says({ 'spec.volumeClaimTemplates[1]': { metadata: { name: 'log' } }, [VOLUMES]: [{ name: 'tmp', emptyDir: {} }] })).toEqual([]);
});

test('advises against a volume with the name of a claim', () => {
  expect(says({ [VOLUMES]: [{ name: 'tmp', emptyDir: {} }, { name: 'data', emptyDir: {} }] })).toEqual([
    `here: '${VOLUMES}[1].name' must be a name that no claim has, because the claim would hide the volume, got 'data'`,
  ]);
});

test('advises against every further claim of one name', () => {
  expect(says({ 'spec.volumeClaimTemplates[1]': { metadata: { name: 'data' } }, 'spec.volumeClaimTemplates[2]': { metadata: { name: 'data' } } })).toEqual([1, 2].map(
    i => `here: 'spec.volumeClaimTemplates[${i}].metadata.name' must be a name that no other claim has, because the last would hide the others, got 'data'`,
  ));
});

test.each<[string, Changes]>([
  ['no claims', { 'spec.volumeClaimTemplates': undefined, [VOLUMES]: [{ name: 'data' }] }],
  ['claims that are no list', { 'spec.volumeClaimTemplates': { data: {} }, [VOLUMES]: [{ name: 'data' }] }],
  ['a claim without metadata', { 'spec.volumeClaimTemplates': [{}], [VOLUMES]: [{ name: 'data' }] }],
  ['volumes that are null', { [VOLUMES]: null }],
  ['a volume that is text', { [VOLUMES]: ['data'] }],
  ['a template that is null', { 'spec.template': null }],
  ['a template without a spec', { 'spec.template': {} }],
  ['a spec that is null', { spec: null }],
])('has nothing to say of %s', (_title, changes) => {
  expect(says(changes)).toEqual([]);
});
