import { identity } from '../../manifest/identity';
import { neighbours } from '../../manifest/neighbours';
import { given, podLabels, selects } from '../../manifest/reading';
import { selectedSets } from '../../manifest/stack';
import { Rule } from '../rule';

/** A pod that two budgets protect is never evicted: the API server refuses to choose between them. */
export const budgetsApart: Rule = {
  name: 'budgets-apart',
  certainty: 'advice',
  kinds: ['PodDisruptionBudget'],
  check(budget, report, among) {
    const selector = budget.spec?.selector;
    const others = neighbours(budget, 'PodDisruptionBudget', among).filter(other => identity(other).name !== identity(budget).name);
    if (!given(selector) || others.length === 0) return;
    for (const set of selectedSets(budget, selector, among)) {
      for (const other of others) {
        if (!given(other.spec?.selector) || !selects(other.spec.selector, podLabels(set))) continue;
        report({
          what: 'spec.selector',
          allowed: `labels of pods that PodDisruptionBudget '${identity(other).name}' does not protect`,
          got: selector,
          instead: `as it is, no node with a pod of StatefulSet '${identity(set).name}' can be drained`,
        });
      }
    }
  },
};
