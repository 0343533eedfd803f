import { Phase, Verdict } from '../finding';
import { at, Judge } from '../judge';
import { claimTemplates, retention } from '../set';
import { byHand } from '../ways/steps';

const LINK = 'https://kubernetes.io/docs/concepts/workloads/controllers/statefulset/#persistentvolumeclaim-retention';

/** Whether claims outlive their set, and their pods. */
export const retentionPolicy: Judge = {
  name: 'retention',
  kinds: ['StatefulSet'],
  kept(change) {
    const policy = 'spec.persistentVolumeClaimRetentionPolicy';
    const when = ['whenDeleted', 'whenScaled'] as const;
    return when.flatMap((key): Verdict[] => {
      const fields = at(change, `${policy}.${key}`);
      if (fields.length === 0) return [];
      if (retention(change.after)[key] === 'Retain') {
        return [{
          effect: 'restarts nothing',
          fields,
          why: `From now on, the claims stay when ${key === 'whenDeleted' ? 'the StatefulSet is deleted' : 'replicas is lowered'}.`,
          link: LINK,
          steps: [],
        }];
      }
      if (claimTemplates(change.after).size === 0) return [{ effect: 'restarts nothing', fields, why: 'It has no claims.', steps: [] }];
      const fate = key === 'whenDeleted'
        ? 'After the apply, deleting the StatefulSet deletes all its claims, within seconds; only --cascade=orphan keeps them. Tools that '
          + 'prune or uninstall delete the StatefulSet.'
        : 'After the apply, lowering the number of replicas deletes the claims of the deleted pods, at once.';
      return [{
        effect: 'loses data',
        fields,
        why: fate,
        link: LINK,
        steps: [byHand(
          Phase.BEFORE,
          `keep ${key}: Retain, unless the data on these claims may be deleted`,
          'it is in the new manifests',
          'set Delete again',
        )],
      }];
    });
  },
};
