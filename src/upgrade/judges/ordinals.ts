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
    const claims = claimTemplates(change.before).size === 0 ? '' : ' on new and empty claims, and the old claims stay behind';
    const kept = before.length - gone.length;
    if (gone.length === 0) {
      return [{
        effect: 'restarts nothing',
        fields,
        why: `No pod goes${come.length === 0 ? '' : `; ${name(come)} come`}.`,
        steps: [],
      }];
    }
    return [{
      effect: claims === '' ? 'recreated' : kept < majority(before.length) ? 'loses quorum' : 'recreated',
      fields,
      why: `${name(gone)} are deleted, and ${name(come)} come${claims}.`,
      link: 'https://kubernetes.io/docs/concepts/workloads/controllers/statefulset/#start-ordinal',
      steps: [byHand(Phase.BEFORE, 'leave ordinals.start as it is. Else first let the new ordinals come beside the old ones, by more '
        + 'replicas, and the old ones leave by their program\'s own means',
      `kubectl get pods${inNamespace(change.object)} shows as many ready pods as before`, 'write the old start again: the pods come '
          + 'back on their claims')],
    }];
  },
};
