import { Manifest } from '../../../manifest/manifest';
import { entries, fields, filled, given, items, list, POD_KINDS, text } from '../../../manifest/reading';
import { Rule } from '../../rule';

const VOLUMES = ['configMap', 'csi', 'downwardAPI', 'emptyDir', 'ephemeral', 'image', 'persistentVolumeClaim', 'projected', 'secret'];

/** What may be said for the pod or for each container: neither may say otherwise, and where it is needed one of them must say it. */
const EITHER = [
  {
    field: 'runAsNonRoot',
    allowed: 'true',
    needed: true,
    linux: false,
    read: (context: Manifest) => context.runAsNonRoot,
    good: (got: unknown) => got === true,
  },
  {
    field: 'runAsUser',
    allowed: 'other than 0',
    needed: false,
    linux: false,
    read: (context: Manifest) => context.runAsUser,
    good: (got: unknown) => got !== 0,
  },
  {
    field: 'seccompProfile.type',
    allowed: 'RuntimeDefault or Localhost',
    needed: true,
    linux: true,
    read: (context: Manifest) => context.seccompProfile?.type,
    good: (got: unknown) => got === 'RuntimeDefault' || got === 'Localhost',
  },
];

const SELINUX_TYPES = ['container_t', 'container_init_t', 'container_kvm_t', 'container_engine_t'];
const SYSCTLS = [
  'kernel.shm_rmid_forced', 'net.ipv4.ip_local_port_range', 'net.ipv4.tcp_syncookies', 'net.ipv4.ping_group_range',
  'net.ipv4.ip_unprivileged_port_start', 'net.ipv4.ip_local_reserved_ports', 'net.ipv4.tcp_keepalive_time', 'net.ipv4.tcp_fin_timeout',
  'net.ipv4.tcp_keepalive_intvl', 'net.ipv4.tcp_keepalive_probes', 'net.ipv4.tcp_rmem', 'net.ipv4.tcp_wmem',
];
const APPARMOR_OF = 'container.apparmor.security.beta.kubernetes.io/';

/** What nobody may say, of the pod or of a container: even the standard "baseline" forbids it. */
const NEITHER: readonly {
  readonly field: string;
  readonly allowed: string;
  read(context: Manifest): unknown;
  good(got: unknown): boolean;
}[] = [
  {
    field: 'seLinuxOptions.type',
    allowed: `left out, or one of ${SELINUX_TYPES.join(', ')},`,
    read: context => context.seLinuxOptions?.type,
    good: got => SELINUX_TYPES.includes(got as string),
  },
  { field: 'seLinuxOptions.user', allowed: 'left out', read: context => context.seLinuxOptions?.user, good: () => false },
  { field: 'seLinuxOptions.role', allowed: 'left out', read: context => context.seLinuxOptions?.role, good: () => false },
  {
    field: 'appArmorProfile.type',
    allowed: 'RuntimeDefault or Localhost',
    read: context => context.appArmorProfile?.type,
    good: got => got !== 'Unconfined',
  },
  {
    field: 'windowsOptions.hostProcess',
    allowed: 'false or left out',
    read: context => context.windowsOptions?.hostProcess,
    good: got => got === false,
  },
  { field: 'procMount', allowed: 'left out', read: context => context.procMount, good: got => got === 'Default' },
];

/**
 * The Pod Security Standard "restricted". In a namespace that enforces it a StatefulSet is accepted, with a warning, and no pod ever is.
 *
 * @see https://kubernetes.io/docs/concepts/security/pod-security-standards/#restricted
 */
export const podSecurity: Rule = {
  name: 'pod-security',
  certainty: 'advice',
  kinds: POD_KINDS,
  check(_, report, __, { pod: { metadata, spec: pod, path: template }, containers }) {
    const shared = fields(pod.securityContext);
    const windows = fields(pod.os).name === 'windows'; // has none of what only Linux knows, and need not
    const either = EITHER.filter(({ linux }) => !(linux && windows));
    const restricted = (what: string, allowed: string, got: unknown) => report({
      what,
      allowed: `${allowed} under Pod Security 'restricted'`,
      got,
    });

    for (const field of ['hostNetwork', 'hostPID', 'hostIPC']) {
      if (pod[field]) restricted(`${template}spec.${field}`, 'false or left out', pod[field]);
    }
    for (const { field, allowed, read, good } of either) {
      if (given(read(shared)) && !good(read(shared))) restricted(`${template}spec.securityContext.${field}`, allowed, read(shared));
    }
    const neither = (context: Manifest, path: string) => {
      for (const { field, allowed, read, good } of NEITHER) {
        const got = read(context);
        if (filled(got) && !good(got)) restricted(`${path}.securityContext.${field}`, allowed, got);
      }
    };
    neither(shared, `${template}spec`);
    items(shared.sysctls).forEach(({ name }, i) => {
      if (SYSCTLS.includes(text(name, '').replaceAll('/', '.'))) return;
      restricted(`${template}spec.securityContext.sysctls[${i}].name`, `one of ${SYSCTLS.join(', ')}`, name);
    });
    for (const [key, got] of entries(metadata.annotations)) {
      if (!key.startsWith(APPARMOR_OF) || got !== 'unconfined') continue;
      restricted(`${template}metadata.annotations.${key}`, 'runtime/default or localhost/NAME', got);
    }
    items(pod.volumes).forEach((volume, i) => {
      const other = entries(volume).find(([key, value]) => key !== 'name' && given(value) && !VOLUMES.includes(key));
      if (other !== undefined) restricted(`${template}spec.volumes[${i}]`, `one of ${VOLUMES.join(', ')}`, other[0]);
    });
    for (const { container, path } of containers) {
      const own = fields(container.securityContext);
      neither(own, path);
      hosts(container, path, restricted);
      items(container.ports).forEach(({ hostPort }, i) => {
        if (filled(hostPort)) restricted(`${path}.ports[${i}].hostPort`, 'left out', hostPort);
      });
      if (own.privileged) restricted(`${path}.securityContext.privileged`, 'false or left out', own.privileged);
      if (!windows && own.allowPrivilegeEscalation !== false) {
        restricted(`${path}.securityContext.allowPrivilegeEscalation`, 'false', own.allowPrivilegeEscalation);
      }
      for (const { field, allowed, needed, read, good } of either) {
        const got = read(own);
        if (given(got) ? !good(got) : needed && !given(read(shared))) {
          restricted(`${path}.securityContext.${field}`, needed ? `${allowed}, here or for the pod,` : allowed, got);
        }
      }
      if (windows) continue;
      const { add, drop } = fields(own.capabilities);
      if (!list(drop).includes('ALL')) restricted(`${path}.securityContext.capabilities.drop`, 'ALL', drop);
      const more = list(add).filter(capability => capability !== 'NET_BIND_SERVICE');
      if (more.length > 0) restricted(`${path}.securityContext.capabilities.add`, 'NET_BIND_SERVICE at most', more);
    }
  },
};

const PROBES = ['livenessProbe', 'readinessProbe', 'startupProbe', 'lifecycle.postStart', 'lifecycle.preStop'];

/** Who asks from the node could be made to ask anybody: since Kubernetes 1.34 only the pod itself may be asked. */
function hosts(container: Manifest, path: string, restricted: (what: string, allowed: string, got: unknown) => void): void {
  for (const asked of PROBES) {
    const handler = asked.split('.').reduce((at, key) => fields(at[key]), container);
    for (const action of ['httpGet', 'tcpSocket']) {
      const got = handler[action]?.host;
      if (filled(got)) restricted(`${path}.${asked}.${action}.host`, 'left out', got);
    }
  }
}
