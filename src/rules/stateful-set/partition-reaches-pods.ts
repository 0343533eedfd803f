import { count, lastOrdinal } from '../../manifest/reading';
import { Rule } from '../rule';

/** Only pods with an ordinal of at least the partition are updated: above the last one, no pod ever is. */
export const partitionReachesPods: Rule = {
  name: 'partition-reaches-pods',
  certainty: 'advice',
  kinds: ['StatefulSet'],
  check(statefulSet, report) {
    const partition = count(statefulSet.spec?.updateStrategy?.rollingUpdate?.partition, 0);
    const last = lastOrdinal(statefulSet);
    if (partition > last) {
      report({
        what: 'spec.updateStrategy.rollingUpdate.partition',
        allowed: `at most ${last}, the last ordinal`,
        got: partition,
        instead: 'as it is, no pod is ever updated',
      });
    }
  },
};
