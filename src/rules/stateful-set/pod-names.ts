import { lastOrdinal, text } from '../../manifest/reading';
import { POD_NAME_LENGTH, podName } from '../../naming/dns-label';
import { Rule } from '../rule';

/** A pod's name is a label value and a host name: 63 characters, the ordinal included. */
export const podNames: Rule = {
  name: 'pod-names',
  certainty: 'never runs',
  kinds: ['StatefulSet'],
  check(statefulSet, report) {
    const highest = podName(text(statefulSet.metadata?.name, ''), lastOrdinal(statefulSet));
    if (highest.length > POD_NAME_LENGTH) {
      report({
        what: 'metadata.name',
        allowed: `short enough that the name of the last pod has at most ${POD_NAME_LENGTH} characters`,
        got: highest,
      });
    }
  },
};
