import { Manifest } from '../../../src/manifest/manifest';
import { outsideLetIn } from '../../../src/rules/service/outside-let-in';
import { Changes, complaints, service, statefulSet } from '../../support/manifests';

const PODS = [{ podSelector: { matchLabels: { app: 'web' } } }];
const policy = (spec: Manifest = {}, metadata: Manifest = { name: 'db' }): Manifest =>
  ({ apiVersion: 'networking.k8s.io/v1', kind: 'NetworkPolicy', metadata, spec: { podSelector: { matchLabels: { app: 'db' } }, policyTypes: ['Ingress'], ingress: [{ from: PODS }], ...spec } });
const says = (policies: Manifest[], changes: Changes = {}) => {
  const outside = service({ 'spec.type': 'LoadBalancer', ...changes });
  return complaints(outsideLetIn, outside, [statefulSet(), outside, ...policies]);
};
const said = (names: string, got = 'LoadBalancer') =>
  [`here: 'spec.type' must be ClusterIP, unless NetworkPolicy ${names} allows an ipBlock, got '${got}'; as it is, only pods can reach its pods`];

test.each(['LoadBalancer', 'NodePort'])('a %s leads nowhere where pods alone are let in', (type) => {
  expect(says([policy()], { 'spec.type': type })).toEqual(said("'db'", type));
});

test.each<[string, Manifest]>([
  ['nobody', { ingress: [] }], ['nobody, by leaving it out', { ingress: undefined }], ['whole namespaces', { ingress: [{ from: [{ namespaceSelector: {} }] }] }],
  ['types that are left out', { policyTypes: undefined }], ['every pod that it selects', { podSelector: {} }], ['no selector', { podSelector: undefined }],
])('nor where they let in %s', (_, spec) => expect(says([policy(spec)])).toEqual(said("'db'")));

test('a Service of one pod leads nowhere where those of its set are not let in from outside', () => {
  const POD = 'statefulset.kubernetes.io/pod-name';
  expect(says([policy()], { 'spec.selector': { [POD]: 'db-0' } })).toEqual(said("'db'"));
  expect(says([policy()], { 'spec.selector': { [POD]: 'db-12', app: 'db' } })).toEqual(said("'db'"));
  for (const selector of [{ [POD]: 'other-0' }, { [POD]: 'db' + '-x' }, { [POD]: 'db-0', app: 'other' }, { [POD]: null }]) expect(says([policy()], { 'spec.selector': selector })).toEqual([]);
  expect(says([policy({ podSelector: { matchLabels: { app: 'other' } } })], { 'spec.selector': { [POD]: 'db-0' } })).toEqual([]);
});

test('several policies are named together', () => expect(says([policy(), policy({}, { name: 'more' })])).toEqual(said("'db', 'more'")));

test.each<[string, Manifest[]]>([
  ['no policy', []], ['an address block', [policy({ ingress: [{ from: PODS }, { from: [{ ipBlock: { cidr: '10.0.0.0/8' } }] }] })]], ['everybody', [policy({ ingress: [{ ports: [{ port: 1 }] }] })]],
  ['everybody, in so many words', [policy({ ingress: [{ from: [] }] })]], ['everybody by another one', [policy(), policy({ ingress: [{}] }, { name: 'open' })]],
  ['a policy for egress', [policy({ policyTypes: ['Egress'] })]], ['a policy of other pods', [policy({ podSelector: { matchLabels: { app: 'other' } } })]],
  ['a policy elsewhere', [policy({}, { name: 'db', namespace: 'other' })]], ['something else with a podSelector', [{ ...policy(), kind: 'Other' }]],
])('there is nothing to say of %s', (_, policies) => expect(says(policies)).toEqual([]));

test.each<[string, Changes]>([
  ['stays inside', { 'spec.type': undefined }], ['is an alias', { 'spec.type': 'ExternalName' }], ['selects nothing', { 'spec.selector': undefined }], ['selects nobody that is known', { 'spec.selector': { app: 'other' } }],
  ['is in another namespace', { 'metadata.namespace': 'other' }], ['has no spec', { spec: null }],
])('nor of a Service that %s', (_, changes) => expect(says([policy()], changes)).toEqual([]));
