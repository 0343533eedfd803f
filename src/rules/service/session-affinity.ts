import { given } from '../../manifest/reading';
import { Rule } from '../rule';

const MOST = 86400;

/** A client keeps its pod for a time that is not too long. Without affinity nobody looks at the time. */
export const sessionAffinity: Rule = {
  name: 'session-affinity',
  certainty: 'refused by the API server',
  kinds: ['Service'],
  check({ spec }, report) {
    const got = spec?.sessionAffinityConfig?.clientIP?.timeoutSeconds;
    if (spec?.sessionAffinity !== 'ClientIP' || !given(got) || (got > 0 && got <= MOST)) return;
    report({ what: 'spec.sessionAffinityConfig.clientIP.timeoutSeconds', allowed: `a whole number from 1 to ${MOST}`, got });
  },
};
