import { Manifest } from '../../../manifest/manifest';
import { given, items, list, POD_KINDS } from '../../../manifest/reading';
import { LABEL_VALUE, QUALIFIED_NAME, SUBDOMAIN } from '../../../manifest/syntax';
import { Report, Rule } from '../../rule';

const OPERATORS = ['In', 'NotIn', 'Exists', 'DoesNotExist', 'Gt', 'Lt'];
const MANY = Infinity;
/** The first version that looks at the values. */
const VALUES_SINCE = 32;

/** How many values each operator compares a label of a node with. */
const VALUES: Readonly<Record<string, readonly [least: number, most: number]>> = {
  In: [1, MANY], NotIn: [1, MANY], Exists: [0, 0], DoesNotExist: [0, 0], Gt: [1, 1], Lt: [1, 1],
};

/**
 * Nodes are chosen by their labels, or by their names.
 *
 * @see https://kubernetes.io/docs/concepts/scheduling-eviction/assign-pod-node/#node-affinity
 */
export const nodeSelection: Rule = {
  name: 'node-selection',
  certainty: 'refused by the API server',
  kinds: POD_KINDS,
  check(_, report, __, { every, kubernetes }) {
    for (const { value: term, path } of every('NodeSelectorTerm')) {
      // what is only preferred may compare with what no label can be
      const required = path.includes('nodeSelectorTerms') && kubernetes >= VALUES_SINCE;
      items(term.matchExpressions).forEach((each, i) => checkExpression(each, `${path}.matchExpressions[${i}]`, required, report));
      items(term.matchFields).forEach(({ key, operator, values }, i) => {
        const what = `${path}.matchFields[${i}]`;
        if (given(key) && key !== '' && key !== 'metadata.name') report({ what: `${what}.key`, allowed: "'metadata.name'", got: key });
        if (given(operator) && operator !== '' && operator !== 'In' && operator !== 'NotIn') {
          report({ what: `${what}.operator`, allowed: "'In' or 'NotIn'", got: operator });
        } else if (list(values).length !== 1) {
          report({ what: `${what}.values`, allowed: 'one name', got: values ?? undefined });
        }
        list(values).forEach((got, j) => {
          if (!SUBDOMAIN.accepts(got ?? '')) report({ what: `${what}.values[${j}]`, allowed: SUBDOMAIN.allowed, got });
        });
      });
    }
  },
};

/** What is `required` compares with what a label can be. */
export function checkExpression({ key, operator, values }: Manifest, what: string, required: boolean, report: Report): void {
  if (given(key) && key !== '' && !QUALIFIED_NAME.accepts(key)) report({ what: `${what}.key`, allowed: QUALIFIED_NAME.allowed, got: key });
  const [least, most] = VALUES[operator] ?? [0, MANY];
  const compared = list(values);
  if (given(operator) && operator !== '' && !OPERATORS.includes(operator)) {
    report({ what: `${what}.operator`, allowed: `one of ${OPERATORS.join(', ')}`, got: operator });
  }
  if (compared.length < least || compared.length > most) {
    const allowed = most === 0 ? 'left out' : most === 1 ? 'one value' : 'one or more values';
    report({ what: `${what}.values`, allowed: `${allowed} for '${operator}'`, got: values ?? undefined });
  }
  compared.forEach((got, j) => {
    if (required && !LABEL_VALUE.accepts(got ?? '')) report({ what: `${what}.values[${j}]`, allowed: LABEL_VALUE.allowed, got });
  });
}
