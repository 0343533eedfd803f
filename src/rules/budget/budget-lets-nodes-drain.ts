import { amountOf, count, given, text } from '../../manifest/reading';
import { selectedSets } from '../../manifest/stack';
import { Rule } from '../rule';

/** A budget that never lets a pod go keeps its node from ever being drained. */
export const budgetLetsNodesDrain: Rule = {
  name: 'budget-lets-nodes-drain',
  certainty: 'advice',
  kinds: ['PodDisruptionBudget'],
  check(budget, report, among) {
    const { selector, minAvailable, maxUnavailable } = budget.spec ?? {};
    if (!given(selector)) return;
    const [set] = selectedSets(budget, selector, among);
    if (set === undefined) return;
    const replicas = count(set.spec?.replicas, 1);
    const instead = 'as it is, no node with such a pod can be drained';
    if (maxUnavailable === 0 || maxUnavailable === '0%') {
      report({ what: 'spec.maxUnavailable', allowed: 'at least 1', got: maxUnavailable, instead });
    }
    if (minAvailable === '100%' || (replicas > 0 && amountOf(minAvailable, replicas) >= replicas)) {
      report({
        what: 'spec.minAvailable',
        allowed: `below the ${replicas} replicas of StatefulSet '${text(set.metadata?.name, '')}'`,
        got: minAvailable,
        instead,
      });
    }
  },
};
