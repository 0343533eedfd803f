import { entries, filled, given, isHeadless } from '../../manifest/reading';
import { Rule } from '../rule';

const POLICIES = ['SingleStack', 'PreferDualStack', 'RequireDualStack'];

/** One or two families, each once; two of them are no single stack. */
export const ipFamilies: Rule = {
  name: 'ip-families',
  certainty: 'refused by the API server',
  kinds: ['Service'],
  check(service, report) {
    const { ipFamilies: families, ipFamilyPolicy: policy, selector } = service.spec ?? {};
    if (given(policy) && !POLICIES.includes(policy)) {
      report({ what: 'spec.ipFamilyPolicy', allowed: `one of ${POLICIES.join(', ')}`, got: policy });
    }
    if (!filled(families)) return;
    // without a selector the API server chooses the policy by the families
    const free = isHeadless(service) && entries(selector).length === 0 && !given(policy);
    const known = Array.isArray(families) && families.every(family => family === 'IPv4' || family === 'IPv6');
    if (!known || new Set(families).size !== families.length) {
      report({ what: 'spec.ipFamilies', allowed: 'IPv4, IPv6, or both in either order', got: families });
    } else if (families.length === 2 && !free && policy !== 'PreferDualStack' && policy !== 'RequireDualStack') {
      report({ what: 'spec.ipFamilyPolicy', allowed: 'PreferDualStack or RequireDualStack for two families', got: policy });
    }
  },
};
