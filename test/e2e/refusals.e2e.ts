import { Answer, eventually, get, kubectl, Namespaces, tryKubectl } from './support/kubectl';
import { Manifest } from '../../src/manifest/manifest';
import { forbids } from '../../src/rules/rule';
import { findings, RULES } from '../../src/rules/rules';
import { headlessStaysHeadless } from '../../src/rules/service/headless-stays-headless';
import { budget, CONTAINER, headless, pod, service, statefulSet } from '../support/manifests';
import { REFUSED_MANIFESTS } from '../support/refused-manifests';

// What the rules say of manifests, held against a real API server. KUBECONFIG says which.

const SECONDS = 1000;
/** From this minor version on, pod and claim templates are checked when the StatefulSet is applied. */
const CHECKS_TEMPLATES = 34;
/** Nothing on standard error. */
const SILENCE = /^$/;

const namespaces = new Namespaces();
let namespace: string;
let minor: number;

beforeAll(async () => {
  minor = parseInt(JSON.parse((await kubectl(['version', '-o', 'json'])).stdout).serverVersion.minor, 10);
  namespace = await namespaces.fresh();
}, 60 * SECONDS);

afterAll(() => namespaces.remove(), 60 * SECONDS);

describe('what a rule refuses, the API server refuses too', () => {
  test.each(REFUSED_MANIFESTS.map(row => [row.rule, row.title, row] as const))('%s: %s', async (_rule, _title, { manifests, server }) => {
    if (minor < (server.since ?? minor) || minor > (server.until ?? minor)) return;
    const tried = await dryRun(manifests);
    if (!tried.ok) {
      expect({ at: 'apply', message: tried.stderr }).toEqual({ at: server.at, message: expect.stringMatching(server.message) });
    } else {
      if (minor >= CHECKS_TEMPLATES) expect(server.at).toBe('pods');
      expect(await whyNoPods(manifests)).toMatch(server.message);
    }
  }, 60 * SECONDS);
});

describe('what a rule merely advises against, the API server accepts', () => {
  const volume = (source: object) => ({ 'spec.template.spec.volumes': [{ name: 'other', ...source }] });
  const ADVISED: readonly (readonly [rule: string, title: string, manifest: Manifest, warning: RegExp, until?: number])[] = [
    ['headless-stays-headless', 'an address', service(), SILENCE],
    ['headless-ignores', 'externalName', headless({ 'spec.externalName': 'db.example.com' }), /externalName is ignored/],
    ['headless-ignores', 'externalIPs', headless({ 'spec.externalIPs': ['192.0.2.1'] }), /externalIPs is ignored/],
    ['headless-ignores', 'loadBalancerIP', headless({ 'spec.loadBalancerIP': '192.0.2.1' }), /loadBalancerIP is ignored/],
    ['headless-ignores', 'sessionAffinity', headless({ 'spec.sessionAffinity': 'ClientIP' }), /SessionAffinity is ignored/],
    ['ports-named', 'a port without a name', headless({ 'spec.ports[0].name': undefined }), SILENCE],
    ['service-port-numbers', 'TCP and UDP of one number', service({
      'spec.ports': [{ name: 'dns', port: 53 }, { name: 'dns-udp', port: 53, protocol: 'UDP' }],
    }), SILENCE],
    ['container-port-numbers', 'TCP and UDP of one number', statefulSet({
      [`${CONTAINER}.ports`]: [{ name: 'cql', containerPort: 9042 }, { name: 'cql-udp', containerPort: 9042, protocol: 'UDP' }],
    }), SILENCE],
    ['outside-let-in', 'a node port that a policy lets nobody to', service({ 'spec.type': 'NodePort' }), SILENCE],
    ['governing-service', 'no Service', statefulSet({ 'spec.serviceName': undefined }), SILENCE],
    ['partition-reaches-pods', 'a partition above the last pod', statefulSet({ 'spec.updateStrategy.rollingUpdate.partition': 3 }), SILENCE],
    ['claims-mounted', 'a claim that no container mounts', statefulSet({ [`${CONTAINER}.volumeMounts`]: undefined }), SILENCE],
    ['claim-hides-volume', 'two claims of one name', statefulSet({ 'spec.volumeClaimTemplates[1]': statefulSet().spec.volumeClaimTemplates[0] }), SILENCE],
    ['claim-hides-volume', 'a volume with the name of a claim', statefulSet({ 'spec.template.spec.volumes': [{ name: 'data', emptyDir: {} }] }), SILENCE],
    ['probe-ports', 'a probe of a port that is not there', statefulSet({ [`${CONTAINER}.readinessProbe.tcpSocket.port`]: 'http' }), SILENCE],
    ['memory-requested', 'no memory requested', statefulSet({ [`${CONTAINER}.resources`]: undefined }), SILENCE],
    ['pod-identity', 'a host name', statefulSet({ 'spec.template.spec.hostname': 'me' }), SILENCE],
    ['references', 'a Secret of another namespace', statefulSet(volume({ secret: { secretName: 'elsewhere' } })), SILENCE],
    ['applied-once', 'a set of a name that another has', statefulSet({ 'spec.replicas': 5 }), SILENCE],
    ['sets-apart', 'a set that selects the pods of another', statefulSet({ 'metadata.name': 'other' }), SILENCE],
    ['services-differ', 'a Service that does what another does', headless({ 'metadata.name': 'twin' }), SILENCE],
    ['claims-of-one-set', 'a pod that mounts the claim of another', pod({
      'metadata.name': 'thief', 'spec.volumes': [{ name: 'data', persistentVolumeClaim: { claimName: 'data-db-0' } }],
    }), SILENCE],
    ['members-let-in', 'pods that a policy lets nobody to', statefulSet(), SILENCE],
    ['names-resolved', 'pods that a policy lets nowhere', statefulSet(), SILENCE],
    ['dropped-fields', 'updates of several pods at once', statefulSet({ 'spec.updateStrategy': { type: 'RollingUpdate', rollingUpdate: { maxUnavailable: 2 } } }), SILENCE, 36],
    ['budgets-apart', 'a second budget for the same pods', budget({ 'metadata.name': 'second' }), SILENCE],
    ['budget-keeps-majority', 'a budget that lets two of three go', budget({ 'spec.maxUnavailable': 2 }), SILENCE],
    ['budget-selects', 'a budget that selects everything', budget({ 'spec.selector': {} }), SILENCE],
    ['budget-selects', 'a budget that selects nothing', budget({ 'spec.selector': undefined }), SILENCE],
    ['budget-lets-nodes-drain', 'a budget that keeps every pod', budget({ 'spec.maxUnavailable': undefined, 'spec.minAvailable': '90%' }), SILENCE],
    ['pod-security', 'the network of the host', statefulSet({ 'spec.template.spec.hostNetwork': true, [`${CONTAINER}.ports`]: undefined }), /hostNetwork=true/],
    ['pod-security', 'a path of the host', statefulSet(volume({ hostPath: { path: '/' } })), /restricted volume types/],
    ['pod-security', 'a port of the host', statefulSet({ [`${CONTAINER}.ports[0].hostPort`]: 9042 }), /hostPort 9042/],
    ['pod-security', 'a privileged container', statefulSet({ [`${CONTAINER}.securityContext`]: { privileged: true } }), /must not set securityContext\.privileged=true/],
    ['pod-security', 'a container that may gain privileges', statefulSet({ [`${CONTAINER}.securityContext.allowPrivilegeEscalation`]: undefined }), /allowPrivilegeEscalation != false/],
    ['pod-security', 'nobody to say runAsNonRoot', statefulSet({ 'spec.template.spec.securityContext.runAsNonRoot': undefined }), /runAsNonRoot != true/],
    ['pod-security', 'a pod that may be root, of containers that may not', statefulSet({
      'spec.template.spec.securityContext.runAsNonRoot': false, [`${CONTAINER}.securityContext.runAsNonRoot`]: true,
    }), /pod must not set securityContext\.runAsNonRoot=false/],
    ['pod-security', 'a container that may be root', statefulSet({ [`${CONTAINER}.securityContext.runAsNonRoot`]: false }), /runAsNonRoot=false/],
    ['pod-security', 'a pod of user 0, with containers of others', statefulSet({
      'spec.template.spec.securityContext.runAsUser': 0, [`${CONTAINER}.securityContext.runAsUser`]: 999,
    }), /pod must not set runAsUser=0/],
    ['pod-security', 'a container of user 0', statefulSet({ [`${CONTAINER}.securityContext.runAsUser`]: 0 }), /container "db" must not set runAsUser=0/],
    ['pod-security', 'nobody to say seccompProfile', statefulSet({ 'spec.template.spec.securityContext.seccompProfile': undefined }), /must set securityContext\.seccompProfile\.type/],
    ['pod-security', 'a pod without seccomp', statefulSet({
      'spec.template.spec.securityContext.seccompProfile.type': 'Unconfined', [`${CONTAINER}.securityContext.seccompProfile.type`]: 'RuntimeDefault',
    }), /seccompProfile/],
    ['pod-security', 'capabilities that are kept', statefulSet({ [`${CONTAINER}.securityContext.capabilities`]: undefined }), /capabilities\.drop=\["ALL"\]/],
    ['pod-security', 'capabilities that are added', statefulSet({ [`${CONTAINER}.securityContext.capabilities.add`]: ['CHOWN'] }), /must not include "CHOWN"/],
  ];
  const closed = { apiVersion: 'networking.k8s.io/v1', kind: 'NetworkPolicy', metadata: { name: 'db' }, spec: { podSelector: {}, policyTypes: ['Ingress'] } };
  const still = { ...closed, metadata: { name: 'still' }, spec: { podSelector: {}, policyTypes: ['Egress'] } };
  const elsewhere = { apiVersion: 'v1', kind: 'Secret', metadata: { name: 'elsewhere', namespace: 'elsewhere' } };
  const among = [headless(), statefulSet(), budget(), closed, still, elsewhere];
  /** As the server will have it. */
  const placed = (manifest: Manifest): Manifest => ({ ...manifest, metadata: { namespace: 'here', ...manifest.metadata } });

  test.each(ADVISED.map(([rule, title, manifest, warning, until]) => [rule, title, manifest, warning, until] as const))('%s: %s', async (rule, _title, manifest, warning, until) => {
    if (minor > (until ?? minor)) return;
    const advice = findings([...RULES, headlessStaysHeadless], placed(manifest), [...among, manifest].map(placed), minor);
    expect(advice.map(finding => `${finding.rule.name}: ${finding.rule.certainty}`)).toContain(`${rule}: advice`);
    expect(await dryRun([manifest])).toMatchObject({ ok: true, stderr: expect.stringMatching(warning) });
  }, 30 * SECONDS);

  test('of each such rule there is a case', () => {
    const advising = [...RULES, headlessStaysHeadless].filter(rule => !forbids(rule)).map(rule => rule.name);
    expect([...new Set(ADVISED.map(([rule]) => rule))].sort()).toEqual(advising.sort());
  });
});

describe('what no rule refuses', () => {
  test('a Service with an address is accepted without a warning', async () => {
    expect(await dryRun([service()])).toMatchObject({ ok: true, stderr: '' });
  });

  // To the API server null, and mostly '', 0 and an empty list, are as good as nothing: so they are to the rules.
  test.each<[string, Manifest]>([
    ['null for what is optional in a Service', headless({
      'spec.type': null, 'spec.ports[0].name': null, 'spec.ports[0].protocol': null, 'spec.ipFamilies': null, 'spec.ipFamilyPolicy': null, 'spec.selector': { app: 'db', tier: null },
    })],
    ['nothing but defaults in a Service', headless({
      'spec.type': '',
      'spec.ports[0].protocol': '',
      'spec.ports[0].targetPort': 0,
      'spec.ports[0].nodePort': 0,
      'spec.ipFamilies': [],
      'spec.externalName': '',
      'spec.externalTrafficPolicy': '',
      'spec.healthCheckNodePort': 0,
      'spec.loadBalancerSourceRanges': [],
    })],
    ['two families without a policy where nothing is selected', headless({ 'spec.selector': undefined, 'spec.ipFamilies': ['IPv4', 'IPv6'] })],
    ['null for what is optional in a StatefulSet', statefulSet({
      'spec.replicas': null,
      'spec.podManagementPolicy': null,
      'spec.updateStrategy': { type: 'OnDelete', rollingUpdate: null },
      'spec.template.spec.hostname': null,
      [`${CONTAINER}.readinessProbe.terminationGracePeriodSeconds`]: null,
      [`${CONTAINER}.livenessProbe`]: null,
    })],
    ['nothing but defaults in a StatefulSet', statefulSet({
      'spec.podManagementPolicy': '',
      'spec.updateStrategy.type': '',
      'spec.template.spec.restartPolicy': '',
      'spec.persistentVolumeClaimRetentionPolicy': { whenDeleted: '', whenScaled: '' },
      [`${CONTAINER}.readinessProbe.successThreshold`]: 0,
      [`${CONTAINER}.ports[1]`]: { name: '', containerPort: 7000 },
    })],
    ['one access mode twice', statefulSet({ 'spec.volumeClaimTemplates[0].spec.accessModes': ['ReadWriteOncePod', 'ReadWriteOncePod'] })],
    ['a size with a sign', statefulSet({ 'spec.volumeClaimTemplates[0].spec.resources.requests.storage': '+1Gi' })],
    ['null for one side of a budget', budget({ 'spec.minAvailable': null })],
  ])('%s is accepted without a warning', async (_title, manifest) => {
    const refused = findings(RULES, manifest, [manifest]).filter(finding => forbids(finding.rule));
    expect(refused.map(finding => finding.complaint)).toEqual([]);
    expect(await dryRun([manifest])).toMatchObject({ ok: true, stderr: '' });
  });

  test('a StatefulSet, its Service and its budget are accepted without a warning, and the pods are made', async () => {
    expect(await tryKubectl(['apply', '-n', namespace, '-f', '-'], stream([headless(), statefulSet(), budget()]))).toMatchObject({ ok: true, stderr: '' });
    const pods = await eventually(async () => (await get('pods', '-n', namespace, '-l', 'app=db')).items, made => made.length === 3, 30);
    expect(pods.map((each: Manifest) => each.metadata.name).sort()).toEqual(['db-0', 'db-1', 'db-2']);
  }, 60 * SECONDS);
});

/** As a stream: what is in a List is not checked by the server alone. */
function stream(manifests: readonly Manifest[]): string {
  return manifests.map(manifest => JSON.stringify(manifest)).join('\n---\n');
}

function dryRun(manifests: readonly Manifest[]): Promise<Answer> {
  return tryKubectl(['apply', '-n', namespace, '--dry-run=server', '-f', '-'], stream(manifests));
}

/** Applies them, waits until the controller has told why it can make no pod for the last, and sees that it has made none. */
async function whyNoPods(manifests: readonly Manifest[]): Promise<string> {
  const { name } = manifests[manifests.length - 1].metadata;
  await kubectl(['apply', '-n', namespace, '-f', '-'], stream(manifests));
  try {
    const { uid } = (await get('statefulset', name, '-n', namespace)).metadata;
    const failures = ['events', '-n', namespace, '--field-selector', `involvedObject.uid=${uid},reason=FailedCreate`];
    const events: Manifest[] = await eventually(async () => (await get(...failures)).items, found => found.length > 0, 30);
    const pods: Manifest[] = (await get('pods', '-n', namespace)).items;
    expect(pods.filter(made => made.metadata.ownerReferences?.some((owner: Manifest) => owner.uid === uid))).toEqual([]);
    return events.map(event => event.message).join('\n');
  } finally {
    await kubectl(['delete', '-n', namespace, 'statefulset', name]);
  }
}
