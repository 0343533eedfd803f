import { ipFamily } from '../../../manifest/addresses';
import { given, list, POD_KINDS } from '../../../manifest/reading';
import { SEARCH, STRICT_SEARCH } from '../../../manifest/syntax';
import { Rule } from '../../rule';

const MOST_SERVERS = 3;
const MOST_SEARCHES = 32;
const LONGEST = 2048;
/** The first version that searches in names with underscores. */
const RELAXED_SINCE = 33;

/**
 * What a pod resolves names with.
 *
 * @see https://kubernetes.io/docs/concepts/services-networking/dns-pod-service/#pod-dns-config
 */
export const resolvers: Rule = {
  name: 'resolvers',
  certainty: 'refused by the API server',
  kinds: POD_KINDS,
  check(_, report, __, { every, kubernetes }) {
    const domain = kubernetes >= RELAXED_SINCE ? SEARCH : STRICT_SEARCH;
    for (const { value: { dnsPolicy, dnsConfig }, path } of every('PodSpec')) {
      const servers = list(dnsConfig?.nameservers);
      const searches = list(dnsConfig?.searches);
      const what = `${path}.dnsConfig`;
      if (dnsPolicy === 'None' && servers.length === 0) {
        report({
          what: `${what}.nameservers`,
          allowed: "one or more addresses if dnsPolicy is 'None'",
          got: dnsConfig?.nameservers ?? undefined,
        });
        continue;
      }
      if (servers.length > MOST_SERVERS) {
        report({
          what: `${what}.nameservers`,
          allowed: `${MOST_SERVERS} addresses at most`,
          got: servers,
        });
      }
      servers.forEach((got, i) => {
        if (ipFamily(got, kubernetes) === 0) report({ what: `${what}.nameservers[${i}]`, allowed: 'an IP address', got: got ?? '' });
      });
      if (searches.length > MOST_SEARCHES || searches.join(' ').length > LONGEST) {
        report({
          what: `${what}.searches`,
          allowed: `${MOST_SEARCHES} domains at most, of ${LONGEST} characters together`,
          got: searches.length,
        });
      }
      searches.forEach((got, i) => {
        if (!domain.accepts(got ?? '')) report({ what: `${what}.searches[${i}]`, allowed: domain.allowed, got: got ?? '' });
      });
    }
    for (const { value: { ip }, path } of every('HostAlias')) {
      if (given(ip) && ip !== '' && ipFamily(ip, kubernetes) === 0) report({ what: `${path}.ip`, allowed: 'an IP address', got: ip });
    }
  },
};
