import { Phase } from '../finding';
import { at, Judge } from '../judge';
import { claimTemplates, majority, ordinals, podName } from '../set';
import { byHand, inNamespace } from '../ways/steps';

/** Pods of other ordinals are other pods, on other claims. */
export const ordinalsStart: Judge = {
  name: 'ordinals',
  kinds: ['StatefulSet'],
  kept(change, { cluster }) {
    const fields = at(change, 'spec.ordinals');
    const [before, after] = [ordinals(change.before), ordinals(change.after)];
    if (fields.length === 0 || cluster.minor < 26) return [];
    const gone = before.filter(each => !after.includes(each));
    const come = after.filter(each => !before.includes(each));
    const name = (set: typeof before) => set.map(each => podName(change.before, each)).join(', ');
    const claims = claimTemplates(change.before).size === 0 ? '' : ' on new, empty claims';
    const kept = before.length - gone.length;
    if (gone.length === 0) {
      return [{
        effect: 'restarts nothing',
        fields,
        why: `No pod is deleted${come.length === 0 ? '' : `; ${name(come)} will be added`}.`,
        steps: [],
      }];
    }
    return [{
      effect: claims === '' ? 'recreated' : kept < majority(before.length) ? 'loses quorum' : 'recreated',
      fields,
      why: `${name(gone)} will be deleted${come.length === 0 ? '' : `, and ${name(come)} added${claims}`}.`
        + (claims === '' ? '' : ' The old claims stay.'),
      link: 'https://kubernetes.io/docs/concepts/workloads/controllers/statefulset/#start-ordinal',
      steps: [byHand(Phase.BEFORE, 'keep ordinals.start as it is. Otherwise, first add the new ordinals with more replicas, then let the '
        + 'old ones leave with the commands of their program',
      `kubectl get pods${inNamespace(change.object)} shows as many ready pods as before`, 'set the old start again: the pods are '
          + 'recreated on their claims')],
    }];
  },
};
