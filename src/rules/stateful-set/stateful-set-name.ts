import { DNS_LABEL } from '../../naming/dns-label';
import { nameProblem } from '../object-name';
import { Rule } from '../rule';

/** A StatefulSet's name is a DNS label of RFC 1123, because it begins the host names of its pods. */
export const statefulSetName: Rule = {
  name: 'stateful-set-name',
  certainty: 'refused by the API server',
  kinds: ['StatefulSet'],
  check(set, report) {
    const problem = nameProblem(set, DNS_LABEL);
    if (problem !== undefined) report(problem);
  },
};
