import { entries, items, podLabels, selects } from '../../manifest/reading';
import { Rule } from '../rule';

/** A StatefulSet finds its own pods; it can never be told to look elsewhere, because a selector cannot be changed. */
export const selectorMatchesPods: Rule = {
  name: 'selector-matches-pods',
  certainty: 'refused by the API server',
  kinds: ['StatefulSet'],
  check(statefulSet, report) {
    const selector = statefulSet.spec?.selector;
    if (entries(selector?.matchLabels).length + items(selector?.matchExpressions).length === 0) {
      report({ what: 'spec.selector', allowed: 'labels that the pods have', got: selector });
    } else if (!selects(selector, podLabels(statefulSet))) {
      report({
        what: 'spec.selector',
        allowed: 'matched by spec.template.metadata.labels',
        got: selector,
        instead: `the pods have ${JSON.stringify(podLabels(statefulSet))}`,
      });
    }
  },
};
