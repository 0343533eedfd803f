import { headlessType } from '../../../src/rules/service/headless-type';
import { Changes, complaints, headless, service } from '../../support/manifests';

const says = (changes: Changes) => complaints(headlessType, headless(changes));

test.each(['ClusterIP', undefined, null, ''])('lets a headless Service of type %p pass', (type) => {
  expect(says({ 'spec.type': type })).toEqual([]);
});

test.each<[unknown, string]>([
  ['NodePort', "'NodePort'"], ['LoadBalancer', "'LoadBalancer'"], ['ExternalName', "'ExternalName'"], ['clusterip', "'clusterip'"], [5, '5'], [{}, '{}'],
])('refuses a headless Service of type %p', (type, got) => {
  expect(says({ 'spec.type': type })).toEqual([
    `here: 'spec.type' must be 'ClusterIP' for a headless Service, got ${got}; for access from outside add a client Service, or one Service per pod`,
  ]);
});

test.each(['NodePort', 'LoadBalancer', 'ExternalName', 'Unheard'])('has nothing to say of a Service with an address and of type %s', (type) => {
  expect(complaints(headlessType, service({ 'spec.type': type }))).toEqual([]);
});

test.each([undefined, null, 'text', 5, []])('has nothing to say of a Service whose spec is %p', (spec) => {
  expect(says({ spec })).toEqual([]);
});
