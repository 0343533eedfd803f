import { ipFamily, unreachable } from '../../manifest/addresses';
import { list } from '../../manifest/reading';
import { Rule } from '../rule';

/** An external address is one that others can reach. */
export const externalAddresses: Rule = {
  name: 'external-addresses',
  certainty: 'refused by the API server',
  kinds: ['Service'],
  check({ spec }, report, _, { kubernetes }) {
    list(spec?.externalIPs).forEach((each, i) => {
      const got = each ?? '';
      const what = `spec.externalIPs[${i}]`;
      if (ipFamily(got, kubernetes) === 0) {
        report({ what, allowed: 'an IP address', got });
      } else {
        const why = unreachable(got as string);
        if (why !== undefined) report({ what, allowed: `an address that is not ${why}`, got });
      }
    });
  },
};
