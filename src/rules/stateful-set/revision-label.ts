import { text } from '../../manifest/reading';
import { DNS_LABEL, STATEFUL_SET_NAME } from '../../naming/dns-label';
import { Rule } from '../rule';

/** The pods' label `controller-revision-hash` is the set's name with up to 11 characters more: longer than a label, no pod is made. */
export const revisionLabel: Rule = {
  name: 'revision-label',
  certainty: 'never runs',
  kinds: ['StatefulSet'],
  check({ metadata }, report) {
    const got = text(metadata?.name, '');
    if (DNS_LABEL.accepts(got) && !STATEFUL_SET_NAME.accepts(got)) {
      report({
        what: 'metadata.name',
        allowed: STATEFUL_SET_NAME.allowed,
        got,
      });
    }
  },
};
