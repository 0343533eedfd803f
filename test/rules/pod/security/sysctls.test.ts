import { sysctls } from '../../../../src/rules/pod/security/sysctls';
import { Changes, complaints, statefulSet } from '../../../support/manifests';

test.each<[title: string, changes: Changes, says: string[]]>([
  [
    "one of the network, which is the host's",
    { 'spec.template.spec.hostNetwork': true, 'spec.template.spec.securityContext.sysctls': [{ name: 'net/core/somaxconn', value: '1' }] },
    ["'spec.template.spec.securityContext.sysctls[0].name' must be a sysctl other than those of the network, because the pod uses the network of the host, got 'net/core/somaxconn'"],
  ],
  [
    "one of shared memory, which is the host's",
    { 'spec.template.spec.hostIPC': true, 'spec.template.spec.securityContext.sysctls': [{ name: 'kernel.shmmax', value: '1' }] },
    ["'spec.template.spec.securityContext.sysctls[0].name' must be a sysctl other than those of shared memory, because the pod uses the IPC namespace of the host, got 'kernel.shmmax'"],
  ],
])('has something to say of %s', (_title, changes, says) => {
  expect(complaints(sysctls, statefulSet(changes))).toEqual(says.map(each => `here: ${each}`));
});

test.each<[title: string, changes: Changes]>([
  ['one of no name', { 'spec.template.spec.securityContext.sysctls': [{ value: '1' }] }],
  [
    'one of the kernel, in the network of the host',
    { 'spec.template.spec.hostNetwork': true, 'spec.template.spec.securityContext.sysctls': [{ name: 'kernel.shmmax', value: '1' }] },
  ],
  [
    'one of the network, in the memory of the host',
    { 'spec.template.spec.hostIPC': true, 'spec.template.spec.securityContext.sysctls': [{ name: 'net.core.somaxconn', value: '1' }] },
  ],
])('has nothing to say of %s', (_title, changes) => {
  expect(complaints(sysctls, statefulSet(changes))).toEqual([]);
});

test('of namespaces of the host, from 1.29 on', () => {
  const set = statefulSet({ 'spec.template.spec.hostNetwork': true, 'spec.template.spec.securityContext.sysctls': [{ name: 'net.core.somaxconn', value: '1' }] });
  expect(complaints(sysctls, set, undefined, 29)).toHaveLength(1);
  expect(complaints(sysctls, set, undefined, 28)).toEqual([]);
});
