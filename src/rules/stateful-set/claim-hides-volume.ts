import { items } from '../../manifest/reading';
import { Rule } from '../rule';

/** Of a claim and a volume of the pod with one name the claim wins, of two such claims the last, and nobody is told. */
export const claimHidesVolume: Rule = {
  name: 'claim-hides-volume',
  certainty: 'advice',
  kinds: ['StatefulSet'],
  check({ spec }, report) {
    const claims = new Set<unknown>();
    items(spec?.volumeClaimTemplates).forEach(({ metadata }, i) => {
      const name = metadata?.name;
      if (claims.has(name)) {
        report({
          what: `spec.volumeClaimTemplates[${i}].metadata.name`,
          allowed: 'a name that no other claim has, because the last would hide the others',
          got: name,
        });
      }
      claims.add(name);
    });
    items(spec?.template?.spec?.volumes).forEach(({ name }, i) => {
      if (claims.has(name)) {
        report({
          what: `spec.template.spec.volumes[${i}].name`,
          allowed: 'a name that no claim has, because the claim would hide the volume',
          got: name,
        });
      }
    });
  },
};
