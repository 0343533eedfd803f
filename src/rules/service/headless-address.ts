import { Rule } from '../rule';

/** `None` is spelled so, and stands alone. */
export const headlessAddress: Rule = {
  name: 'headless-address',
  certainty: 'refused by the API server',
  kinds: ['Service'],
  check({ spec }, report) {
    const address = spec?.clusterIP;
    if (typeof address === 'string' && address !== 'None' && address.toLowerCase() === 'none') {
      report({ what: 'spec.clusterIP', allowed: "'None', an IP address, or left out", got: address });
    }
    const addresses = spec?.clusterIPs;
    if (Array.isArray(addresses) && addresses.includes('None') && (addresses.length > 1 || address !== 'None')) {
      report({ what: 'spec.clusterIPs', allowed: "left out, or only 'None', like clusterIP", got: addresses });
    }
  },
};
