import { volumeMounts } from '../../../../src/rules/pod/volumes/volume-mounts';
import { Changes, complaints, CONTAINER, statefulSet } from '../../../support/manifests';

const says = (changes: Changes) => complaints(volumeMounts, statefulSet(changes));
const missing = (got: string, path = `${CONTAINER}.volumeMounts[0]`) => `here: '${path}.name' must be a claim template or a volume of the pod, got ${got}`;

test.each<[string, Changes]>([
  ['a claim', {}],
  ['a volume', { 'spec.volumeClaimTemplates': undefined, 'spec.template.spec.volumes': [{ name: 'data', emptyDir: {} }] }],
  ['the second claim', { 'spec.volumeClaimTemplates': [{ metadata: { name: 'log' } }, { metadata: { name: 'data' } }] }],
  ['one volume at two paths', { [`${CONTAINER}.volumeMounts[1]`]: { name: 'data', mountPath: '/var/lib' } }],
  ['one path in two containers', { 'spec.template.spec.containers[1]': { volumeMounts: [{ name: 'data', mountPath: '/var/lib/cassandra' }] } }],
])('lets a container mount %s', (_title, changes) => {
  expect(says(changes)).toEqual([]);
});

test.each<[unknown, string]>([['dat', "'dat'"], ['Data', "'Data'"]])('refuses a mount of %p', (name, got) => {
  expect(says({ [`${CONTAINER}.volumeMounts[0].name`]: name })).toEqual([missing(got)]);
});

test.each<[string, Changes]>([
  ['claims that are null', { 'spec.volumeClaimTemplates': null }],
  ['claims that are no list', { 'spec.volumeClaimTemplates': { name: 'data' } }],
  ['a claim whose metadata are null', { 'spec.volumeClaimTemplates': [{ metadata: null }] }],
  ['volumes that are text', { 'spec.volumeClaimTemplates': [], 'spec.template.spec.volumes': 'data' }],
  ['a volume that is null', { 'spec.volumeClaimTemplates': [], 'spec.template.spec.volumes': [null] }],
])('finds nothing to mount in %s', (_title, changes) => {
  expect(says(changes)).toEqual([missing("'data'")]);
});

test('refuses one path twice in a container', () => {
  expect(says({ [`${CONTAINER}.volumeMounts[1]`]: { name: 'data', mountPath: '/tmp' }, [`${CONTAINER}.volumeMounts[2]`]: { name: 'data', mountPath: '/var/lib/cassandra' } })).toEqual([
    `here: '${CONTAINER}.volumeMounts[2].mountPath' must be a path that no other mount has, got '/var/lib/cassandra'`,
  ]);
});

test('holds for init containers too', () => {
  expect(says({ 'spec.template.spec.initContainers': [{ volumeMounts: [{ name: 'dat', mountPath: '/data' }] }] })).toEqual([missing("'dat'", 'spec.template.spec.initContainers[0].volumeMounts[0]')]);
});

test.each<[string, unknown]>([
  ['spec', undefined], ['spec', null], ['spec', 'text'], ['spec.template', null], ['spec.template.spec', null], ['spec.template.spec.containers', {}], [`${CONTAINER}.volumeMounts`, null], [`${CONTAINER}.volumeMounts`, '/data'],
])('has nothing to say where %s is %j', (path, value) => {
  expect(says({ [path]: value })).toEqual([]);
});
