import { isHeadless } from '../../manifest/reading';
import { Rule } from '../rule';

/** For a Service that is meant to be headless; any other may well have an address. */
export const headlessStaysHeadless: Rule = {
  name: 'headless-stays-headless',
  certainty: 'advice',
  kinds: ['Service'],
  check(service, report) {
    if (!isHeadless(service)) {
      report({
        what: 'spec.clusterIP',
        allowed: "'None', because this Service is headless",
        got: service.spec?.clusterIP,
        instead: 'for one address for all pods add a client Service',
      });
    }
  },
};
