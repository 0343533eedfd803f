import { ipFamily } from '../../manifest/addresses';
import { isHeadless, list, text } from '../../manifest/reading';
import { Rule } from '../rule';

/** A Service has one address, or one of each family; the first of them is its clusterIP. */
export const clusterAddresses: Rule = {
  name: 'cluster-addresses',
  certainty: 'refused by the API server',
  kinds: ['Service'],
  check(service, report, _, { kubernetes }) {
    const { spec } = service;
    // external-name, and headless-address, look at those
    if (spec?.type === 'ExternalName' || list(spec?.clusterIPs).includes('None')) return;
    const address = text(spec?.clusterIP, '');
    const given = list(spec?.clusterIPs).map(each => each ?? '');
    const all = given.length === 0 && address !== '' ? [address] : given;
    if (given.length > 0 && given[0] !== address) {
      report({ what: 'spec.clusterIPs', allowed: 'left out, or a list that begins with clusterIP', got: given });
    }
    if (isHeadless(service) || address.toLowerCase() === 'none') return;
    const families = all.map(each => ipFamily(each, kubernetes));
    families.forEach((family, i) => {
      const what = given.length === 0 ? 'spec.clusterIP' : `spec.clusterIPs[${i}]`;
      if (family === 0) report({ what, allowed: "an IP address, 'None', or left out", got: all[i] });
      const asked = list(spec?.ipFamilies)[i];
      if (family !== 0 && (asked === 'IPv4' || asked === 'IPv6') && asked !== `IPv${family}`) {
        report({ what, allowed: `an ${asked} address, like the entry of ipFamilies`, got: all[i] });
      }
    });
    if (families.length > 2 || (families.length === 2 && families[0] === families[1])) {
      report({ what: 'spec.clusterIPs', allowed: 'one address, or one of each family', got: given });
    }
  },
};
