import { filled, items, POD_KINDS } from '../../manifest/reading';
import { Rule } from '../rule';

/** What happens to a container that is resized is said once for each resource. */
export const resizing: Rule = {
  name: 'resizing',
  certainty: 'refused by the API server',
  kinds: POD_KINDS,
  check(_, report, __, { every }) {
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
  },
};
