import { filled, given, text } from '../../manifest/reading';
import { SUBDOMAIN } from '../../manifest/syntax';
import { Rule } from '../rule';

/**
 * An alias is for a domain, and has no address.
 *
 * @see https://kubernetes.io/docs/concepts/services-networking/service/#externalname
 */
export const externalName: Rule = {
  name: 'external-name',
  certainty: 'refused by the API server',
  kinds: ['Service'],
  check({ spec }, report) {
    if (spec?.type !== 'ExternalName' || spec.clusterIP === 'None') return; // of a headless Service it is the type that is wrong
    const name = text(spec.externalName, '');
    if (!SUBDOMAIN.accepts(name.replace(/\.$/, ''))) {
      report({ what: 'spec.externalName', allowed: SUBDOMAIN.allowed, got: spec.externalName ?? undefined });
    }
    for (const field of ['clusterIP', 'clusterIPs', 'ipFamilies']) {
      if (filled(spec[field])) report({ what: `spec.${field}`, allowed: "left out for type 'ExternalName'", got: spec[field] });
    }
    if (given(spec.ipFamilyPolicy)) {
      report({
        what: 'spec.ipFamilyPolicy',
        allowed: "left out for type 'ExternalName'",
        got: spec.ipFamilyPolicy,
      });
    }
  },
};
