import { namesakes, neighbours } from '../../manifest/neighbours';
import { count, text } from '../../manifest/reading';
import { podName } from '../../naming/dns-label';
import { Rule } from '../rule';

const MOST = 1000;

/** A pod that stands by itself keeps the StatefulSet from making its own of that name, and all that come after it. */
export const podNamesFree: Rule = {
  name: 'pod-names-free',
  certainty: 'never runs',
  kinds: ['StatefulSet'],
  check(set, report, among) {
    if (neighbours(set, 'Pod', among).length === 0) return;
    const start = count(set.spec?.ordinals?.start, 0);
    const replicas = Math.min(count(set.spec?.replicas, 1), MOST);
    for (let ordinal = start; ordinal < start + replicas; ordinal++) {
      const name = podName(text(set.metadata?.name, ''), ordinal);
      if (namesakes(set, 'Pod', name, among).length > 0) {
        report({ what: 'metadata.name', allowed: 'a name that gives no pod of the set the name of another Pod', got: name });
      }
    }
  },
};
