import { filled, isHeadless, items, text } from '../../manifest/reading';
import { Rule } from '../rule';

const LEAST = 30000;
const MOST = 32767;

/**
 * A node port is for Services that have one, there once, and in the range that is kept for them: that of a cluster can be another.
 *
 * @see https://kubernetes.io/docs/concepts/services-networking/service/#nodeport-custom-port
 */
export const nodePorts: Rule = {
  name: 'node-ports',
  certainty: 'refused by the API server',
  kinds: ['Service'],
  check(service, report) {
    if (isHeadless(service)) return; // headless-has-no-outside says it of those
    const { spec } = service;
    const clusterOnly = text(spec?.type, 'ClusterIP') === 'ClusterIP';
    const seen = new Set<string>();
    items(spec?.ports).forEach(({ nodePort: got, protocol }, i) => {
      const what = `spec.ports[${i}].nodePort`;
      if (!filled(got)) return;
      const port = `${text(protocol, 'TCP')}/${got}`;
      if (clusterOnly) {
        report({ what, allowed: 'left out, unless the type is NodePort or LoadBalancer', got });
      } else if (spec.type !== 'ExternalName' && (got < LEAST || got > MOST)) {
        report({ what, allowed: `a whole number from ${LEAST} to ${MOST}`, got });
      } else if (seen.has(port)) {
        report({ what, allowed: 'a nodePort that no other port of the Service has', got });
      }
      seen.add(port);
    });
  },
};
