import { given } from '../../manifest/reading';
import { Rule } from '../rule';

/** A budget says how many must stay, or how many may go. */
export const budgetSaysOneThing: Rule = {
  name: 'budget-says-one-thing',
  certainty: 'refused by the API server',
  kinds: ['PodDisruptionBudget'],
  check({ spec }, report) {
    if (given(spec?.minAvailable) && given(spec?.maxUnavailable)) {
      report({ what: 'spec.minAvailable', allowed: 'left out if maxUnavailable is given', got: spec.minAvailable });
    }
  },
};
