import { KINDS } from '../../manifest/reading';
import { Rule } from '../rule';

/**
 * The API server takes what it has a field for, and drops it where the feature is off: then it is as if nobody had said it.
 *
 * @see https://kubernetes.io/docs/reference/command-line-tools-reference/feature-gates/
 */
export const droppedFields: Rule = {
  name: 'dropped-fields',
  certainty: 'advice',
  kinds: KINDS,
  check(_, report, __, { dropped }) {
    dropped.forEach(each => report(each));
  },
};
