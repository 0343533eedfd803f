import { Phase } from '../finding';
import { at, Judge } from '../judge';
import { claimTemplates } from '../set';
import { inNamespace, NOTHING_CHANGED, step } from '../ways/steps';

/** What pins pods to nodes. Most volumes are in one zone, or on one node, and do not follow. */
const PINS = [
  'spec.template.spec.nodeSelector',
  'spec.template.spec.affinity',
  'spec.template.spec.topologySpreadConstraints',
  'spec.template.spec.nodeName',
];

export const placement: Judge = {
  name: 'placement',
  kinds: ['StatefulSet'],
  kept(change) {
    const fields = at(change, ...PINS);
    if (fields.length === 0 || claimTemplates(change.before).size === 0) return [];
    return [{
      effect: 'unknown',
      fields,
      why: 'A volume that is in one zone, or on one node, cannot follow its pod to another. Then the pod stays Pending, and the roll-out '
        + 'stops.',
      link: 'https://kubernetes.io/docs/concepts/storage/storage-classes/#volume-binding-mode',
      steps: [step(
        Phase.BEFORE,
        `kubectl get pvc${inNamespace(change.object)} -o jsonpath='{.items[*].spec.volumeName}' | xargs kubectl get pv `
          + '-o custom-columns=CLAIM:.spec.claimRef.name,ONLY:.spec.nodeAffinity.required',
        'every volume can be used where its pod may run',
        NOTHING_CHANGED,
      )],
    }];
  },
};
