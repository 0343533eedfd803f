import { containers, entries, fields, POD_KINDS, quantity } from '../../manifest/reading';
import { Rule } from '../rule';

/** Amounts are quantities, and nobody may ask for more than they may have. */
export const resourceLimits: Rule = {
  name: 'resource-limits',
  certainty: 'refused by the API server',
  kinds: POD_KINDS,
  check(manifest, report) {
    for (const { container, path } of containers(manifest)) {
      const limits = fields(container.resources?.limits);
      for (const [list, amounts] of [['requests', container.resources?.requests], ['limits', container.resources?.limits]] as const) {
        for (const [resource, amount] of entries(amounts).filter(([, value]) => !isQuantity(value))) {
          report({ what: `${path}.resources.${list}.${resource}`, allowed: "a quantity, 0 or more, such as '500m' or '2Gi'", got: amount });
        }
      }
      for (const [resource, request] of entries(container.resources?.requests)) {
        if (quantity(request) > quantity(limits[resource])) {
          report({ what: `${path}.resources.requests.${resource}`, allowed: `at most the limit, '${limits[resource]}'`, got: request });
        }
      }
    }
  },
};

/** What is not there asks for nothing. */
function isQuantity(value: unknown): boolean {
  return value === undefined || value === null || quantity(value) >= 0;
}
