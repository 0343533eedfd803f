import { given, items, POD_KINDS } from '../../../manifest/reading';
import { Rule } from '../../rule';

/** Each constraint is there once, and only one that keeps pods waiting can ask for a number of domains. */
export const spreading: Rule = {
  name: 'spreading',
  certainty: 'refused by the API server',
  kinds: POD_KINDS,
  check(_, report, __, { every }) {
    for (const { value: pod, path } of every('PodSpec')) {
      const seen = new Set<string>();
      items(pod.topologySpreadConstraints).forEach(({ topologyKey, whenUnsatisfiable, minDomains }, i) => {
        const what = `${path}.topologySpreadConstraints[${i}]`;
        const constraint = `${topologyKey ?? ''} ${whenUnsatisfiable ?? ''}`;
        if (seen.has(constraint)) {
          report({
            what,
            allowed: 'a constraint that differs from each earlier one in topologyKey or whenUnsatisfiable',
            got: topologyKey,
          });
        }
        seen.add(constraint);
        if (given(minDomains) && whenUnsatisfiable !== 'DoNotSchedule') {
          report({ what: `${what}.minDomains`, allowed: "left out, unless whenUnsatisfiable is 'DoNotSchedule'", got: minDomains });
        }
      });
    }
  },
};
