import { filled, items, POD_KINDS, text } from '../../../manifest/reading';
import { Rule } from '../../rule';

/** The first version that looks whose namespace it is. */
const WHOSE_SINCE = 29;

/** Each sysctl is set once, and none in a namespace that is the host's. */
export const sysctls: Rule = {
  name: 'sysctls',
  certainty: 'refused by the API server',
  kinds: POD_KINDS,
  check(_, report, __, { every, kubernetes }) {
    for (const { value: pod, path: at } of every('PodSpec')) {
      const seen = new Set<string>();
      items(pod.securityContext?.sysctls).forEach(({ name }, i) => {
        const what = `${at}.securityContext.sysctls[${i}].name`;
        if (!filled(name)) return;
        if (seen.has(name)) report({ what, allowed: 'a sysctl that is not set already', got: name });
        seen.add(name);
        if (kubernetes < WHOSE_SINCE) return;
        const dotted = text(name, '').replaceAll('/', '.');
        if (pod.hostNetwork === true && dotted.startsWith('net.')) {
          report({
            what,
            allowed: 'a sysctl other than those of the network, because the pod uses the network of the host',
            got: name,
          });
        }
        if (pod.hostIPC === true && /^(kernel\.(shm|msg|sem)|fs\.mqueue\.)/.test(dotted)) {
          report({
            what,
            allowed: 'a sysctl other than those of shared memory, because the pod uses the IPC namespace of the host',
            got: name,
          });
        }
      });
    }
  },
};
