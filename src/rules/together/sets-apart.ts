import { identity } from '../../manifest/identity';
import { neighbours } from '../../manifest/neighbours';
import { entries, podLabels, selects, text } from '../../manifest/reading';
import { Rule } from '../rule';

/** A StatefulSet whose selector finds the pods of another takes those for its own that have no owner. */
export const setsApart: Rule = {
  name: 'sets-apart',
  certainty: 'advice',
  kinds: ['StatefulSet'],
  check(set, report, among) {
    const { name } = identity(set);
    const selector = set.spec?.selector;
    const [first] = entries(selector?.matchLabels);
    if (first === undefined) return;
    for (const other of neighbours(set, 'StatefulSet', among)) {
      if (identity(other).name === name || podLabels(other)[first[0]] !== first[1] || !selects(selector, podLabels(other))) continue;
      report({
        what: 'spec.selector',
        allowed: `labels that the pods of StatefulSet '${text(other.metadata?.name, '')}' do not have`,
        got: selector,
        instead: 'whatever selects the pods of the one finds those of the other as well',
      });
    }
  },
};
