import { items } from './reading';
import { Rule } from './rule';

/** Where a claim and a volume of the pod have one name, the claim wins and nobody is told. */
export const claimHidesVolume: Rule = {
  name: 'claim-hides-volume',
  severity: 'advice',
  kind: 'StatefulSet',
  check({ spec }, report) {
    const claims = new Set(items(spec?.volumeClaimTemplates).map(claim => claim.metadata?.name));
    items(spec?.template?.spec?.volumes).forEach(({ name }, i) => {
      if (claims.has(name)) report({ what: `spec.template.spec.volumes[${i}].name`, allowed: 'a name that no claim has, because the claim would hide the volume', got: name });
    });
  },
};
