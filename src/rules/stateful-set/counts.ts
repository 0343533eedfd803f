import { given } from '../../manifest/reading';
import { INT32 } from '../../naming/refuse';
import { Rule } from '../rule';

/** Whatever is counted is counted in whole numbers, from 0. */
export const counts: Rule = {
  name: 'counts',
  certainty: 'refused by the API server',
  kinds: ['StatefulSet'],
  check({ spec }, report) {
    const counted = {
      'spec.replicas': spec?.replicas,
      'spec.minReadySeconds': spec?.minReadySeconds,
      'spec.ordinals.start': spec?.ordinals?.start,
      'spec.updateStrategy.rollingUpdate.partition': spec?.updateStrategy?.rollingUpdate?.partition,
    };
    for (const [what, got] of Object.entries(counted)) {
      if (given(got) && (!Number.isInteger(got) || got < 0 || got > INT32)) {
        report({ what, allowed: `a whole number from 0 to ${INT32}`, got });
      }
    }
  },
};
