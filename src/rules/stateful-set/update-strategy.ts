import { given, isAmount } from '../../manifest/reading';
import { Rule } from '../rule';

/** How pods are rolled is said only of a set that rolls them. */
export const updateStrategy: Rule = {
  name: 'update-strategy',
  certainty: 'refused by the API server',
  kinds: ['StatefulSet'],
  check({ spec }, report) {
    const { type, rollingUpdate } = spec?.updateStrategy ?? {};
    const what = 'spec.updateStrategy.rollingUpdate';
    if (type === 'OnDelete' && given(rollingUpdate)) report({ what, allowed: "left out if the type is 'OnDelete'", got: rollingUpdate });
    const got = rollingUpdate?.maxUnavailable;
    if (type !== 'OnDelete' && given(got) && !isAmount(got, 1)) {
      report({ what: `${what}.maxUnavailable`, allowed: 'a whole number of pods, 1 or more, or from 1% to 100%', got });
    }
  },
};
