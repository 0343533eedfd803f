import { entries, given, items, list, POD_KINDS, podLabels } from '../../../manifest/reading';
import { QUALIFIED_NAME } from '../../../manifest/syntax';
import { Rule } from '../../rule';

/**
 * Before, whatever the labelSelector of a spread says of a key was too much. Since, as of affinities always, each key that the pod has a
 * label for is put into the selector when the pod is made; only what is there before is looked at in a template.
 */
const MERGED_SINCE = 34;

/** Keys whose values are the pod's own complete a selector, and say nothing that it has said already. */
export const matchedLabelKeys: Rule = {
  name: 'matched-label-keys',
  certainty: 'refused by the API server',
  kinds: POD_KINDS,
  check(manifest, report, __, { every, kubernetes }) {
    const labels = podLabels(manifest);
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
        const whole = keysSaid(labelSelector);
        matched.forEach((got, i) => {
          const what = `${path}.matchLabelKeys[${i}]`;
          const allowed = 'a key that labelSelector does not have';
          if (said.has(got)) report({ what, allowed, got });
          else if (given(labelSelector) && whole.has(got) && given(labels[got as string])) report({ what, allowed, got }, 'never runs');
          whole.add(got);
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
