import { Manifest } from '../../manifest/manifest';
import { containers, entries, fields, filled, given, items, list, POD_KINDS, podTemplate } from '../../manifest/reading';
import { Rule } from '../rule';

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

/**
 * The Pod Security Standard "restricted". In a namespace that enforces it a StatefulSet is accepted, with a warning, and no pod ever is.
 *
 * @see https://kubernetes.io/docs/concepts/security/pod-security-standards/#restricted
 */
export const podSecurity: Rule = {
  name: 'pod-security',
  certainty: 'advice',
  kinds: POD_KINDS,
  check(manifest, report) {
    const { spec: pod, path: template } = podTemplate(manifest);
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
    items(pod.volumes).forEach((volume, i) => {
      const other = entries(volume).find(([key, value]) => key !== 'name' && given(value) && !VOLUMES.includes(key));
      if (other !== undefined) restricted(`${template}spec.volumes[${i}]`, `one of ${VOLUMES.join(', ')}`, other[0]);
    });
    for (const { container, path } of containers(manifest)) {
      const own = fields(container.securityContext);
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
