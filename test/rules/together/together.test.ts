import { Manifest } from '../../../src/manifest/manifest';
import { Rule } from '../../../src/rules/rule';
import { appliedOnce } from '../../../src/rules/together/applied-once';
import { budgetsApart } from '../../../src/rules/together/budgets-apart';
import { claimsOfOneSet } from '../../../src/rules/together/claims-of-one-set';
import { membersLetIn } from '../../../src/rules/together/members-let-in';
import { namesResolved } from '../../../src/rules/together/names-resolved';
import { podNamesFree } from '../../../src/rules/together/pod-names-free';
import { servicesDiffer } from '../../../src/rules/together/services-differ';
import { setsApart } from '../../../src/rules/together/sets-apart';
import { budget, complaints, headless, service, statefulSet } from '../../support/manifests';

const policy = (spec: unknown) => ({ apiVersion: 'networking.k8s.io/v1', kind: 'NetworkPolicy', metadata: { name: 'walls' }, spec });
const pod = (name: string, claimName = 'x') => ({ apiVersion: 'v1', kind: 'Pod', metadata: { name }, spec: { volumes: [{ name: 'data', persistentVolumeClaim: { claimName } }] } });
const ALL = {};

test.each<[string, Rule, Manifest, Manifest[], string]>([
  ['a set that is there twice', appliedOnce, statefulSet(), [statefulSet({ 'spec.replicas': 5 })],
    "'metadata.name' must be a name that no other StatefulSet of the namespace has, got 'db'; as it is, the object that is applied last replaces the others"],
  ['a pod with the name of one of the set', podNamesFree, statefulSet(), [pod('db-2')], "'metadata.name' must be a name that gives no pod of the set the name of another Pod, got 'db-2'"],
  ['a claim of a set that another pod mounts', claimsOfOneSet, pod('thief', 'data-db-0'), [statefulSet()],
    "'spec.volumes[0].persistentVolumeClaim.claimName' must be a claim other than that of pod 'db-0', got 'data-db-0'; two pods that write to one disk corrupt its data, or one of them does not start"],
  ['two Services that do the same', servicesDiffer, service(), [service({ 'metadata.name': 'a' })],
    "'spec.selector' must be different from that of Service 'a', unless the ports differ, got {\"app\":\"db\"}; as it is, the two Services do the same"],
  ['a set that selects the pods of another', setsApart, statefulSet(), [statefulSet({ 'metadata.name': 'other' })],
    "'spec.selector' must be labels that the pods of StatefulSet 'other' do not have, got {\"matchLabels\":{\"app\":\"db\"}}; what selects the pods of one set also selects the pods of the other"],
  ['two budgets for one pod', budgetsApart, budget(), [budget({ 'metadata.name': 'other', 'spec.selector': ALL }), statefulSet()],
    "'spec.selector' must be labels of pods that PodDisruptionBudget 'other' does not protect, got {\"matchLabels\":{\"app\":\"db\"}}; as it is, no node with a pod of StatefulSet 'db' can be drained"],
  ['members that let nobody in', membersLetIn, statefulSet(), [policy({ podSelector: {}, ingress: [{ from: [{ podSelector: { matchLabels: { app: 'web' } } }] }] })],
    "'spec.template.metadata.labels' must be labels of pods that NetworkPolicy 'walls' lets accept connections from the other pods of the set, got {\"app\":\"db\"}; as it is, the pods cannot connect to each other"],
  ['members that may go nowhere', membersLetIn, statefulSet(), [policy({ podSelector: {}, policyTypes: ['Egress'], egress: [] })],
    "'spec.template.metadata.labels' must be labels of pods that NetworkPolicy 'walls' lets connect to the other pods of the set, got {\"app\":\"db\"}; as it is, the pods cannot connect to each other"],
  ['pods that may not ask DNS', namesResolved, statefulSet(), [policy({ podSelector: {}, policyTypes: ['Egress'], egress: [{ to: [{ podSelector: {} }], ports: [{ port: 9042 }] }] })],
    "'spec.template.metadata.labels' must be labels of pods that NetworkPolicy 'walls' lets connect to port 53, got {\"app\":\"db\"}; as it is, the pods cannot resolve any name"],
])('tells of %s', (_title, rule, manifest, others, says) => {
  expect(complaints(rule, manifest, [manifest, ...others])).toEqual([`here: ${says}`]);
});

test.each<[string, Rule, Manifest, Manifest[]]>([
  ['one manifest that is read twice', appliedOnce, statefulSet(), [statefulSet()]],
  ['objects without a name yet', appliedOnce, statefulSet({ 'metadata.name': undefined }), [statefulSet({ 'metadata.name': undefined, 'spec.replicas': 5 })]],
  ['sets in two namespaces', appliedOnce, statefulSet(), [statefulSet({ 'metadata.namespace': 'dev', 'spec.replicas': 5 })]],
  ['a pod of a higher number', podNamesFree, statefulSet(), [pod('db-3')]],
  ['a claim of a higher number', claimsOfOneSet, pod('heir', 'data-db-3'), [statefulSet()]],
  ['a claim of nobody', claimsOfOneSet, pod('own', 'data-db-x'), [statefulSet()]],
  ['a claim that is called otherwise', claimsOfOneSet, pod('own', 'disk'), [statefulSet()]],
  ['a volume that is no claim', claimsOfOneSet, statefulSet({ 'spec.template.spec.volumes': [{ name: 'tmp', emptyDir: {} }] }), [statefulSet()]],
  ['a Service beside a headless one', servicesDiffer, service(), [headless()]],
  ['Services without a selector', servicesDiffer, service({ 'spec.selector': undefined }), [service({ 'metadata.name': 'a', 'spec.selector': undefined })]],
  ['sets of other labels', setsApart, statefulSet(), [statefulSet({ 'metadata.name': 'other', 'spec.template.metadata.labels': { app: 'other' } })]],
  ['a set that selects by expressions', setsApart, statefulSet({ 'spec.selector': { matchExpressions: [{ key: 'app', operator: 'Exists' }] } }), [statefulSet({ 'metadata.name': 'other' })]],
  ['budgets of other pods', budgetsApart, budget(), [budget({ 'metadata.name': 'other', 'spec.selector': { matchLabels: { app: 'web' } } }), statefulSet()]],
  ['a budget that selects nothing', budgetsApart, budget({ 'spec.selector': undefined }), [budget({ 'metadata.name': 'other' }), statefulSet()]],
  ['members that let each other in', membersLetIn, statefulSet(), [policy({ podSelector: {}, ingress: [{ from: [{ podSelector: { matchLabels: { app: 'db' } } }] }] })]],
  ['members that let everybody in', membersLetIn, statefulSet(), [policy({ podSelector: {}, ingress: [{}] })]],
  ['members that let addresses in, which may be theirs', membersLetIn, statefulSet(), [policy({ podSelector: {}, ingress: [{ from: [{ ipBlock: { cidr: '10.0.0.0/8' } }] }] })]],
  ['members that let namespaces in', membersLetIn, statefulSet(), [policy({ podSelector: {}, ingress: [{ from: [{ namespaceSelector: {} }] }] })]],
  ['a set of one', membersLetIn, statefulSet({ 'spec.replicas': 1 }), [policy({ podSelector: {}, ingress: [] })]],
  ['policies for others', membersLetIn, statefulSet(), [policy({ podSelector: { matchLabels: { app: 'web' } }, ingress: [] })]],
  ['pods that may ask anybody', namesResolved, statefulSet(), [policy({ podSelector: {}, egress: [{ to: [] }] })]],
  ['pods that may ask DNS', namesResolved, statefulSet(), [policy({ podSelector: {}, egress: [{ ports: [{ port: 53, protocol: 'UDP' }] }] })]],
  ['pods that may ask a range with DNS in it', namesResolved, statefulSet(), [policy({ podSelector: {}, egress: [{ ports: [{ port: 1, endPort: 100 }] }] })]],
  ['pods that nobody holds', namesResolved, statefulSet(), [policy({ podSelector: {}, ingress: [] })]],
])('has nothing to say of %s', (_title, rule, manifest, others) => {
  expect(complaints(rule, manifest, [manifest, ...others])).toEqual([]);
});

test('says the same of the same Services again, in whatever order their labels are', () => {
  const one = service({ 'spec.selector': { app: 'db', tier: 'data' } });
  const twin = service({ 'metadata.name': 'a', 'spec.selector': { tier: 'data', app: 'db' } });
  const says = complaints(servicesDiffer, one, [one, twin]);
  expect(says).toHaveLength(1);
  expect(complaints(servicesDiffer, one, [twin, one])).toEqual(says);
});
