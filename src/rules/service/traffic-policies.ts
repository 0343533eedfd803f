import { Manifest } from '../../manifest/manifest';
import { filled, isHeadless } from '../../manifest/reading';
import { Rule } from '../rule';

const LEAST = 30000;
const MOST = 32767;
/** The first version to which external addresses are a way from outside. */
const ADDRESSES_SINCE = 29;

/** How traffic from outside goes is said where there is such traffic, and checked where it stays on its node. */
export const trafficPolicies: Rule = {
  name: 'traffic-policies',
  certainty: 'refused by the API server',
  kinds: ['Service'],
  check(service, report, _, { kubernetes }) {
    const spec = service.spec ?? {};
    const { externalTrafficPolicy: policy, healthCheckNodePort: port } = spec;
    if (isHeadless(service) && !filled(spec.externalIPs)) return; // headless-has-no-outside says it of those
    if (filled(policy) && !isReachable(spec, kubernetes)) {
      report({ what: 'spec.externalTrafficPolicy', allowed: 'left out of a Service that cannot be reached from outside', got: policy });
    }
    if (!filled(port)) return;
    const what = 'spec.healthCheckNodePort';
    if (spec.type !== 'LoadBalancer' || policy !== 'Local') {
      report({ what, allowed: "left out, unless the type is 'LoadBalancer' and externalTrafficPolicy 'Local'", got: port });
    } else if (port < LEAST || port > MOST) {
      report({ what, allowed: `a whole number from ${LEAST} to ${MOST}`, got: port });
    }
  },
};

function isReachable({ type, externalIPs }: Manifest, kubernetes: number): boolean {
  if (type === 'NodePort' || type === 'LoadBalancer') return true;
  return kubernetes >= ADDRESSES_SINCE && (!filled(type) || type === 'ClusterIP') && filled(externalIPs);
}
