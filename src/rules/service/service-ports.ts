import { isHeadless, items, text } from '../../manifest/reading';
import { Rule } from '../rule';

/** Ports are numbers from 1 to 65535, each there once; only a headless Service, or an alias, can do without any. */
export const servicePorts: Rule = {
  name: 'service-ports',
  certainty: 'refused by the API server',
  kinds: ['Service'],
  check(service, report) {
    const ports = items(service.spec?.ports);
    if (ports.length === 0 && !isHeadless(service) && service.spec?.type !== 'ExternalName') {
      report({ what: 'spec.ports', allowed: 'at least one port, unless the Service is headless', got: service.spec?.ports });
    }
    const seen = new Set<string>();
    ports.forEach(({ port, targetPort, protocol: transport }, i) => {
      const protocol = text(transport, 'TCP');
      if (!isPort(port)) {
        report({ what: `spec.ports[${i}].port`, allowed: 'a whole number from 1 to 65535', got: port });
      } else if (seen.has(`${protocol}/${port}`)) {
        report({ what: `spec.ports[${i}].port`, allowed: `a port that no other ${protocol} port of the Service has`, got: port });
      } else {
        seen.add(`${protocol}/${port}`);
      }
      // 0 is as good as nothing: the port itself
      if (typeof targetPort === 'number' && targetPort !== 0 && !isPort(targetPort)) {
        report({
          what: `spec.ports[${i}].targetPort`,
          allowed: 'a whole number from 1 to 65535, or the name of a port',
          got: targetPort,
        });
      }
    });
  },
};

function isPort(port: unknown): boolean {
  return Number.isInteger(port) && (port as number) >= 1 && (port as number) <= 65535;
}
