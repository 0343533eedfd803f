import { STATEFUL_SET_NAME } from '../../naming/dns-label';
import { Rule } from '../rule';

/** Longer, and every pod is refused, because its label `controller-revision-hash` would be too long. */
export const statefulSetName: Rule = {
  name: 'stateful-set-name',
  certainty: 'never runs',
  kinds: ['StatefulSet'],
  check({ metadata }, report) {
    if (!STATEFUL_SET_NAME.accepts(metadata?.name)) {
      report({ what: 'metadata.name', allowed: STATEFUL_SET_NAME.allowed, got: metadata?.name });
    }
  },
};
