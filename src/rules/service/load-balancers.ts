import { isBlock } from '../../manifest/addresses';
import { filled, given, isHeadless, items, list, text } from '../../manifest/reading';
import { QUALIFIED_NAME } from '../../manifest/syntax';
import { Rule } from '../rule';

const RANGES = 'service.beta.kubernetes.io/load-balancer-source-ranges';
/** The port of the kubelet, which load balancers may not have until then: some opened it on the nodes. */
const KUBELET = 10250;
const KUBELET_UNTIL = 32;

/** What is said of a load balancer is said where there is one. */
export const loadBalancers: Rule = {
  name: 'load-balancers',
  certainty: 'refused by the API server',
  kinds: ['Service'],
  check(service, report, _, { kubernetes }) {
    if (isHeadless(service)) return; // headless-has-no-outside says it of those
    const spec = service.spec ?? {};
    const { loadBalancerClass, loadBalancerSourceRanges: ranges, allocateLoadBalancerNodePorts } = spec;
    if (spec.type !== 'LoadBalancer') {
      const allowed = "left out, unless the type is 'LoadBalancer'";
      for (const [field, got] of Object.entries({ loadBalancerClass, allocateLoadBalancerNodePorts })) {
        if (given(got)) report({ what: `spec.${field}`, allowed, got });
      }
      if (filled(ranges)) report({ what: 'spec.loadBalancerSourceRanges', allowed, got: ranges });
    } else if (given(loadBalancerClass) && !QUALIFIED_NAME.accepts(loadBalancerClass)) {
      report({ what: 'spec.loadBalancerClass', allowed: QUALIFIED_NAME.allowed, got: loadBalancerClass });
    }
    if (spec.type === 'LoadBalancer' && kubernetes <= KUBELET_UNTIL) {
      items(spec.ports).forEach(({ port: got }, i) => {
        if (got === KUBELET) report({ what: `spec.ports[${i}].port`, allowed: 'a port other than that of the kubelet', got });
      });
    }
    list(ranges).forEach((got, i) => {
      if (!isBlock(text(got, '').trim(), kubernetes)) {
        report({
          what: `spec.loadBalancerSourceRanges[${i}]`,
          allowed: "a CIDR block, such as '10.0.0.0/8'",
          got: got ?? '',
        });
      }
    });
    const written = service.metadata?.annotations?.[RANGES];
    if (filled(ranges) || !given(written)) return;
    const what = `metadata.annotations.${RANGES}`;
    if (spec.type !== 'LoadBalancer') report({ what, allowed: "left out, unless the type is 'LoadBalancer'", got: written });
    if (text(written, '').trim() !== '' && !text(written, '').trim().split(',').every(block => isBlock(block.trim(), kubernetes))) {
      report({ what, allowed: 'CIDR blocks, separated by commas', got: written });
    }
  },
};
