import { podLabels, sameNamespace, selects } from './reading';
import { Rule } from './rule';

/** A budget that never lets a pod go keeps its node from ever being drained. */
export const budgetLetsNodesDrain: Rule = {
  name: 'budget-lets-nodes-drain',
  severity: 'advice',
  kind: 'PodDisruptionBudget',
  check(budget, report, among) {
    const set = among.find(other => other.kind === 'StatefulSet' && sameNamespace(other, budget) && selects(budget.spec?.selector, podLabels(other)));
    if (set === undefined) return;
    const replicas = set.spec?.replicas ?? 1;
    const { minAvailable, maxUnavailable } = budget.spec;
    const instead = 'as it is, no node with such a pod can be drained';
    if (maxUnavailable === 0 || maxUnavailable === '0%') report({ what: 'spec.maxUnavailable', allowed: 'at least 1', got: maxUnavailable, instead });
    if (minAvailable === '100%' || (typeof minAvailable === 'number' && replicas > 0 && minAvailable >= replicas)) {
      report({ what: 'spec.minAvailable', allowed: `below the ${replicas} replicas of StatefulSet '${set.metadata?.name}'`, got: minAvailable, instead });
    }
  },
};
