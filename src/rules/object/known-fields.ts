import { KINDS } from '../../manifest/reading';
import { Rule } from '../rule';

/**
 * Whatever is said is said in a field that there is: `kubectl` has the API server refuse others, older ones drop them without a word.
 *
 * @see https://kubernetes.io/docs/reference/using-api/api-concepts/#field-validation
 */
export const knownFields: Rule = {
  name: 'known-fields',
  certainty: 'refused by the API server',
  kinds: KINDS,
  check(_, report, __, { misfits }) {
    for (const { unknown, ...complaint } of misfits) if (unknown) report(complaint);
  },
};
