import { Manifest } from '../../../src/manifest/manifest';
import { governingServiceThere } from '../../../src/rules/stateful-set/governing-service-there';
import { Changes, complaints, headless, statefulSet } from '../../support/manifests';

const says = (service: Manifest, changes: Changes = {}) => complaints(governingServiceThere, statefulSet(changes), [statefulSet(changes), service]);

test.each<[string, Changes]>([['its Service', {}], ['none', { 'spec.serviceName': undefined }]])('has nothing to say of a StatefulSet that names %s', (_title, changes) => {
  expect(says(headless(), changes)).toEqual([]);
});

test.each<[string, Manifest, Changes, string]>([
  ['a Service that is not there', headless(), { 'spec.serviceName': 'db2' }, "'db2'"],
  ['a Service in another namespace', headless({ 'metadata.namespace': 'prod' }), {}, "'db'"],
  ['something else of that name', statefulSet(), {}, "'db'"],
])('advises against a StatefulSet that names %s', (_title, service, changes, got) => {
  expect(says(service, changes)).toEqual([
    `here: 'spec.serviceName' must be the name of a headless Service in the same namespace, got ${got}; without it no pod has a DNS name`,
  ]);
});
