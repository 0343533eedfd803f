import { entries, items } from '../../manifest/reading';
import { Rule } from '../rule';

/** Without a selector a budget protects nothing; with an empty one, everything in its namespace. */
export const budgetSelects: Rule = {
  name: 'budget-selects',
  certainty: 'advice',
  kinds: ['PodDisruptionBudget'],
  check({ spec }, report) {
    const selector = spec?.selector;
    if (entries(selector?.matchLabels).length + items(selector?.matchExpressions).length === 0) {
      report({
        what: 'spec.selector',
        allowed: 'labels of the pods to protect',
        got: selector,
        instead: 'without a selector it protects no pod, with an empty selector every pod of its namespace',
      });
    }
  },
};
