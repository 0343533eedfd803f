import { filled, POD_KINDS } from '../../../manifest/reading';
import { Rule } from '../../rule';

/** Ephemeral containers are put into a pod that runs, by `kubectl debug`. */
export const ephemeralContainers: Rule = {
  name: 'ephemeral-containers',
  certainty: 'refused by the API server',
  kinds: POD_KINDS,
  check(_, report, __, { pod: { spec, path } }) {
    if (!filled(spec.ephemeralContainers)) return;
    report({
      what: `${path}spec.ephemeralContainers`,
      allowed: 'left out',
      got: spec.ephemeralContainers,
      instead: 'add it to a running pod with kubectl debug',
    });
  },
};
