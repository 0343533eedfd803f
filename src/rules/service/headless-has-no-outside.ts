import { filled, given, isHeadless, items } from '../../manifest/reading';
import { Rule } from '../rule';

const REFUSED = ['externalTrafficPolicy', 'healthCheckNodePort', 'loadBalancerSourceRanges'];
/** Refused whatever they say, be it '' or false. */
const REFUSED_EVEN_EMPTY = ['loadBalancerClass', 'allocateLoadBalancerNodePorts'];

/** Whatever opens a Service to the outside belongs to type NodePort or LoadBalancer, which cannot be headless. */
export const headlessHasNoOutside: Rule = {
  name: 'headless-has-no-outside',
  certainty: 'refused by the API server',
  kinds: ['Service'],
  check(service, report) {
    if (!isHeadless(service)) return;
    const instead = 'for access from outside add a client Service, or one Service per pod';
    const present = [
      ...REFUSED.filter(field => filled(service.spec[field])),
      ...REFUSED_EVEN_EMPTY.filter(field => given(service.spec[field])),
    ];
    for (const field of present) {
      report({ what: `spec.${field}`, allowed: 'left out of a headless Service', got: service.spec[field], instead });
    }
    items(service.spec.ports).forEach(({ nodePort }, i) => {
      if (filled(nodePort)) {
        report({ what: `spec.ports[${i}].nodePort`, allowed: 'left out of a headless Service', got: nodePort, instead });
      }
    });
  },
};
