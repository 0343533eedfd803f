import { apiVersionOf } from '../../manifest/identity';
import { KINDS } from '../../manifest/reading';
import { Rule } from '../rule';

/** Each kind is served in one version of its group; those before are gone. */
export const apiVersion: Rule = {
  name: 'api-version',
  certainty: 'refused by the API server',
  kinds: KINDS,
  check(manifest, report) {
    const served = apiVersionOf(manifest.kind);
    if (manifest.apiVersion !== served) report({ what: 'apiVersion', allowed: `'${served}'`, got: manifest.apiVersion ?? undefined });
  },
};
