import { headlessStaysHeadless } from '../../../src/rules/service/headless-stays-headless';
import { Changes, complaints, headless } from '../../support/manifests';

const says = (changes: Changes) => complaints(headlessStaysHeadless, headless(changes));

test('lets a Service pass that has no address', () => {
  expect(says({})).toEqual([]);
});

test.each<[string, unknown, string]>([
  ['spec.clusterIP', '10.96.0.77', "'10.96.0.77'"],
  ['spec.clusterIP', 'none', "'none'"],
  ['spec.clusterIP', ['None'], '["None"]'],
  ['spec.clusterIP', '', "''"],
  ['spec.clusterIP', null, 'null'],
  ['spec.clusterIP', undefined, 'nothing'],
  ['spec', undefined, 'nothing'],
  ['spec', null, 'nothing'],
  ['spec', 'text', 'nothing'],
])('refuses one whose %s is %j', (path, value, got) => {
  expect(says({ [path]: value })).toEqual([
    `here: 'spec.clusterIP' must be 'None', because this Service is headless, got ${got}; for one address for all pods add a client Service`,
  ]);
});
