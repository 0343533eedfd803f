import { containers, items } from './reading';
import { Rule } from './rule';

const VOLUMES = ['configMap', 'csi', 'downwardAPI', 'emptyDir', 'ephemeral', 'image', 'persistentVolumeClaim', 'projected', 'secret'];
const PROFILES = ['RuntimeDefault', 'Localhost'];

/**
 * The Pod Security Standard "restricted". In a namespace that enforces it a StatefulSet is accepted, with a warning, and no pod ever is.
 *
 * @see https://kubernetes.io/docs/concepts/security/pod-security-standards/#restricted
 */
export const podSecurity: Rule = {
  name: 'pod-security',
  severity: 'advice',
  kind: 'StatefulSet',
  check(statefulSet, report) {
    const pod = statefulSet.spec?.template?.spec ?? {};
    const restricted = (what: string, allowed: string, got: unknown) => report({ what, allowed: `${allowed} under Pod Security 'restricted'`, got });

    for (const field of ['hostNetwork', 'hostPID', 'hostIPC']) {
      if (pod[field]) restricted(`spec.template.spec.${field}`, 'false or left out', pod[field]);
    }
    items(pod.volumes).forEach((volume, i) => {
      const other = Object.keys(volume).find(key => key !== 'name' && !VOLUMES.includes(key));
      if (other !== undefined) restricted(`spec.template.spec.volumes[${i}]`, `one of ${VOLUMES.join(', ')}`, other);
    });
    for (const { container, path } of containers(statefulSet)) {
      const own = container.securityContext ?? {};
      const effective = { ...pod.securityContext, ...own };
      if (own.privileged) restricted(`${path}.securityContext.privileged`, 'false or left out', own.privileged);
      if (own.allowPrivilegeEscalation !== false) restricted(`${path}.securityContext.allowPrivilegeEscalation`, 'false', own.allowPrivilegeEscalation);
      if (effective.runAsNonRoot !== true) restricted(`${path}.securityContext.runAsNonRoot`, 'true, here or for the pod,', effective.runAsNonRoot);
      if (effective.runAsUser === 0) restricted(`${path}.securityContext.runAsUser`, 'other than 0', 0);
      if (!PROFILES.includes(effective.seccompProfile?.type)) {
        restricted(`${path}.securityContext.seccompProfile.type`, `${PROFILES.join(' or ')}, here or for the pod,`, effective.seccompProfile?.type);
      }
      const { add = [], drop = [] } = own.capabilities ?? {};
      if (!drop.includes('ALL')) restricted(`${path}.securityContext.capabilities.drop`, 'ALL', drop);
      const more = add.filter((capability: string) => capability !== 'NET_BIND_SERVICE');
      if (more.length > 0) restricted(`${path}.securityContext.capabilities.add`, 'NET_BIND_SERVICE at most', more);
    }
  },
};
