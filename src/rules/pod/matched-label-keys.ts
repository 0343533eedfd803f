import { entries, given, items, list, POD_KINDS } from '../../manifest/reading';
import { QUALIFIED_NAME } from '../../manifest/syntax';
import { Rule } from '../rule';

/** Before, whatever labelSelector says of a key was too much; since, only an expression after it. */
const MERGED_SINCE = 34;

/** Keys whose values are the pod's own complete a selector, and say nothing that it has said already. */
export const matchedLabelKeys: Rule = {
  name: 'matched-label-keys',
  certainty: 'refused by the API server',
  kinds: POD_KINDS,
  check(_, report, __, { every, kubernetes }) {
    for (const type of ['PodAffinityTerm', 'TopologySpreadConstraint']) {
      for (const { value: { matchLabelKeys, mismatchLabelKeys, labelSelector }, path } of every(type)) {
        const matched = list(matchLabelKeys);
        const mismatched = type === 'PodAffinityTerm' ? list(mismatchLabelKeys) : [];
        if (matched.length + mismatched.length === 0) continue;
        for (const [field, keys] of [['matchLabelKeys', matched], ['mismatchLabelKeys', mismatched]] as const) {
          if (keys.length > 0 && !given(labelSelector)) {
            report({ what: `${path}.${field}`, allowed: 'left out if there is no labelSelector', got: keys });
          }
          keys.forEach((key, i) => {
            const what = `${path}.${field}[${i}]`;
            if (given(labelSelector) && !QUALIFIED_NAME.accepts(key ?? '')) report({ what, allowed: QUALIFIED_NAME.allowed, got: key });
          });
        }
        const strict = type === 'TopologySpreadConstraint' && kubernetes < MERGED_SINCE;
        const said = strict ? keysSaid(labelSelector) : keysSaidTwice(labelSelector);
        matched.forEach((got, i) => {
          const what = `${path}.matchLabelKeys[${i}]`;
          if (said.has(got)) report({ what, allowed: 'a key that labelSelector does not have', got });
          if (mismatched.includes(got)) report({ what, allowed: 'a key that mismatchLabelKeys does not have', got });
        });
      }
    }
  },
};

function keysSaid(selector: { matchLabels?: unknown; matchExpressions?: unknown } | null | undefined): Set<unknown> {
  return new Set([...entries(selector?.matchLabels).map(([key]) => key), ...items(selector?.matchExpressions).map(({ key }) => key)]);
}

/** The API server puts each key into the selector itself, as an expression: it counts once. */
function keysSaidTwice(selector: { matchLabels?: unknown; matchExpressions?: unknown } | null | undefined): Set<unknown> {
  const seen = new Set<unknown>(entries(selector?.matchLabels).map(([key]) => key));
  const twice = new Set<unknown>();
  for (const { key } of items(selector?.matchExpressions)) {
    if (seen.has(key)) twice.add(key);
    seen.add(key);
  }
  return twice;
}
