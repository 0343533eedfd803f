import { securityContexts } from '../../../../src/rules/pod/security/security-contexts';
import { Changes, complaints, CONTAINER, statefulSet } from '../../../support/manifests';

test.each<[title: string, changes: Changes, says: string[]]>([
  [
    "processes that are shared and the host's",
    { 'spec.template.spec.shareProcessNamespace': true, 'spec.template.spec.hostPID': true },
    ["'spec.template.spec.shareProcessNamespace' must be false or left out if hostPID is true, got true"],
  ],
  [
    'all rights by a capability',
    { [`${CONTAINER}.securityContext.capabilities`]: { add: ['CAP_SYS_ADMIN'] } },
    ["'spec.template.spec.containers[0].securityContext.allowPrivilegeEscalation' must be true or left out, because the container has all rights through CAP_SYS_ADMIN, got false"],
  ],
  [
    'the processes of the kernel',
    { [`${CONTAINER}.securityContext.procMount`]: 'Unmasked' },
    ["'spec.template.spec.containers[0].securityContext.procMount' must be 'Default', unless hostUsers is false, got 'Unmasked'"],
  ],
])('has something to say of %s', (_title, changes, says) => {
  expect(complaints(securityContexts, statefulSet(changes))).toEqual(says.map(each => `here: ${each}`));
});

test.each<[title: string, changes: Changes]>([
  ['processes that are shared', { 'spec.template.spec.shareProcessNamespace': true }],
  ['the processes of the kernel, in a user namespace', { [`${CONTAINER}.securityContext.procMount`]: 'Unmasked', 'spec.template.spec.hostUsers': false }],
])('has nothing to say of %s', (_title, changes) => {
  expect(complaints(securityContexts, statefulSet(changes))).toEqual([]);
});
