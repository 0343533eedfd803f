import { Manifest } from '../../../manifest/manifest';
import { entries, fields, given, items, POD_KINDS, quantity, scalar } from '../../../manifest/reading';
import { Rule } from '../../rule';

const HUGE = 'hugepages-';

/**
 * What a pod asks for as a whole is enough for its containers.
 *
 * @see https://kubernetes.io/docs/concepts/configuration/manage-resources-containers/#pod-level-resource-specification
 */
export const podResources: Rule = {
  name: 'pod-resources',
  certainty: 'refused by the API server',
  kinds: POD_KINDS,
  check(_, report, __, { every }) {
    for (const { value: pod, path: at } of every('PodSpec')) {
      if (!given(pod.resources) || pod.os?.name === 'windows') continue;
      const { requests, limits, claims } = pod.resources;
      const path = `${at}.resources`;
      if (given(claims)) report({ what: `${path}.claims`, allowed: 'left out, because only containers have claims', got: claims });
      for (const [list, amounts] of Object.entries({ requests, limits })) {
        for (const [resource, got] of entries(amounts)) {
          const what = `${path}.${list}.${resource}`;
          if (resource !== 'cpu' && resource !== 'memory' && !resource.startsWith(HUGE)) {
            report({ what, allowed: `one of cpu, memory, ${HUGE}SIZE`, got: resource });
          } else if (scalar(got).trim().startsWith('-')) {
            report({ what, allowed: 'a quantity, 0 or more', got });
          } else if (resource.startsWith(HUGE) && !(quantity(got) % quantity(resource.slice(HUGE.length)) === 0)) {
            report({ what, allowed: `a multiple of ${resource.slice(HUGE.length)}`, got });
          }
        }
      }
      for (const [resource, got] of entries(requests)) {
        const what = `${path}.requests.${resource}`;
        const limit = fields(limits)[resource];
        if (given(limit) && quantity(got) > quantity(limit)) report({ what, allowed: `at most the limit, '${limit}'`, got });
        if (!given(limit) && resource.startsWith(HUGE)) {
          report({ what: `${path}.limits.${resource}`, allowed: 'given, because it cannot be shared', got: undefined });
        }
        const least = asked(pod, resource);
        if (quantity(got) < least) report({ what, allowed: 'at least what the containers request together', got });
      }
      items(pod.containers).forEach(({ resources }, i) => {
        for (const [resource, got] of entries(resources?.limits)) {
          const most = fields(limits)[resource];
          if (given(most) && quantity(got) > quantity(most)) {
            report({ what: `${at}.containers[${i}].resources.limits.${resource}`, allowed: `at most the pod's limit, '${most}'`, got });
          }
        }
      });
    }
  },
};

/** By all that run together: the containers and the sidecars, or an init container with the sidecars before it. */
function asked(pod: Manifest, resource: string): number {
  const of = (container: Manifest) => quantity(container.resources?.requests?.[resource] ?? 0) || 0;
  let sidecars = 0;
  let most = 0;
  for (const container of items(pod.initContainers)) {
    if (container.restartPolicy === 'Always') sidecars += of(container);
    most = Math.max(most, container.restartPolicy === 'Always' ? sidecars : sidecars + of(container));
  }
  return Math.max(most, sidecars + items(pod.containers).reduce((sum, container) => sum + of(container), 0));
}
