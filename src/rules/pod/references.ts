import { identity } from '../../manifest/identity';
import { namespacesOf } from '../../manifest/neighbours';
import { POD_KINDS } from '../../manifest/reading';
import { referencesIn } from '../../manifest/references';
import { Rule } from '../rule';

/** What pods refer to by a bare name is in their own namespace, as far as it is there at all. */
export const references: Rule = {
  name: 'references',
  certainty: 'advice',
  kinds: POD_KINDS,
  check(manifest, report, among) {
    const { namespace } = identity(manifest);
    if (namespace === '') return;
    for (const { what, kind, name } of referencesIn(manifest)) {
      const elsewhere = namespacesOf(kind, name, among);
      // one that leaves its namespace to whoever applies it may be here
      if (elsewhere.length === 0 || elsewhere.includes(namespace) || elsewhere.includes('')) continue;
      const instead = `the object with this name is in namespace '${elsewhere[0]}', and pods see only their own namespace`;
      report({ what, allowed: `the name of a ${kind} in namespace '${namespace}'`, got: name, instead });
    }
  },
};
