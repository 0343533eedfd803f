import { podSecurity } from '../../../../src/rules/pod/security/pod-security';
import { Changes, complaints, CONTAINER, statefulSet } from '../../../support/manifests';

const POD = 'spec.template.spec';
const says = (changes: Changes) => complaints(podSecurity, statefulSet(changes));
const restricted = (what: string, allowed: string, got: string) => `here: '${what}' must be ${allowed} under Pod Security 'restricted', got ${got}`;

const PROFILES = 'RuntimeDefault or Localhost';
const VOLUMES = 'one of configMap, csi, downwardAPI, emptyDir, ephemeral, image, persistentVolumeClaim, projected, secret';

test('lets a pod pass that keeps to the standard', () => {
  expect(says({})).toEqual([]);
});

describe('what only Linux knows', () => {
  const bare = (os: unknown): Changes => ({ [`${POD}.os`]: os, [`${POD}.securityContext`]: { runAsNonRoot: true }, [`${CONTAINER}.securityContext`]: undefined });

  test('is not asked of a pod for Windows', () => {
    expect(says(bare({ name: 'windows' }))).toEqual([]);
    expect(says({ ...bare({ name: 'windows' }), [`${POD}.securityContext`]: {} })).toEqual([restricted(`${CONTAINER}.securityContext.runAsNonRoot`, 'true, here or for the pod,', 'nothing')]);
  });

  test.each([undefined, null, 'windows', {}, { name: 'linux' }])('is asked of a pod whose os is %j', (os) => {
    expect(says(bare(os))).toHaveLength(3);
  });
});

describe.each(['hostNetwork', 'hostPID', 'hostIPC'])('%s', (field) => {
  test.each([false, undefined, null])('may be %p', (value) => {
    expect(says({ [`${POD}.${field}`]: value })).toEqual([]);
  });

  test('may not be true', () => {
    expect(says({ [`${POD}.${field}`]: true })).toEqual([restricted(`${POD}.${field}`, 'false or left out', 'true')]);
  });
});

describe('a volume', () => {
  test.each(['configMap', 'csi', 'downwardAPI', 'emptyDir', 'ephemeral', 'image', 'persistentVolumeClaim', 'projected', 'secret'])('may be of type %s', (type) => {
    expect(says({ [`${POD}.volumes`]: [{ name: 'v', [type]: {} }] })).toEqual([]);
  });

  test.each(['hostPath', 'nfs', 'iscsi'])('may not be of type %s', (type) => {
    expect(says({ [`${POD}.volumes`]: [{ name: 'tmp', emptyDir: {} }, { name: 'v', [type]: {} }] })).toEqual([restricted(`${POD}.volumes[1]`, VOLUMES, `'${type}'`)]);
  });

  test('may not be of such a type even where that says nothing', () => {
    expect(says({ [`${POD}.volumes`]: [{ name: 'v', hostPath: '' }] })).toEqual([restricted(`${POD}.volumes[0]`, VOLUMES, "'hostPath'")]);
  });

  test.each([{ name: 'v' }, { name: 'v', hostPath: null, emptyDir: {} }, null, 'hostPath', ['hostPath']].map(volume => [volume]))('may be %j', (volume) => {
    expect(says({ [`${POD}.volumes`]: [volume] })).toEqual([]);
  });

  test.each([null, 'hostPath', {}])('is looked for in no list: %j', (volumes) => {
    expect(says({ [`${POD}.volumes`]: volumes })).toEqual([]);
  });
});

describe('a port of the host', () => {
  test.each([undefined, null, 0])('may be %p', (hostPort) => {
    expect(says({ [`${CONTAINER}.ports[0].hostPort`]: hostPort })).toEqual([]);
  });

  test.each([1, 9042])('may not be %p', (hostPort) => {
    expect(says({ [`${CONTAINER}.ports[0].hostPort`]: hostPort })).toEqual([restricted(`${CONTAINER}.ports[0].hostPort`, 'left out', String(hostPort))]);
  });
});

describe('what only a container can say', () => {
  const what = (field: string) => `${CONTAINER}.securityContext.${field}`;

  test.each([false, undefined, null])('privileged may be %p', (value) => {
    expect(says({ [what('privileged')]: value })).toEqual([]);
  });

  test('privileged may not be true', () => {
    expect(says({ [what('privileged')]: true })).toEqual([restricted(what('privileged'), 'false or left out', 'true')]);
  });

  test.each([[true, 'true'], [undefined, 'nothing'], [null, 'null'], ['false', "'false'"]])('allowPrivilegeEscalation may not be %p', (value, got) => {
    expect(says({ [what('allowPrivilegeEscalation')]: value })).toEqual([restricted(what('allowPrivilegeEscalation'), 'false', got)]);
  });

  test.each([[['ALL']], [['KILL', 'ALL']]])('capabilities may be dropped: %j', (drop) => {
    expect(says({ [what('capabilities.drop')]: drop })).toEqual([]);
  });

  test.each([[undefined, 'nothing'], [null, 'null'], [[], '[]'], [['all'], '["all"]'], [['KILL'], '["KILL"]'], ['ALL', "'ALL'"]])('capabilities may not be dropped: %j', (drop, got) => {
    expect(says({ [what('capabilities.drop')]: drop })).toEqual([restricted(what('capabilities.drop'), 'ALL', got)]);
  });

  test.each([undefined, null, [], ['NET_BIND_SERVICE'], 'CHOWN'].map(add => [add]))('capabilities may be added: %j', (add) => {
    expect(says({ [what('capabilities.add')]: add })).toEqual([]);
  });

  test('other capabilities may not be added', () => {
    expect(says({ [what('capabilities.add')]: ['NET_BIND_SERVICE', 'CHOWN', 'KILL'] })).toEqual([restricted(what('capabilities.add'), 'NET_BIND_SERVICE at most', '["CHOWN","KILL"]')]);
  });

  test.each([null, undefined, 'text', []].map(context => [context]))('is missed where securityContext is %j', (context) => {
    expect(says({ [`${CONTAINER}.securityContext`]: context })).toEqual([
      restricted(what('allowPrivilegeEscalation'), 'false', 'nothing'),
      restricted(what('capabilities.drop'), 'ALL', 'nothing'),
    ]);
  });
});

describe('what the pod or a container can say', () => {
  const nowhere = { [`${POD}.securityContext`]: undefined };
  const own = (field: string, value: unknown) => ({ [`${CONTAINER}.securityContext.${field}`]: value });
  const shared = (field: string, value: unknown) => ({ [`${POD}.securityContext.${field}`]: value });

  test.each<[string, unknown]>([['runAsNonRoot', true], ['seccompProfile.type', 'RuntimeDefault'], ['seccompProfile.type', 'Localhost'], ['runAsUser', 999], ['runAsUser', null]])(
    '%s may be %p in either place', (field, value) => {
      const rest = { ...nowhere, ...own('runAsNonRoot', true), ...own('seccompProfile.type', 'RuntimeDefault') };
      expect(says({ ...rest, ...own(field, value) })).toEqual([]);
      expect(says({ ...rest, ...own(field, undefined), ...shared(field, value) })).toEqual([]);
    },
  );

  test.each([
    ['runAsNonRoot', false, 'true', 'true, here or for the pod,', 'false'],
    ['seccompProfile.type', 'Unconfined', PROFILES, `${PROFILES}, here or for the pod,`, "'Unconfined'"],
    ['runAsUser', 0, 'other than 0', 'other than 0', '0'],
  ])('%s may be %p in neither place, whatever is said in the other', (field, value, forPod, forContainer, got) => {
    expect(says(shared(field, value))).toEqual([restricted(`${POD}.securityContext.${field}`, forPod, got)]);
    expect(says(own(field, value))).toEqual([restricted(`${CONTAINER}.securityContext.${field}`, forContainer, got)]);
  });

  test.each<[string, unknown]>([['undefined', undefined], ['null', null], ['text', 'text'], ['empty', {}]])('is missed in each container where the pod\'s securityContext is %s', (_title, context) => {
    expect(says({ [`${POD}.securityContext`]: context })).toEqual([
      restricted(`${CONTAINER}.securityContext.runAsNonRoot`, 'true, here or for the pod,', 'nothing'),
      restricted(`${CONTAINER}.securityContext.seccompProfile.type`, `${PROFILES}, here or for the pod,`, 'nothing'),
    ]);
  });

  test('may be null for a container and said for the pod', () => {
    expect(says({ ...own('runAsNonRoot', null), ...own('seccompProfile', null), ...own('runAsUser', null) })).toEqual([]);
  });

  test('is complained of once, where the pod says it wrong', () => {
    expect(says(shared('seccompProfile.type', ''))).toEqual([restricted(`${POD}.securityContext.seccompProfile.type`, PROFILES, "''")]);
  });

  test.each([null, 'RuntimeDefault', {}])('seccompProfile %j says no type', (profile) => {
    expect(says(shared('seccompProfile', profile))).toEqual([restricted(`${CONTAINER}.securityContext.seccompProfile.type`, `${PROFILES}, here or for the pod,`, 'nothing')]);
  });
});

test('holds for init containers too', () => {
  const securityContext = { allowPrivilegeEscalation: true, capabilities: { drop: ['ALL'] } };
  expect(says({ [`${POD}.initContainers`]: [{ securityContext }] })).toEqual([
    restricted(`${POD}.initContainers[0].securityContext.allowPrivilegeEscalation`, 'false', 'true'),
  ]);
});

test.each<[string, unknown]>([['spec', null], ['spec', 'text'], ['spec.template', null], [POD, null], [POD, 'text'], [`${POD}.containers`, {}]])('has nothing to say where %s is %j', (path, value) => {
  expect(says({ [path]: value })).toEqual([]);
});
