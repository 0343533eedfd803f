import { isHeadless, items } from './reading';
import { Rule } from './rule';

const REFUSED = ['externalTrafficPolicy', 'healthCheckNodePort', 'loadBalancerSourceRanges', 'loadBalancerClass', 'allocateLoadBalancerNodePorts'];

/** Whatever opens a Service to the outside belongs to type NodePort or LoadBalancer, which cannot be headless. */
export const headlessHasNoOutside: Rule = {
  name: 'headless-has-no-outside',
  severity: 'refused',
  kind: 'Service',
  check(service, report) {
    if (!isHeadless(service)) return;
    const instead = 'for access from outside put a client Service beside it, or one Service per pod';
    for (const field of REFUSED) {
      const got = service.spec[field];
      if (got !== undefined && got !== null) report({ what: `spec.${field}`, allowed: 'left out of a headless Service', got, instead });
    }
    items(service.spec.ports).forEach(({ nodePort }, i) => {
      if (nodePort) report({ what: `spec.ports[${i}].nodePort`, allowed: 'left out of a headless Service', got: nodePort, instead });
    });
  },
};
