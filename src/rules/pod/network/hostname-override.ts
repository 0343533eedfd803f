import { given, POD_KINDS } from '../../../manifest/reading';
import { Rule } from '../../rule';

const LONGEST = 64;

/** A host name of one's own is short enough for Linux, and stands in the place of all others. */
export const hostnameOverride: Rule = {
  name: 'hostname-override',
  certainty: 'refused by the API server',
  kinds: POD_KINDS,
  check(_, report, __, { every }) {
    for (const { value: { hostnameOverride: got, setHostnameAsFQDN, hostNetwork }, path } of every('PodSpec')) {
      if (!given(got)) continue;
      const what = `${path}.hostnameOverride`;
      if (got.length > LONGEST) report({ what, allowed: `${LONGEST} characters at most`, got });
      for (const [field, on] of Object.entries({ setHostnameAsFQDN, hostNetwork })) {
        if (on === true) report({ what, allowed: `left out if ${field} is true`, got });
      }
    }
  },
};
