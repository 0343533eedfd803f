import { Manifest } from '../../../src/manifest/manifest';
import { governingService } from '../../../src/rules/stateful-set/governing-service';
import { Changes, complaints, headless, statefulSet } from '../../support/manifests';

const INSTEAD = 'without it no pod has a DNS name';

const says = (service: Manifest, changes: Changes = {}) => complaints(governingService, statefulSet(changes), [statefulSet(changes), service]);

test.each<[string, Manifest, Changes]>([
  ['that selects its pods', headless(), {}],
  ['that selects by some of their labels', headless(), { 'spec.template.metadata.labels.tier': 'data' }],
  ['without a selector, whose addresses somebody else writes', headless({ 'spec.selector': undefined }), {}],
  ['with an empty selector', headless({ 'spec.selector': {} }), {}],
  ['in the same namespace', headless({ 'metadata.namespace': 'prod' }), { 'metadata.namespace': 'prod' }],
  ['in no namespace either, in so many words', headless({ 'metadata.namespace': null }), {}],
])('lets a StatefulSet pass that names a headless Service %s', (_title, service, changes) => {
  expect(says(service, changes)).toEqual([]);
});

test.each<[string, Manifest, Changes, string]>([
  ['no Service', headless(), { 'spec.serviceName': undefined }, 'nothing'],
  ['no Service, in so many words', headless(), { 'spec.serviceName': null }, 'null'],
])('advises against a StatefulSet that names %s', (_title, service, changes, got) => {
  expect(says(service, changes)).toEqual([`here: 'spec.serviceName' must be the name of a headless Service in the same namespace, got ${got}; ${INSTEAD}`]);
});

test.each<[string, Manifest, Changes]>([
  ['a Service that is not there', headless(), { 'spec.serviceName': 'db2' }],
  ['a Service in another namespace', headless({ 'metadata.namespace': 'prod' }), {}],
  ['something else of that name', statefulSet(), {}],
])('cannot know of %s', (_title, service, changes) => {
  expect(says(service, changes)).toEqual([]);
});

test.each<[string, Manifest]>([
  ['no word about its address', headless({ 'spec.clusterIP': undefined })],
  ['an address', headless({ 'spec.clusterIP': '10.96.0.77' })],
  ['a spec that is null', headless({ spec: null })],
])('advises against a Service with %s', (_title, service) => {
  expect(says(service)).toEqual([`here: 'spec.serviceName' must be the name of a Service with clusterIP 'None', got 'db'; ${INSTEAD}`]);
});

test.each<[string, unknown, string]>([
  ['other labels', { app: 'mongo' }, '{"app":"mongo"}'],
  ['fewer labels', { tier: 'data' }, '{"tier":"data"}'],
  ['no labels', undefined, '{}'],
  ['labels that are null', null, '{}'],
  ['labels that are text', 'app=db', '{}'],
])('advises against a Service that selects by what the pods, with %s, do not have', (_title, labels, got) => {
  expect(says(headless(), { 'spec.template.metadata.labels': labels })).toEqual([
    `here: 'spec.template.metadata.labels' must be the labels that Service 'db' selects by, {"app":"db"}, got ${got}; ${INSTEAD}`,
  ]);
});

test('wants every label that the Service selects by', () => {
  expect(says(headless({ 'spec.selector': { app: 'db', tier: 'data' } }))).toEqual([
    `here: 'spec.template.metadata.labels' must be the labels that Service 'db' selects by, {"app":"db","tier":"data"}, got {"app":"db"}; ${INSTEAD}`,
  ]);
});

test.each([undefined, null, 'text'])('misses the name of a Service where the spec is %p', (spec) => {
  expect(says(headless(), { spec })).toEqual([`here: 'spec.serviceName' must be the name of a headless Service in the same namespace, got nothing; ${INSTEAD}`]);
});

test('takes a Service without a name for nobody\'s', () => {
  expect(says(headless({ metadata: null }), { 'spec.serviceName': undefined })).toEqual([
    `here: 'spec.serviceName' must be the name of a headless Service in the same namespace, got nothing; ${INSTEAD}`,
  ]);
});
