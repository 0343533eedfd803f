import { filled, items, POD_KINDS, text } from '../../../manifest/reading';
import { Rule } from '../../rule';

/** A port of the host is taken once; in the network of the host a container's port is the host's. */
export const hostPorts: Rule = {
  name: 'host-ports',
  certainty: 'refused by the API server',
  kinds: POD_KINDS,
  check(_, report, __, { every }) {
    for (const { value: pod, path: at } of every('PodSpec')) {
      const together = new Set<string>();
      for (const list of ['containers', 'initContainers']) {
        items(pod[list]).forEach((container, i) => {
          const taken = list === 'containers' ? together : new Set<string>();
          items(container.ports).forEach(({ containerPort, hostPort, hostIP, protocol }, j) => {
            if (!filled(hostPort)) return;
            const what = `${at}.${list}[${i}].ports[${j}].hostPort`;
            const port = `${text(protocol, 'TCP')}/${text(hostIP, '')}/${hostPort}`;
            if (taken.has(port)) report({ what, allowed: 'a host port that no other port of the pod has', got: hostPort });
            taken.add(port);
            if (pod.hostNetwork === true && list === 'containers' && hostPort !== containerPort) {
              report({ what, allowed: `left out, or the containerPort, ${containerPort}, because of hostNetwork`, got: hostPort });
            }
          });
        });
      }
    }
  },
};
