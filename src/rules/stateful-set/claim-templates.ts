import { items, quantity } from '../../manifest/reading';
import { DNS_LABEL } from '../../naming/dns-label';
import { Rule } from '../rule';

const MODES = ['ReadWriteOnce', 'ReadOnlyMany', 'ReadWriteMany', 'ReadWriteOncePod'];

/** A claim template asks for something that can be given. */
export const claimTemplates: Rule = {
  name: 'claim-templates',
  certainty: 'refused by the API server',
  kinds: ['StatefulSet'],
  check({ spec }, report) {
    items(spec?.volumeClaimTemplates).forEach(({ metadata, spec: claim }, i) => {
      const path = `spec.volumeClaimTemplates[${i}]`;
      const name = metadata?.name;
      if (!DNS_LABEL.accepts(name)) report({ what: `${path}.metadata.name`, allowed: DNS_LABEL.allowed, got: name });
      const modes = claim?.accessModes;
      if (!Array.isArray(modes) || modes.length === 0 || !modes.every(mode => MODES.includes(mode))) {
        report({ what: `${path}.spec.accessModes`, allowed: `one or more of ${MODES.join(', ')}`, got: modes });
      } else if (modes.includes('ReadWriteOncePod') && new Set(modes).size > 1) {
        report({ what: `${path}.spec.accessModes`, allowed: 'ReadWriteOncePod alone, or without it', got: modes });
      }
      const storage = claim?.resources?.requests?.storage;
      if (!(quantity(storage) > 0)) {
        report({ what: `${path}.spec.resources.requests.storage`, allowed: "a size above 0, such as '10Gi'", got: storage });
      }
    });
  },
};
