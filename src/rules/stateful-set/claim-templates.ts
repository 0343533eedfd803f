import { items } from '../../manifest/reading';
import { DNS_LABEL } from '../../naming/dns-label';
import { Rule } from '../rule';

/** A claim template has the name of the volume that it becomes. */
export const claimTemplates: Rule = {
  name: 'claim-templates',
  certainty: 'refused by the API server',
  kinds: ['StatefulSet'],
  check({ spec }, report) {
    items(spec?.volumeClaimTemplates).forEach(({ metadata }, i) => {
      const name = metadata?.name;
      if (DNS_LABEL.accepts(name)) return;
      report({ what: `spec.volumeClaimTemplates[${i}].metadata.name`, allowed: DNS_LABEL.allowed, got: name });
    });
  },
};
