import { KINDS, list } from '../../manifest/reading';
import { QUALIFIED_NAME } from '../../manifest/syntax';
import { Rule } from '../rule';

const OWN = ['kubernetes', 'orphan', 'foregroundDeletion'];

/** A finalizer that is not Kubernetes' own has a domain in its name; but of those of budgets nobody asks for it. */
export const finalizers: Rule = {
  name: 'finalizers',
  certainty: 'refused by the API server',
  kinds: KINDS,
  check({ kind, metadata }, report) {
    const all = list(metadata?.finalizers).map(each => each ?? '');
    all.forEach((got, i) => {
      const free = kind === 'PodDisruptionBudget' || OWN.includes(got as string);
      const good = QUALIFIED_NAME.accepts(got) && (free || (got as string).includes('/'));
      if (!good) report({ what: `metadata.finalizers[${i}]`, allowed: "a domain, '/' and a name", got });
    });
    if (all.includes('orphan') && all.includes('foregroundDeletion')) {
      report({ what: 'metadata.finalizers', allowed: 'a list that does not have both orphan and foregroundDeletion', got: all });
    }
  },
};
