import { claimsMounted } from '../../../src/rules/stateful-set/claims-mounted';
import { Changes, CLAIM, complaints, CONTAINER, statefulSet } from '../../support/manifests';

const says = (changes: Changes) => complaints(claimsMounted, statefulSet(changes));
const unmounted = (got: string, i = 0) => `here: 'spec.volumeClaimTemplates[${i}]' must be mounted by a container, got ${got}; mount it, or its data is written to the container and lost with the pod`;

test.each<[string, Changes]>([
  ['mounted', {}],
  ['attached as a device', { [`${CONTAINER}.volumeMounts`]: undefined, [`${CONTAINER}.volumeDevices`]: [{ name: 'data', devicePath: '/dev/xvda' }] }],
  ['mounted by an init container', { [`${CONTAINER}.volumeMounts`]: [], 'spec.template.spec.initContainers': [{ volumeMounts: [{ name: 'data' }] }] }],
  ['mounted by the second container', { 'spec.template.spec.containers': [{}, { volumeMounts: [{ name: 'log' }, { name: 'data' }] }] }],
])('lets a claim pass that is %s', (_title, changes) => {
  expect(says(changes)).toEqual([]);
});

test.each<[string, Changes]>([
  ['no mounts', { [`${CONTAINER}.volumeMounts`]: undefined }],
  ['mounts that are null', { [`${CONTAINER}.volumeMounts`]: null }],
  ['mounts that are no list', { [`${CONTAINER}.volumeMounts`]: { name: 'data' } }],
  ['a mount of something else', { [`${CONTAINER}.volumeMounts[0].name`]: 'dat' }],
  ['no containers', { 'spec.template.spec.containers': undefined }],
  ['no template', { 'spec.template': null }],
])('advises against a claim where there are %s', (_title, changes) => {
  expect(says(changes)).toEqual([unmounted("'data'")]);
});

test('speaks of the claims that nobody mounts, and of no others', () => {
  expect(says({ 'spec.volumeClaimTemplates[1]': { metadata: { name: 'log' } } })).toEqual([unmounted("'log'", 1)]);
});

test.each([null, undefined, 'data'])('speaks of a claim without a name where its metadata are %p', (metadata) => {
  expect(says({ [`${CLAIM}.metadata`]: metadata })).toEqual([unmounted('nothing')]);
});

test.each<[string, unknown]>([['spec', null], ['spec', 'text'], ['spec.volumeClaimTemplates', undefined], ['spec.volumeClaimTemplates', 'data']])(
  'has nothing to say where %s is %p', (path, value) => {
    expect(says({ [path]: value })).toEqual([]);
  },
);
