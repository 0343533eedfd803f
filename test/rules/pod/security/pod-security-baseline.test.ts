import { podSecurity } from '../../../../src/rules/pod/security/pod-security';
import { Changes, complaints, CONTAINER, statefulSet } from '../../../support/manifests';

test.each<[title: string, changes: Changes, says: string[]]>([
  [
    'another type of SELinux',
    { 'spec.template.spec.securityContext.seLinuxOptions': { type: 'spc_t', user: 'root', role: 'admin' } },
    ["'spec.template.spec.securityContext.seLinuxOptions.type' must be left out, or one of container_t, container_init_t, container_kvm_t, container_engine_t, under Pod Security 'restricted', got 'spc_t'", "'spec.template.spec.securityContext.seLinuxOptions.user' must be left out under Pod Security 'restricted', got 'root'", "'spec.template.spec.securityContext.seLinuxOptions.role' must be left out under Pod Security 'restricted', got 'admin'"],
  ],
  [
    'a container that AppArmor leaves alone',
    { [`${CONTAINER}.securityContext.appArmorProfile`]: { type: 'Unconfined' } },
    ["'spec.template.spec.containers[0].securityContext.appArmorProfile.type' must be RuntimeDefault or Localhost under Pod Security 'restricted', got 'Unconfined'"],
  ],
  [
    'the processes of the kernel',
    { [`${CONTAINER}.securityContext.procMount`]: 'Unmasked' },
    ["'spec.template.spec.containers[0].securityContext.procMount' must be left out under Pod Security 'restricted', got 'Unmasked'"],
  ],
  [
    'a process of the host',
    { 'spec.template.spec.securityContext.windowsOptions': { hostProcess: true } },
    ["'spec.template.spec.securityContext.windowsOptions.hostProcess' must be false or left out under Pod Security 'restricted', got true"],
  ],
  [
    'another sysctl',
    { 'spec.template.spec.securityContext.sysctls': [{ name: 'kernel.msgmax', value: '1' }] },
    ["'spec.template.spec.securityContext.sysctls[0].name' must be one of kernel.shm_rmid_forced, net.ipv4.ip_local_port_range, net.ipv4.tcp_syncookies, net.ipv4.ping_group_range, net.ipv4.ip_unprivileged_port_start, net.ipv4.ip_local_reserved_ports, net.ipv4.tcp_keepalive_time, net.ipv4.tcp_fin_timeout, net.ipv4.tcp_keepalive_intvl, net.ipv4.tcp_keepalive_probes, net.ipv4.tcp_rmem, net.ipv4.tcp_wmem under Pod Security 'restricted', got 'kernel.msgmax'"],
  ],
  [
    'no AppArmor, as it was said once',
    { 'spec.template.metadata.annotations': { 'container.apparmor.security.beta.kubernetes.io/db': 'unconfined' } },
    ["'spec.template.metadata.annotations.container.apparmor.security.beta.kubernetes.io/db' must be runtime/default or localhost/NAME under Pod Security 'restricted', got 'unconfined'"],
  ],
  [
    'a probe of another host',
    { [`${CONTAINER}.readinessProbe`]: { tcpSocket: { port: 1, host: '169.254.169.254' } } },
    ["'spec.template.spec.containers[0].readinessProbe.tcpSocket.host' must be left out under Pod Security 'restricted', got '169.254.169.254'"],
  ],
  [
    'a hook of another host',
    { [`${CONTAINER}.lifecycle`]: { preStop: { httpGet: { port: 1, host: '169.254.169.254' } } } },
    ["'spec.template.spec.containers[0].lifecycle.preStop.httpGet.host' must be left out under Pod Security 'restricted', got '169.254.169.254'"],
  ],
])('has something to say of %s', (_title, changes, says) => {
  expect(complaints(podSecurity, statefulSet(changes))).toEqual(says.map(each => `here: ${each}`));
});

test.each<[title: string, changes: Changes]>([
  ['a type of SELinux that containers have', { 'spec.template.spec.securityContext.seLinuxOptions': { type: 'container_t' } }],
  ['one that it confines', { [`${CONTAINER}.securityContext.appArmorProfile`]: { type: 'RuntimeDefault' } }],
  ["a sysctl of the pod's own", { 'spec.template.spec.securityContext.sysctls': [{ name: 'net/ipv4/tcp_syncookies', value: '1' }] }],
  ['AppArmor as it was said once', { 'spec.template.metadata.annotations': { 'container.apparmor.security.beta.kubernetes.io/db': 'runtime/default' } }],
])('has nothing to say of %s', (_title, changes) => {
  expect(complaints(podSecurity, statefulSet(changes))).toEqual([]);
});
