import { filled, isHeadless } from '../../manifest/reading';
import { Rule } from '../rule';

/** A headless Service renounces its cluster IP, so there must have been one to renounce: only type ClusterIP can be headless. */
export const headlessType: Rule = {
  name: 'headless-type',
  certainty: 'refused by the API server',
  kinds: ['Service'],
  check(service, report) {
    const type = service.spec?.type;
    if (isHeadless(service) && filled(type) && type !== 'ClusterIP') {
      report({
        what: 'spec.type',
        allowed: "'ClusterIP' for a headless Service",
        got: type,
        instead: 'for access from outside add a client Service, or one Service per pod',
      });
    }
  },
};
