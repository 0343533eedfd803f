import { filled, items, POD_KINDS } from '../../../manifest/reading';
import { Rule } from '../../rule';

/** Each gate is there once, and none where the node is settled. */
export const schedulingGates: Rule = {
  name: 'scheduling-gates',
  certainty: 'refused by the API server',
  kinds: POD_KINDS,
  check(_, report, __, { every }) {
    for (const { value: pod, path } of every('PodSpec')) {
      const seen = new Set<unknown>();
      items(pod.schedulingGates).forEach(({ name }, i) => {
        if (filled(name) && seen.has(name)) {
          report({ what: `${path}.schedulingGates[${i}].name`, allowed: 'a name that no other gate of the pod has', got: name });
        }
        seen.add(name);
      });
      if (filled(pod.schedulingGates) && filled(pod.nodeName)) {
        report({ what: `${path}.nodeName`, allowed: 'left out if schedulingGates is set', got: pod.nodeName }, 'never runs');
      }
    }
  },
};
