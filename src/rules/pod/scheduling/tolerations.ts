import { Manifest } from '../../../manifest/manifest';
import { filled, given, POD_KINDS } from '../../../manifest/reading';
import { LABEL_VALUE } from '../../../manifest/syntax';
import { Report, Rule } from '../../rule';

/** A toleration is of a taint with a value, or of every value; only of an eviction can it be for a time. */
export const tolerations: Rule = {
  name: 'tolerations',
  certainty: 'refused by the API server',
  kinds: POD_KINDS,
  check(_, report, __, { every }) {
    for (const { value, path } of every('Toleration')) checkToleration(value, path, report);
  },
};

export function checkToleration({ key, operator, value, effect, tolerationSeconds }: Manifest, path: string, report: Report): void {
  if (!filled(key) && operator !== 'Exists') {
    report({ what: `${path}.operator`, allowed: "'Exists' if there is no key", got: operator ?? undefined });
  }
  if (given(tolerationSeconds) && effect !== 'NoExecute') {
    report({ what: `${path}.effect`, allowed: "'NoExecute' if tolerationSeconds is set", got: effect ?? undefined });
  }
  if (operator === 'Exists' ? filled(value) : (!filled(operator) || operator === 'Equal') && !LABEL_VALUE.accepts(value ?? '')) {
    report({ what: `${path}.value`, allowed: operator === 'Exists' ? "left out for 'Exists'" : LABEL_VALUE.allowed, got: value });
  }
}
