import { fields, filled, given, POD_KINDS } from '../../../manifest/reading';
import { Rule } from '../../rule';

const OF_POD = ['hostUsers', 'hostPID', 'hostIPC', 'shareProcessNamespace', 'resources'];
const OF_POD_CONTEXT = [
  'appArmorProfile', 'seLinuxOptions', 'seccompProfile', 'fsGroup', 'fsGroupChangePolicy', 'sysctls', 'runAsUser', 'runAsGroup',
  'supplementalGroups', 'supplementalGroupsPolicy', 'seLinuxChangePolicy',
];
const OF_CONTEXT = [
  'appArmorProfile', 'seLinuxOptions', 'seccompProfile', 'capabilities', 'readOnlyRootFilesystem', 'privileged', 'allowPrivilegeEscalation',
  'procMount', 'runAsUser', 'runAsGroup',
];

/**
 * Pods for Windows have none of what only Linux knows, and the other way round.
 *
 * @see https://kubernetes.io/docs/concepts/workloads/pods/#pod-os
 */
export const operatingSystem: Rule = {
  name: 'operating-system',
  certainty: 'refused by the API server',
  kinds: POD_KINDS,
  check(_, report, __, { every }) {
    for (const { value: pod, path: at } of every('PodSpec')) {
      const os = pod.os?.name;
      if (os !== 'windows' && os !== 'linux') continue;
      const places = [
        ...(os === 'windows' ? [{ value: pod, path: at, not: OF_POD }] : []),
        { value: fields(pod.securityContext), path: `${at}.securityContext`, not: os === 'windows' ? OF_POD_CONTEXT : ['windowsOptions'] },
        ...every('SecurityContext').filter(({ path }) => path.startsWith(`${at}.`))
          .map(({ value, path }) => ({ value, path, not: os === 'windows' ? OF_CONTEXT : ['windowsOptions'] })),
      ];
      for (const { value, path, not } of places) {
        for (const field of not) {
          const got = value[field];
          // false and an empty list are as good as nothing where a field cannot tell them from it
          const said = field === 'hostPID' || field === 'hostIPC' ? got === true : field === 'sysctls' ? filled(got) : given(got);
          if (said) report({ what: `${path}.${field}`, allowed: `left out of a pod for ${os}`, got });
        }
      }
    }
  },
};
