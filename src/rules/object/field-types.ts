import { KINDS } from '../../manifest/reading';
import { Rule } from '../rule';

/** A text is a text, a number a number: the API server takes neither for the other. */
export const fieldTypes: Rule = {
  name: 'field-types',
  certainty: 'refused by the API server',
  kinds: KINDS,
  check(_, report, __, { misfits }) {
    for (const { unknown, ...complaint } of misfits) if (!unknown) report(complaint);
  },
};
