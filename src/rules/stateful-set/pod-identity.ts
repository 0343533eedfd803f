import { filled } from '../../manifest/reading';
import { Rule } from '../rule';

/** A StatefulSet gives its pods their host names and their subdomain, and overwrites what the template says. */
export const podIdentity: Rule = {
  name: 'pod-identity',
  certainty: 'advice',
  kinds: ['StatefulSet'],
  check({ spec }, report) {
    for (const field of ['hostname', 'subdomain']) {
      const got = spec?.template?.spec?.[field];
      if (filled(got)) report({ what: `spec.template.spec.${field}`, allowed: 'left out, because the StatefulSet overwrites it', got });
    }
  },
};
