import { entries, fields, given, KINDS } from '../../manifest/reading';
import { LABEL_VALUE, QUALIFIED_NAME } from '../../manifest/syntax';
import { Report, Rule } from '../rule';

/** Where labels stand, or are asked for, by type: in these fields. */
const HOLDERS: Readonly<Record<string, string>> = {
  ObjectMeta: 'labels',
  ServiceSpec: 'selector',
  LabelSelector: 'matchLabels',
  PodSpec: 'nodeSelector',
};

const HOLDING = Object.entries(HOLDERS);

/**
 * Labels as Kubernetes writes them.
 *
 * @see https://kubernetes.io/docs/concepts/overview/working-with-objects/labels/#syntax-and-character-set
 */
export const labels: Rule = {
  name: 'labels',
  certainty: 'refused by the API server',
  kinds: KINDS,
  check(_, report, __, places) {
    for (const [type, field] of HOLDING) {
      for (const { value, path } of places.every(type)) checkLabels(`${path}.${field}`, fields(value[field]), report);
    }
  },
};

export function checkLabels(what: string, map: Record<string, unknown>, report: Report): void {
  for (const [key, value] of entries(map)) {
    if (!QUALIFIED_NAME.accepts(key)) {
      report({
        what,
        allowed: "labels whose keys are up to 63 letters, digits, '-', '_' or '.', after an optional domain and '/'",
        got: key,
      });
    }
    if (given(value) && !LABEL_VALUE.accepts(value)) report({ what: `${what}.${key}`, allowed: LABEL_VALUE.allowed, got: value });
  }
}
