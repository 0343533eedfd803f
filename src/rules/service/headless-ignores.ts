import { filled, isHeadless } from '../../manifest/reading';
import { Rule } from '../rule';

/** What the API server takes from a headless Service, with a warning, and nobody acts on. */
export const headlessIgnores: Rule = {
  name: 'headless-ignores',
  certainty: 'advice',
  kinds: ['Service'],
  check(service, report) {
    if (!isHeadless(service)) return;
    const { externalName, externalIPs, loadBalancerIP, sessionAffinity } = service.spec;
    const ignored = {
      externalName,
      externalIPs,
      loadBalancerIP,
      sessionAffinity: sessionAffinity === 'None' ? undefined : sessionAffinity,
    };
    for (const [field, got] of Object.entries(ignored)) {
      if (!filled(got)) continue;
      report({
        what: `spec.${field}`,
        allowed: 'left out of a headless Service, which ignores it',
        got,
        instead: field === 'externalName'
          ? 'for an alias add a Service of type ExternalName'
          : 'set it on a client Service, or on one Service per pod',
      });
    }
  },
};
