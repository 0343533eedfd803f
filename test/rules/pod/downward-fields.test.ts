import { downwardFields } from '../../../src/rules/pod/downward-fields';
import { Changes, complaints, CONTAINER, statefulSet } from '../../support/manifests';

test.each<[title: string, changes: Changes, says: string[]]>([
  [
    'a field of another version',
    { [`${CONTAINER}.env`]: [{ name: 'A', valueFrom: { fieldRef: { apiVersion: 'v2', fieldPath: 'metadata.name' } } }] },
    ["'spec.template.spec.containers[0].env[0].valueFrom.fieldRef.apiVersion' must be 'v1', or left out, got 'v2'"],
  ],
  [
    'a key of what has no keys',
    { [`${CONTAINER}.env`]: [{ name: 'A', valueFrom: { fieldRef: { fieldPath: "metadata.name['app']" } } }] },
    ["'spec.template.spec.containers[0].env[0].valueFrom.fieldRef.fieldPath' must be without a key, which only labels and annotations have, got 'metadata.name['app']'"],
  ],
  [
    'a label with a key that none can have',
    { [`${CONTAINER}.env`]: [{ name: 'A', valueFrom: { fieldRef: { fieldPath: "metadata.labels['a b']" } } }] },
    ["'spec.template.spec.containers[0].env[0].valueFrom.fieldRef.fieldPath' must be a key that metadata.labels can have, got 'metadata.labels['a b']'"],
  ],
  [
    'an annotation with such a key',
    { [`${CONTAINER}.env`]: [{ name: 'A', valueFrom: { fieldRef: { fieldPath: "metadata.annotations['a b']" } } }] },
    ["'spec.template.spec.containers[0].env[0].valueFrom.fieldRef.fieldPath' must be a key that metadata.annotations can have, got 'metadata.annotations['a b']'"],
  ],
  [
    'a resource of no name',
    { [`${CONTAINER}.env`]: [{ name: 'A', valueFrom: { resourceFieldRef: {} } }] },
    ["'spec.template.spec.containers[0].env[0].valueFrom.resourceFieldRef.resource' must be one of limits.cpu, limits.memory, limits.ephemeral-storage, requests.cpu, requests.memory, requests.ephemeral-storage, got nothing"],
  ],
  [
    'cpus in bytes',
    { [`${CONTAINER}.env`]: [{ name: 'A', valueFrom: { resourceFieldRef: { resource: 'limits.cpu', divisor: '1Mi' } } }] },
    ["'spec.template.spec.containers[0].env[0].valueFrom.resourceFieldRef.divisor' must be one of 1, 1m, got '1Mi'"],
  ],
  [
    'memory in pages',
    { [`${CONTAINER}.env`]: [{ name: 'A', valueFrom: { resourceFieldRef: { resource: 'limits.memory', divisor: '4Ki' } } }] },
    ["'spec.template.spec.containers[0].env[0].valueFrom.resourceFieldRef.divisor' must be one of 1, 1k, 1M, 1G, 1T, 1P, 1E, 1Ki, 1Mi, 1Gi, 1Ti, 1Pi, 1Ei, got '4Ki'"],
  ],
  [
    'a file of an address',
    { 'spec.template.spec.volumes': [{ name: 'v', downwardAPI: { items: [{ path: 'a', fieldRef: { fieldPath: 'status.podIP' } }] } }] },
    ["'spec.template.spec.volumes[0].downwardAPI.items[0].fieldRef.fieldPath' must be one of metadata.name, metadata.namespace, metadata.labels, metadata.annotations, metadata.uid, got 'status.podIP'"],
  ],
  [
    'a file of a resource of nobody',
    { 'spec.template.spec.volumes': [{ name: 'v', downwardAPI: { items: [{ path: 'a', resourceFieldRef: { resource: 'limits.cpu' } }] } }] },
    ["'spec.template.spec.volumes[0].downwardAPI.items[0].resourceFieldRef.containerName' must be the name of a container, got nothing"],
  ],
  [
    'a file of nothing',
    { 'spec.template.spec.volumes': [{ name: 'v', downwardAPI: { items: [{ path: 'a' }] } }] },
    ["'spec.template.spec.volumes[0].downwardAPI.items[0]' must be from one of fieldRef, resourceFieldRef, got nothing"],
  ],
  [
    'a file of two things',
    { 'spec.template.spec.volumes': [{ name: 'v', downwardAPI: { items: [{ path: 'a', fieldRef: { fieldPath: 'metadata.name' }, resourceFieldRef: { containerName: 'db', resource: 'limits.cpu' } }] } }] },
    ['\'spec.template.spec.volumes[0].downwardAPI.items[0]\' must be from one of fieldRef, resourceFieldRef, got {"fieldRef":{"fieldPath":"metadata.name"},"resourceFieldRef":{"containerName":"db","resource":"limits.cpu"}}'],
  ],
])('has something to say of %s', (_title, changes, says) => {
  expect(complaints(downwardFields, statefulSet(changes))).toEqual(says.map(each => `here: ${each}`));
});

test.each<[title: string, changes: Changes]>([
  ['a variable of a field', { [`${CONTAINER}.env`]: [{ name: 'A', valueFrom: { fieldRef: { fieldPath: 'status.podIP' } } }] }],
  ['a variable of a field by its old name', { [`${CONTAINER}.env`]: [{ name: 'A', valueFrom: { fieldRef: { apiVersion: 'v1', fieldPath: 'spec.host' } } }] }],
  ['a field of no name', { [`${CONTAINER}.env`]: [{ name: 'A', valueFrom: { fieldRef: { fieldPath: '' } } }] }],
  ['a variable of a label', { [`${CONTAINER}.env`]: [{ name: 'A', valueFrom: { fieldRef: { fieldPath: "metadata.labels['app']" } } }] }],
  [
    'a variable of an annotation with capitals',
    { [`${CONTAINER}.env`]: [{ name: 'A', valueFrom: { fieldRef: { fieldPath: "metadata.annotations['Example.com/a']" } } }] },
  ],
  ['a variable of huge pages', { [`${CONTAINER}.env`]: [{ name: 'A', valueFrom: { resourceFieldRef: { resource: 'limits.hugepages-2Mi' } } }] }],
  ['cpus in thousandths', { [`${CONTAINER}.env`]: [{ name: 'A', valueFrom: { resourceFieldRef: { resource: 'limits.cpu', divisor: '1m' } } }] }],
  ['memory in mebibytes', { [`${CONTAINER}.env`]: [{ name: 'A', valueFrom: { resourceFieldRef: { resource: 'limits.memory', divisor: '1024Ki' } } }] }],
  ['a divisor of 0, which is none', { [`${CONTAINER}.env`]: [{ name: 'A', valueFrom: { resourceFieldRef: { resource: 'limits.memory', divisor: '0' } } }] }],
  ['a file of labels', { 'spec.template.spec.volumes': [{ name: 'v', downwardAPI: { items: [{ path: 'a', fieldRef: { fieldPath: 'metadata.labels' } }] } }] }],
  [
    'a file of a resource',
    { 'spec.template.spec.volumes': [{ name: 'v', downwardAPI: { items: [{ path: 'a', resourceFieldRef: { containerName: 'db', resource: 'limits.cpu' } }] } }] },
  ],
])('has nothing to say of %s', (_title, changes) => {
  expect(complaints(downwardFields, statefulSet(changes))).toEqual([]);
});

test('all addresses of the node are told from 1.29 on', () => {
  const set = statefulSet({ [`${CONTAINER}.env`]: [{ name: 'A', valueFrom: { fieldRef: { fieldPath: 'status.hostIPs' } } }] });
  expect(complaints(downwardFields, set, undefined, 29)).toEqual([]);
  expect(complaints(downwardFields, set, undefined, 28)).toEqual([
    "here: 'spec.template.spec.containers[0].env[0].valueFrom.fieldRef.fieldPath' must be one of metadata.name, metadata.namespace, metadata.uid, spec.nodeName, "
    + "spec.serviceAccountName, status.hostIP, status.podIP, status.podIPs, got 'status.hostIPs'",
  ]);
});
