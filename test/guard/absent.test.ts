import { absent, absentNote } from '../../src/guard/absent';
import { called } from '../../src/guard/display-name';
import { settings } from '../../src/guard/settings';
import { Manifest } from '../../src/manifest/manifest';
import { budget, CONTAINER, headless, pod, service, statefulSet } from '../support/manifests';

// What is not in the input may be in the cluster: no finding says so, one line does.

const seen = (manifests: Manifest[], props: object = {}) => (
  absent(manifests.map(manifest => ({ manifest, path: 'items[1].', where: called(manifest) })), settings('here', props, '2026-11-29'))
);
const POD = 'spec.template.spec';
const elsewhere = (kind: string, namespace?: string) => ({ apiVersion: 'v1', kind, metadata: { name: 'it', namespace } });

describe('nobody knows of', () => {
  test.each<[string, Manifest, string, string]>([
    ['a governing Service', statefulSet(), 'spec.serviceName', 'Service db'],
    ['one in a namespace', statefulSet({ 'metadata.namespace': 'prod' }), 'spec.serviceName', 'Service prod/db'],
    ['the pods of a Service', service(), 'spec.selector', 'pods of Service db-client'],
    ['the pods of a budget', budget(), 'spec.selector', 'pods of PodDisruptionBudget db'],
    ['a Secret', pod({ 'spec.volumes': [{ name: 'data', secret: { secretName: 'it' } }] }), 'spec.volumes[0].secret.secretName', 'Secret it'],
    ['an account', pod({ 'spec.serviceAccountName': 'it' }), 'spec.serviceAccountName', 'ServiceAccount it'],
  ])('%s', (_what, manifest, path, what) => {
    expect(seen([manifest])).toEqual([{ where: called(manifest), path: `items[1].${path}`, absent: what }]);
  });
});

describe('there is nothing to say of', () => {
  const set = () => statefulSet({ 'spec.serviceName': undefined });
  test.each<[string, Manifest[]]>([
    ['what is there', [statefulSet(), headless(), service(), budget()]],
    ['a set without a Service', [set()]],
    ['a Service without a selector, whose endpoints somebody makes', [service({ 'spec.selector': undefined })]],
    ['an alias', [service({ 'spec.type': 'ExternalName' })]],
    ['a Service of one pod, by the label that its controller gives it', [set(), service({ 'spec.selector': { 'app': 'db', 'statefulset.kubernetes.io/pod-name': 'db-0' } })]],
    ['a Service by nothing but such a label', [set(), service({ 'spec.selector': { 'apps.kubernetes.io/pod-index': '0' } })]],
    ['a budget without a selector', [budget({ 'spec.selector': undefined })]],
    ['the default account', [pod({ 'spec.serviceAccountName': 'default' })]],
    ['what may be missing', [pod({ 'spec.volumes': [{ name: 'data', secret: { secretName: 'it', optional: true } }] })]],
    ['what leaves its namespace to whoever applies it', [pod({ 'metadata.namespace': 'prod', 'spec.serviceAccountName': 'it' }), elsewhere('ServiceAccount')]],
    ['what is in another namespace, of which a rule tells', [pod({ 'metadata.namespace': 'prod', 'spec.serviceAccountName': 'it' }), elsewhere('ServiceAccount', 'dev')]],
    ['a Service of another kind', [{ ...service(), apiVersion: 'serving.knative.dev/v1' }]],
    ['what says nothing', [{ apiVersion: 'v1', kind: 'Service' }, { apiVersion: 'apps/v1', kind: 'StatefulSet' }, { apiVersion: 'policy/v1', kind: 'PodDisruptionBudget' }, { apiVersion: 'v1', kind: 'ConfigMap' }]],
  ])('%s', (_what, manifests) => {
    expect(seen(manifests)).toEqual([]);
  });

  test.each([
    ['governing-service', statefulSet()],
    ['outside-let-in', service()],
    ['references', pod({ 'spec.serviceAccountName': 'it' })],
    ['budget-lets-nodes-drain,budget-keeps-majority', budget()],
  ])('what %s would look at, where that is not asked', (rules, manifest) => {
    expect(seen([manifest], { skip: rules.split(',') })).toEqual([]);
    expect(seen([manifest], { rules: rules.split(',').slice(0, 1) })).toHaveLength(1);
  });
});

test('all of it is one line, with five of them at most, each once', () => {
  const env = (names: string[]) => pod({ 'spec.containers[0].envFrom': names.map(name => ({ secretRef: { name } })) });
  expect(absentNote(seen([env(['a', 'a'])]))).toEqual(['cannot check 1 object that the input does not have: Secret a']);
  expect(absentNote(seen([env(['a', 'b', 'c', 'd', 'e'])]))).toEqual(['cannot check 5 objects that the input does not have: Secret a, Secret b, Secret c, Secret d, Secret e']);
  expect(absentNote(seen([env(['a', 'b', 'c', 'd', 'e', 'f', 'g'])]))).toEqual(['cannot check 7 objects that the input does not have: Secret a, Secret b, Secret c, Secret d, Secret e, and 2 more']);
  expect(absentNote(seen([headless(), statefulSet({ [`${CONTAINER}.envFrom`]: [], [`${POD}.volumes`]: [] })]))).toEqual([]);
});
