import { Rule } from '../rule';
import { sharedNumbers } from '../shared-numbers';

/** `kubectl apply` tells the ports of a Service apart by their numbers alone. */
export const servicePortNumbers: Rule = {
  name: 'service-port-numbers',
  certainty: 'advice',
  kinds: ['Service'],
  check(service, report) {
    sharedNumbers(service.spec?.ports, 'port', 'spec.ports', report);
  },
};
