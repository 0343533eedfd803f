import { execFile } from 'child_process';
import { randomBytes } from 'crypto';
import { setTimeout as sleep } from 'timers/promises';
import { findings, RULES } from '../../src/rules';
import { headlessStaysHeadless } from '../../src/rules/headless-stays-headless';
import { Manifest } from '../../src/rules/rule';
import { budget, CONTAINER, headless, service, statefulSet } from '../support/manifests';
import { REFUSED_MANIFESTS } from '../support/refused-manifests';

// What the rules say of manifests, held against a real API server. KUBECONFIG says which.

const NAMESPACE = `refusals-${randomBytes(4).toString('hex')}`;
const SECONDS = 1000;
/** From this minor version on, pod and claim templates are checked when the StatefulSet is applied. */
const CHECKS_TEMPLATES = 34;

/** Nothing on standard error. */
const SILENCE = /^$/;

let minor: number;

beforeAll(async () => {
  if (process.env.KUBECONFIG === undefined) throw new Error('KUBECONFIG is not set: these tests need a cluster');
  const version = await kubectl(['version', '-o', 'json']);
  minor = parseInt(JSON.parse(version.out).serverVersion.minor, 10);
  const labels = { 'pod-security.kubernetes.io/enforce': 'restricted', 'pod-security.kubernetes.io/warn': 'restricted' };
  const created = await kubectl(['create', '-f', '-'], JSON.stringify({ apiVersion: 'v1', kind: 'Namespace', metadata: { name: NAMESPACE, labels } }));
  if (created.code !== 0) throw new Error(created.err);
}, 30 * SECONDS);

afterAll(async () => {
  await kubectl(['delete', 'namespace', NAMESPACE, '--wait=false', '--ignore-not-found']);
}, 30 * SECONDS);

describe('what a rule refuses, the API server refuses too', () => {
  test.each(REFUSED_MANIFESTS.map(row => [row.rule, row.title, row] as const))('%s: %s', async (_rule, _title, { manifests, server }) => {
    if (server.until !== undefined && minor > server.until) return;
    const tried = await dryRun(manifests);
    if (tried.code !== 0) {
      expect({ at: 'apply', message: tried.err }).toEqual({ at: server.at, message: expect.stringMatching(server.message) });
    } else {
      if (minor >= CHECKS_TEMPLATES) expect(server.at).toBe('pods');
      expect(await whyNoPods(manifests)).toMatch(server.message);
    }
  }, 60 * SECONDS);
});

describe('what a rule merely advises against, the API server accepts', () => {
  const volume = (source: object) => ({ 'spec.template.spec.volumes': [{ name: 'other', ...source }] });
  const ADVISED: readonly (readonly [rule: string, title: string, manifest: Manifest, warning: RegExp])[] = [
    ['headless-stays-headless', 'an address', service(), SILENCE],
    ['headless-ignores', 'externalName', headless({ 'spec.externalName': 'db.example.com' }), /externalName is ignored/],
    ['headless-ignores', 'externalIPs', headless({ 'spec.externalIPs': ['192.0.2.1'] }), /externalIPs is ignored/],
    ['headless-ignores', 'loadBalancerIP', headless({ 'spec.loadBalancerIP': '192.0.2.1' }), /loadBalancerIP is ignored/],
    ['headless-ignores', 'sessionAffinity', headless({ 'spec.sessionAffinity': 'ClientIP' }), /sessionAffinity is ignored/],
    ['ports-named', 'a port without a name', headless({ 'spec.ports[0].name': undefined }), SILENCE],
    ['governing-service', 'no Service', statefulSet({ 'spec.serviceName': undefined }), SILENCE],
    ['partition-reaches-pods', 'a partition above the last pod', statefulSet({ 'spec.updateStrategy.rollingUpdate.partition': 3 }), SILENCE],
    ['claims-mounted', 'a claim that no container mounts', statefulSet({ [`${CONTAINER}.volumeMounts`]: undefined }), SILENCE],
    ['claim-hides-volume', 'a volume with the name of a claim', statefulSet({ 'spec.template.spec.volumes': [{ name: 'data', emptyDir: {} }] }), SILENCE],
    ['probe-ports', 'a probe of a port that is not there', statefulSet({ [`${CONTAINER}.readinessProbe.tcpSocket.port`]: 'http' }), SILENCE],
    ['memory-requested', 'no memory requested', statefulSet({ [`${CONTAINER}.resources`]: undefined }), SILENCE],
    ['pod-identity', 'a host name', statefulSet({ 'spec.template.spec.hostname': 'me' }), SILENCE],
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
  const among = [headless(), statefulSet()];

  test.each(ADVISED)('%s: %s', async (rule, _title, manifest, warning) => {
    const advice = findings([...RULES, headlessStaysHeadless], manifest, [...among, manifest]);
    expect(advice.map(finding => `${finding.rule.name}: ${finding.rule.severity}`)).toContain(`${rule}: advice`);
    expect(await dryRun([manifest])).toMatchObject({ code: 0, err: expect.stringMatching(warning) });
  }, 30 * SECONDS);

  test('of each such rule there is a case', () => {
    const advising = [...RULES, headlessStaysHeadless].filter(rule => rule.severity === 'advice').map(rule => rule.name);
    expect([...new Set(ADVISED.map(([rule]) => rule))].sort()).toEqual(advising.sort());
  });
});

describe('where no rule has anything to say', () => {
  test('a Service with an address is accepted without a warning', async () => {
    expect(await dryRun([service()])).toMatchObject({ code: 0, err: '' });
  });

  // To the API server null, and mostly '', 0 and an empty list, are as good as nothing: so they are to the rules.
  test.each<[string, Manifest]>([
    ['null for what is optional in a Service', headless({
      'spec.type': null, 'spec.ports[0].name': null, 'spec.ports[0].protocol': null, 'spec.ipFamilies': null, 'spec.ipFamilyPolicy': null, 'spec.selector': { app: 'db', tier: null },
    })],
    ['nothing but defaults in a Service', headless({
      'spec.type': '', 'spec.ports[0].protocol': '', 'spec.ports[0].targetPort': 0, 'spec.ports[0].nodePort': 0, 'spec.ipFamilies': [], 'spec.externalName': '',
      'spec.externalTrafficPolicy': '', 'spec.healthCheckNodePort': 0, 'spec.loadBalancerSourceRanges': [],
    })],
    ['two families without a policy where nothing is selected', headless({ 'spec.selector': undefined, 'spec.ipFamilies': ['IPv4', 'IPv6'] })],
    ['null for what is optional in a StatefulSet', statefulSet({
      'spec.replicas': null, 'spec.podManagementPolicy': null, 'spec.updateStrategy': { type: 'OnDelete', rollingUpdate: null }, 'spec.template.spec.hostname': null,
      [`${CONTAINER}.readinessProbe.terminationGracePeriodSeconds`]: null, [`${CONTAINER}.livenessProbe`]: null,
    })],
    ['nothing but defaults in a StatefulSet', statefulSet({
      'spec.podManagementPolicy': '', 'spec.updateStrategy.type': '', 'spec.template.spec.restartPolicy': '', 'spec.persistentVolumeClaimRetentionPolicy': { whenDeleted: '', whenScaled: '' },
      [`${CONTAINER}.readinessProbe.successThreshold`]: 0, [`${CONTAINER}.ports[1]`]: { name: '', containerPort: 7000 },
    })],
    ['one access mode twice', statefulSet({ 'spec.volumeClaimTemplates[0].spec.accessModes': ['ReadWriteOncePod', 'ReadWriteOncePod'] })],
    ['a size with a sign', statefulSet({ 'spec.volumeClaimTemplates[0].spec.resources.requests.storage': '+1Gi' })],
    ['null for one side of a budget', budget({ 'spec.minAvailable': null })],
  ])('%s is accepted without a warning', async (_title, manifest) => {
    expect(findings(RULES, manifest, [headless(), manifest]).map(finding => finding.complaint)).toEqual([]);
    expect(await dryRun([manifest])).toMatchObject({ code: 0, err: '' });
  });

  test('a StatefulSet, its Service and its budget are accepted without a warning, and the pods are made', async () => {
    const applied = await kubectl(['apply', '-n', NAMESPACE, '-f', '-'], stream([headless(), statefulSet(), budget()]));
    expect(applied).toMatchObject({ code: 0, err: '' });
    const pods = await eventually(async () => {
      const names = (await read('pods', '-l', 'app=db')).map(pod => pod.metadata.name).sort();
      return names.length === 3 ? names : undefined;
    });
    expect(pods).toEqual(['db-0', 'db-1', 'db-2']);
  }, 60 * SECONDS);
});

interface Outcome {
  readonly code: number;
  readonly out: string;
  readonly err: string;
}

async function kubectl(args: readonly string[], input = ''): Promise<Outcome> {
  return new Promise(resolve => {
    const child = execFile('kubectl', args, { maxBuffer: 2 ** 26 }, (error, out, err) => {
      resolve({ code: error === null ? 0 : 1, out, err: error !== null && err === '' ? error.message : err });
    });
    child.stdin?.end(input);
  });
}

/** As a stream: what is in a List is not checked by the server alone. */
function stream(manifests: readonly Manifest[]): string {
  return manifests.map(manifest => JSON.stringify(manifest)).join('\n---\n');
}

async function dryRun(manifests: readonly Manifest[]): Promise<Outcome> {
  return kubectl(['apply', '-n', NAMESPACE, '--dry-run=server', '-f', '-'], stream(manifests));
}

async function read(...what: string[]): Promise<Manifest[]> {
  const { out, err, code } = await kubectl(['get', '-n', NAMESPACE, ...what, '-o', 'json']);
  if (code !== 0) throw new Error(err);
  return JSON.parse(out).items;
}

/** Applies them, waits until the controller has told why it can make no pod for the last, and sees that it has made none. */
async function whyNoPods(manifests: readonly Manifest[]): Promise<string> {
  const { name } = manifests[manifests.length - 1].metadata;
  const applied = await kubectl(['apply', '-n', NAMESPACE, '-f', '-'], stream(manifests));
  if (applied.code !== 0) throw new Error(applied.err);
  try {
    const set = (await read('statefulsets')).find(each => each.metadata.name === name);
    const events = await eventually(async () => {
      const found = await read('events', '--field-selector', `involvedObject.uid=${set.metadata.uid},reason=FailedCreate`);
      return found.length > 0 ? found : undefined;
    });
    const pods = (await read('pods')).filter(pod => pod.metadata.ownerReferences?.some((owner: Manifest) => owner.uid === set.metadata.uid));
    expect(pods.map(pod => pod.metadata.name)).toEqual([]);
    return events.map(event => event.message).join('\n');
  } finally {
    await kubectl(['delete', '-n', NAMESPACE, 'statefulset', name]);
  }
}

async function eventually<T>(attempt: () => Promise<T | undefined>): Promise<T> {
  const end = Date.now() + 30 * SECONDS;
  while (Date.now() < end) {
    const result = await attempt();
    if (result !== undefined) return result;
    await sleep(0.2 * SECONDS);
  }
  throw new Error('waited in vain');
}
