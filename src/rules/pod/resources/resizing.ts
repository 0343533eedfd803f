import { filled, items, POD_KINDS } from '../../../manifest/reading';
import { Rule } from '../../rule';

/** The first version that restarts no init container for being resized, unless it is a sidecar. */
const SIDECARS_SINCE = 36;

/** What happens to a container that is resized is said once for each resource. */
export const resizing: Rule = {
  name: 'resizing',
  certainty: 'refused by the API server',
  kinds: POD_KINDS,
  check(_, report, __, { every, kubernetes, pod }) {
    for (const { value: { resizePolicy }, path } of every('Container')) {
      const seen = new Set<unknown>();
      items(resizePolicy).forEach(({ resourceName, restartPolicy }, i) => {
        const what = `${path}.resizePolicy[${i}]`;
        if (seen.has(resourceName)) {
          report({
            what: `${what}.resourceName`,
            allowed: 'a resource that no earlier entry names',
            got: resourceName,
          });
        }
        seen.add(resourceName);
        for (const [field, got] of Object.entries({ resourceName, restartPolicy })) {
          if (!filled(got)) report({ what: `${what}.${field}`, allowed: 'given', got: got ?? undefined });
        }
      });
    }
    if (kubernetes < SIDECARS_SINCE) return;
    const { spec, path } = pod;
    items(spec.initContainers).forEach(({ restartPolicy, resizePolicy }, i) => {
      if (restartPolicy === 'Always') return;
      items(resizePolicy).forEach(({ restartPolicy: got }, j) => {
        const what = `${path}spec.initContainers[${i}].resizePolicy[${j}].restartPolicy`;
        if (got === 'RestartContainer') report({ what, allowed: "'NotRequired' for an init container that is no sidecar", got });
      });
    });
  },
};
