import { SUBDOMAIN } from '../../manifest/syntax';
import { nameProblem } from '../object-name';
import { Rule } from '../rule';

/** A claim has a name, or a beginning of one. */
export const claimName: Rule = {
  name: 'claim-name',
  certainty: 'refused by the API server',
  kinds: ['PersistentVolumeClaim'],
  check(claim, report) {
    const problem = nameProblem(claim, SUBDOMAIN);
    if (problem !== undefined) report(problem);
  },
};
