import { filled, given, POD_KINDS } from '../../../manifest/reading';
import { Rule } from '../../rule';

/** Each kind of probe has a field that it cannot have, and values of others that it cannot have. */
export const probes: Rule = {
  name: 'probes',
  certainty: 'refused by the API server',
  kinds: POD_KINDS,
  check(_, report, __, { containers }) {
    for (const { container, path } of containers) {
      for (const probe of ['livenessProbe', 'startupProbe']) {
        const got = container[probe]?.successThreshold;
        if (filled(got) && got !== 1) report({ what: `${path}.${probe}.successThreshold`, allowed: '1, or left out', got });
        const grace = container[probe]?.terminationGracePeriodSeconds;
        if (given(grace) && !(Number.isInteger(grace) && grace >= 1)) {
          report({ what: `${path}.${probe}.terminationGracePeriodSeconds`, allowed: 'a whole number of seconds, 1 or more', got: grace });
        }
      }
      const grace = container.readinessProbe?.terminationGracePeriodSeconds;
      if (given(grace)) {
        report({
          what: `${path}.readinessProbe.terminationGracePeriodSeconds`,
          allowed: 'left out, because a readiness probe never stops a container',
          got: grace,
        });
      }
    }
  },
};
