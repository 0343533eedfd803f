import { quantity, text } from '../../manifest/reading';
import { storageClass } from '../cluster';
import { Phase, Verdict } from '../finding';
import { at, Judge } from '../judge';
import { byHand, inNamespace, NOTHING_CHANGED, step, word } from '../ways/steps';

const LINK = 'https://kubernetes.io/docs/concepts/storage/persistent-volumes/#expanding-persistent-volumes-claims';
const FREE = ['spec.resources', 'spec.volumeAttributesClassName'];
/** From here on a class of attributes can be chosen for a claim that there is. */
const ATTRIBUTES = 34;

/** A claim of its own, which no set makes. */
export const claim: Judge = {
  name: 'claim',
  kinds: ['PersistentVolumeClaim'],
  kept(change, { cluster, before }) {
    const fixed = at(change, 'spec').filter(({ path }) => !FREE.some(free => path.startsWith(free)));
    const [size] = at(change, 'spec.resources.requests.storage');
    const verdicts: Verdict[] = [];
    if (fixed.length > 0) {
      const nowNamed = fixed.every(({ path, before: was }) => path === 'spec.storageClassName' && was === undefined);
      verdicts.push({
        effect: nowNamed ? 'unknown' : 'refused',
        fields: fixed,
        why: nowNamed
          ? 'A claim without a class got the default class. To name that class changes nothing; to name another one is refused.'
          : 'Only the size of a claim can be changed, and it can only grow.',
        link: LINK,
        steps: [nowNamed
          ? step(
            Phase.BEFORE,
            `kubectl get pvc ${word(change.object.name)}${inNamespace(change.object)} -o jsonpath='{.spec.storageClassName}'`,
            'the class in the new manifest',
            NOTHING_CHANGED,
          )
          : byHand(
            Phase.BEFORE,
            'keep the claim, create another one with a new name, and copy the data with the tools of its program',
            'the new claim has all data',
            'mount the old claim again',
          )],
      });
    }
    if (size === undefined) return verdicts;
    if (!(quantity(size.after) > quantity(size.before))) {
      return [
        ...verdicts,
        {
          effect: 'refused',
          fields: [size],
          why: 'A claim cannot shrink.',
          link: LINK,
          steps: [byHand(Phase.BEFORE, `keep storage: ${String(size.before)}`, 'it is in the new manifests', 'nothing to undo')],
        },
      ];
    }
    const className = text(change.before.spec?.storageClassName, '');
    const known = storageClass(className, [...cluster.objects, ...before]);
    const grows = known === undefined ? 'unknown' : known.allowVolumeExpansion === true ? 'restarts nothing' : 'refused';
    return [...verdicts, {
      effect: grows,
      fields: [size],
      why: grows === 'restarts nothing'
        ? 'The volume grows, and so does its file system.'
        : `A claim grows only if its storage class allows it (allowVolumeExpansion)${grows === 'refused'
          ? `, and '${className}' does not`
          : ''}.`,
      link: LINK,
      steps: grows === 'unknown' ? [step(
        Phase.BEFORE,
        className === '' ? 'kubectl get storageclass' : `kubectl get storageclass ${word(className)}`,
        'ALLOWVOLUMEEXPANSION is true for its class',
        NOTHING_CHANGED,
      )] : [],
    }];
  },
};

/** @see https://kubernetes.io/docs/concepts/storage/volume-attributes-classes/ */
export const attributesClass: Judge = {
  name: 'claim-attributes',
  kinds: ['PersistentVolumeClaim'],
  kept(change, { cluster }) {
    const changed = at(change, 'spec.volumeAttributesClassName');
    if (changed.length === 0) return [];
    const taken = change.after.spec?.volumeAttributesClassName !== undefined && cluster.minor >= ATTRIBUTES;
    return [{
      effect: taken ? 'restarts nothing' : 'refused',
      fields: changed,
      why: taken
        ? 'The driver changes the volume while it is in use.'
        : `A VolumeAttributesClass can be set or changed from Kubernetes 1.${ATTRIBUTES} on, and can never be removed.`,
      link: 'https://kubernetes.io/docs/concepts/storage/volume-attributes-classes/',
      steps: [],
    }];
  },
};
