import { identity } from '../../manifest/identity';
import { entries, text } from '../../manifest/reading';
import { selectedSets } from '../../manifest/stack';
import { Rule } from '../rule';

/** A StatefulSet whose selector finds the pods of another takes those for its own that have no owner. */
export const setsApart: Rule = {
  name: 'sets-apart',
  certainty: 'advice',
  kinds: ['StatefulSet'],
  check(set, report, among) {
    const { name } = identity(set);
    const selector = set.spec?.selector;
    if (entries(selector?.matchLabels).length === 0) return;
    for (const other of selectedSets(set, selector, among)) {
      if (identity(other).name === name) continue;
      report({
        what: 'spec.selector',
        allowed: `labels that the pods of StatefulSet '${text(other.metadata?.name, '')}' do not have`,
        got: selector,
        instead: 'what selects the pods of one set also selects the pods of the other',
      });
    }
  },
};
