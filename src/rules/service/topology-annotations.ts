import { given } from '../../manifest/reading';
import { Rule } from '../rule';

const OLD = 'service.kubernetes.io/topology-aware-hints';
const NEW = 'service.kubernetes.io/topology-mode';

/** The older annotation and the newer say the same, or one of them nothing. */
export const topologyAnnotations: Rule = {
  name: 'topology-annotations',
  certainty: 'refused by the API server',
  kinds: ['Service'],
  check({ metadata }, report) {
    const old = metadata?.annotations?.[OLD];
    const got = metadata?.annotations?.[NEW];
    if (given(old) && given(got) && old !== got) {
      report({
        what: `metadata.annotations.${NEW}`,
        allowed: `left out, or '${old}', as ${OLD} is`,
        got,
      });
    }
  },
};
