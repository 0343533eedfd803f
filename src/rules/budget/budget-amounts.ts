import { given, isAmount } from '../../manifest/reading';
import { Rule } from '../rule';

/** How many pods must stay, or may go, is a number of them or a share. */
export const budgetAmounts: Rule = {
  name: 'budget-amounts',
  certainty: 'refused by the API server',
  kinds: ['PodDisruptionBudget'],
  check({ spec }, report) {
    for (const field of ['minAvailable', 'maxUnavailable']) {
      const got: unknown = spec?.[field];
      if (given(got) && !isAmount(got, 0)) {
        report({ what: `spec.${field}`, allowed: 'a whole number of pods, 0 or more, or from 0% to 100%', got });
      }
    }
  },
};
