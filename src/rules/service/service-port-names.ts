import { filled, items } from '../../manifest/reading';
import { DNS_LABEL } from '../../naming/dns-label';
import { Rule } from '../rule';

/** Several ports are told apart by their names. */
export const servicePortNames: Rule = {
  name: 'service-port-names',
  certainty: 'refused by the API server',
  kinds: ['Service'],
  check({ spec }, report) {
    const ports = items(spec?.ports);
    const seen = new Set<string>();
    ports.forEach(({ name }, i) => {
      const what = `spec.ports[${i}].name`;
      if (!filled(name) && ports.length === 1) return;
      if (!DNS_LABEL.accepts(name)) report({ what, allowed: DNS_LABEL.allowed, got: name });
      else if (seen.has(name)) report({ what, allowed: 'a name that no other port of the Service has', got: name });
      seen.add(name);
    });
  },
};
