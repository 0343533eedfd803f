import { SERVICE_NAME } from '../../naming/dns-label';
import { Rule } from '../rule';

/** A Service's name is a DNS label of RFC 1035 (up to Kubernetes 1.36; later it may begin with a digit). */
export const serviceName: Rule = {
  name: 'service-name',
  certainty: 'refused by the API server',
  kinds: ['Service'],
  check({ metadata }, report) {
    if (!SERVICE_NAME.accepts(metadata?.name)) {
      report({ what: 'metadata.name', allowed: SERVICE_NAME.allowed, got: metadata?.name });
    }
  },
};
