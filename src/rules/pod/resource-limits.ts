import { containers, entries, fields, POD_KINDS, quantity } from '../../manifest/reading';
import { Rule } from '../rule';

/** Nobody may ask for more than they may have. */
export const resourceLimits: Rule = {
  name: 'resource-limits',
  severity: 'refused',
  kinds: POD_KINDS,
  check(manifest, report) {
    for (const { container, path } of containers(manifest)) {
      const limits = fields(container.resources?.limits);
      for (const [resource, request] of entries(container.resources?.requests)) {
        if (quantity(request) > quantity(limits[resource])) {
          report({ what: `${path}.resources.requests.${resource}`, allowed: `at most the limit, '${limits[resource]}'`, got: request });
        }
      }
    }
  },
};
