import { identity } from '../../manifest/identity';
import { neighbours } from '../../manifest/neighbours';
import { count, items, POD_KINDS, text } from '../../manifest/reading';
import { claimPrefix, podName } from '../../naming/dns-label';
import { Rule } from '../rule';

/** A claim belongs to one pod of a StatefulSet; whoever mounts it as well writes into the same files, or waits for ever. */
export const claimsOfOneSet: Rule = {
  name: 'claims-of-one-set',
  certainty: 'advice',
  kinds: POD_KINDS,
  check(manifest, report, among, { pod: { spec, path } }) {
    items(spec.volumes).forEach(({ persistentVolumeClaim }, i) => {
      const claim = text(persistentVolumeClaim?.claimName, '');
      if (claim === '') return;
      for (const set of neighbours(manifest, 'StatefulSet', among)) {
        const { name } = identity(set);
        const ordinal = items(set.spec?.volumeClaimTemplates).map(({ metadata }) => claimPrefix(text(metadata?.name, ''), name))
          .filter(begins => claim.startsWith(begins)).map(begins => claim.slice(begins.length))[0];
        const start = count(set.spec?.ordinals?.start, 0);
        const pod = /^(0|[1-9][0-9]*)$/.test(ordinal ?? '') ? Number(ordinal) : NaN;
        if (!(pod >= start && pod < start + count(set.spec?.replicas, 1))) continue;
        report({
          what: `${path}spec.volumes[${i}].persistentVolumeClaim.claimName`,
          allowed: `a claim other than that of pod '${podName(name, pod)}'`,
          got: claim,
          instead: 'two pods that write to one disk corrupt its data, or one of them does not start',
        });
      }
    });
  },
};
