import { NameKind } from '../../naming/dns-label';
import { nameProblem } from '../object-name';
import { Rule } from '../rule';

/** Of the names of budgets nothing is asked but that they can stand in a path. */
const SEGMENT: NameKind = {
  allowed: "given, without '/' and '%', and not '.' or '..'",
  accepts: name => typeof name === 'string' && name !== '' && !/[/%]|^\.\.?$/.test(name),
};

/** A budget has a name. */
export const budgetName: Rule = {
  name: 'budget-name',
  certainty: 'refused by the API server',
  kinds: ['PodDisruptionBudget'],
  check(budget, report) {
    const problem = nameProblem(budget, SEGMENT);
    if (problem !== undefined) report(problem);
  },
};
