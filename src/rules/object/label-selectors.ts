import { given, items, KINDS, list } from '../../manifest/reading';
import { Rule } from '../rule';

/** An expression that compares a label with values has some; one that asks whether the label is there has none. */
export const labelSelectors: Rule = {
  name: 'label-selectors',
  certainty: 'refused by the API server',
  kinds: KINDS,
  check(_, report, __, places) {
    for (const { value, path } of places.every('LabelSelector')) {
      items(value.matchExpressions).forEach(({ operator, values }, i) => {
        const what = `${path}.matchExpressions[${i}].values`;
        const compares = operator === 'In' || operator === 'NotIn';
        if (compares && list(values).length === 0) {
          report({
            what,
            allowed: `one or more values for '${operator}'`,
            got: values ?? undefined,
          });
        }
        if (!compares && given(operator) && list(values).length > 0) report({ what, allowed: `left out for '${operator}'`, got: values });
      });
    }
  },
};
