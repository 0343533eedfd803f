import { filled, KINDS } from '../../manifest/reading';
import { DNS_LABEL } from '../../naming/dns-label';
import { Rule } from '../rule';

/** A namespace's name is a DNS label. */
export const namespaceName: Rule = {
  name: 'namespace-name',
  certainty: 'refused by the API server',
  kinds: KINDS,
  check({ metadata }, report) {
    const got = metadata?.namespace;
    if (filled(got) && !DNS_LABEL.accepts(got)) report({ what: 'metadata.namespace', allowed: DNS_LABEL.allowed, got });
  },
};
