import { count, given, POD_KINDS } from '../../../manifest/reading';
import { Rule } from '../../rule';

const GRACE = 30;

/** A container sleeps no longer than its pod has time to end. */
export const sleeps: Rule = {
  name: 'sleeps',
  certainty: 'refused by the API server',
  kinds: POD_KINDS,
  check(_, report, __, { every, kubernetes }) {
    const least = kubernetes >= 33 ? 0 : 1;
    for (const { value: pod } of every('PodSpec')) {
      const most = count(pod.terminationGracePeriodSeconds, GRACE);
      for (const { value: { sleep }, path } of every('LifecycleHandler')) {
        if (!given(sleep)) continue;
        const got = sleep.seconds ?? 0;
        if (got < least || got > most) {
          report({
            what: `${path}.sleep.seconds`,
            allowed: `a whole number from ${least} to terminationGracePeriodSeconds, ${most}`,
            got,
          });
        }
      }
    }
  },
};
