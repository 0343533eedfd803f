import { DNS_LABEL, SERVICE_NAME } from '../../naming/dns-label';
import { nameProblem } from '../object-name';
import { Rule } from '../rule';

/** From this version on a Service's name may begin with a digit. */
const RELAXED_SINCE = 36;

/** A Service's name is a DNS label: up to Kubernetes 1.35 of RFC 1035, later of RFC 1123. */
export const serviceName: Rule = {
  name: 'service-name',
  certainty: 'refused by the API server',
  kinds: ['Service'],
  check(service, report, _, { kubernetes }) {
    const problem = nameProblem(service, kubernetes >= RELAXED_SINCE ? DNS_LABEL : SERVICE_NAME);
    if (problem !== undefined) report(problem);
  },
};
