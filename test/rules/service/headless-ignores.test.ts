import { headlessIgnores } from '../../../src/rules/service/headless-ignores';
import { Changes, complaints, headless, service } from '../../support/manifests';

const says = (changes: Changes) => complaints(headlessIgnores, headless(changes));
const ELSEWHERE = 'set it on a client Service, or on one Service per pod';
const ALIAS = 'for an alias add a Service of type ExternalName';

test('lets a headless Service pass that says nothing of what it ignores', () => {
  expect(says({})).toEqual([]);
});

test.each<[string, unknown, string, string]>([
  ['externalName', 'db.example.com', "'db.example.com'", ALIAS],
  ['externalIPs', ['192.0.2.1'], '["192.0.2.1"]', ELSEWHERE],
  ['externalIPs', '192.0.2.1', "'192.0.2.1'", ELSEWHERE],
  ['loadBalancerIP', '192.0.2.1', "'192.0.2.1'", ELSEWHERE],
  ['sessionAffinity', 'ClientIP', "'ClientIP'", ELSEWHERE],
  ['sessionAffinity', 'none', "'none'", ELSEWHERE],
])('advises against %s: %j', (field, value, got, instead) => {
  expect(says({ [`spec.${field}`]: value })).toEqual([`here: 'spec.${field}' must be left out of a headless Service, which ignores it, got ${got}; ${instead}`]);
});

test.each<[string, unknown]>([
  ['externalName', null], ['externalName', ''], ['externalIPs', null], ['externalIPs', []], ['loadBalancerIP', null], ['loadBalancerIP', ''],
  ['sessionAffinity', null], ['sessionAffinity', ''], ['sessionAffinity', 'None'],
])('takes %s: %j for nothing', (field, value) => {
  expect(says({ [`spec.${field}`]: value })).toEqual([]);
});

test('has nothing to say of a Service with an address', () => {
  expect(complaints(headlessIgnores, service({ 'spec.sessionAffinity': 'ClientIP', 'spec.externalIPs': ['192.0.2.1'] }))).toEqual([]);
});

test.each([undefined, null, 'text', 5, []])('has nothing to say of a Service whose spec is %p', (spec) => {
  expect(says({ spec })).toEqual([]);
});
