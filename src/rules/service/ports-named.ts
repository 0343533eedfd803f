import { filled, isHeadless, items } from '../../manifest/reading';
import { Rule } from '../rule';

/** Only named ports get SRV records. */
export const portsNamed: Rule = {
  name: 'ports-named',
  certainty: 'advice',
  kinds: ['Service'],
  check(service, report) {
    if (!isHeadless(service)) return;
    items(service.spec.ports).forEach(({ name }, i) => {
      if (!filled(name)) {
        report({ what: `spec.ports[${i}].name`, allowed: 'set, because only named ports get SRV records', got: undefined });
      }
    });
  },
};
