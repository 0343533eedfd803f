import { SUBDOMAIN } from '../../manifest/syntax';
import { nameProblem } from '../object-name';
import { Rule } from '../rule';

/** A pod by itself has a name, or a beginning of one. */
export const podName: Rule = {
  name: 'pod-name',
  certainty: 'refused by the API server',
  kinds: ['Pod'],
  check(pod, report) {
    const problem = nameProblem(pod, SUBDOMAIN);
    if (problem !== undefined) report(problem);
  },
};
