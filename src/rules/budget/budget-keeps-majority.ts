import { identity } from '../../manifest/identity';
import { amountOf, count, given } from '../../manifest/reading';
import { selectedSets } from '../../manifest/stack';
import { Rule } from '../rule';

/** Below, two members at least are no majority of anything. */
const LEAST = 3;

/** Members that decide by majority stand still when a drain may take so many that none is left. */
export const budgetKeepsMajority: Rule = {
  name: 'budget-keeps-majority',
  certainty: 'advice',
  kinds: ['PodDisruptionBudget'],
  check(budget, report, among) {
    const { selector, minAvailable, maxUnavailable } = budget.spec ?? {};
    if (!given(selector)) return;
    const sets = selectedSets(budget, selector, among);
    const [set] = sets;
    if (sets.length !== 1) return;
    const replicas = count(set.spec?.replicas, 1);
    if (replicas < LEAST) return;
    const majority = Math.floor(replicas / 2) + 1;
    const instead = `a majority of the ${replicas} pods of StatefulSet '${identity(set).name}' is ${majority}`;
    if (given(minAvailable) && amountOf(minAvailable, replicas) < majority) {
      report({ what: 'spec.minAvailable', allowed: `at least ${majority}`, got: minAvailable, instead });
    }
    if (given(maxUnavailable) && amountOf(maxUnavailable, replicas) > replicas - majority) {
      report({ what: 'spec.maxUnavailable', allowed: `at most ${replicas - majority}`, got: maxUnavailable, instead });
    }
  },
};
