import { identity } from '../../manifest/identity';
import { Manifest } from '../../manifest/manifest';
import { fields, POD_KINDS } from '../../manifest/reading';
import { Phase, Verdict } from '../finding';
import { Judge } from '../judge';
import { isOwn } from '../kubernetes-kinds';
import { claimNames, governedBy, podNames, retention } from '../set';
import { Upgrade } from '../upgrade';
import { readers } from './read-by';
import { retain } from '../ways/retain';
import { byHand, called, inNamespace, NOTHING_CHANGED, step, word } from '../ways/steps';

const PRUNED = '`kubectl apply` does not delete it; tools that prune (Argo CD, Flux, Helm, --prune) do.';
/** What Argo CD, Flux and Helm leave alone. */
const KEEP = [
  ['argocd.argoproj.io/sync-options', 'Prune=false'],
  ['kustomize.toolkit.fluxcd.io/prune', 'disabled'],
  ['helm.sh/resource-policy', 'keep'],
] as const;

/** What is in the old manifests only. */
export const removed: Judge = {
  name: 'removed',
  removed(gone, upgrade) {
    const kept = KEEP.some(([note, value]) => String(fields(gone.metadata?.annotations)[note] ?? '').split(',').includes(value));
    if (kept) {
      return [{
        effect: 'restarts nothing',
        fields: [],
        why: 'It is in no new manifest, but its annotation stops tools from deleting it: it stays.',
        steps: [],
      }];
    }
    return isOwn(gone) && Object.hasOwn(FATES, gone.kind) ? FATES[gone.kind]!(gone, upgrade) : [other(gone)];
  },
};

type Fate = (gone: Manifest, upgrade: Upgrade) => Verdict[];

const FATES: Readonly<Record<string, Fate>> = {
  StatefulSet: (gone) => {
    const deleted = retention(gone).whenDeleted === 'Delete' && claimNames(gone).length > 0;
    const claims = claimNames(gone).length === 0
      ? ''
      : deleted
        ? ` Because of whenDeleted: Delete, its claims are deleted too: ${claimNames(gone).join(', ')}.`
        : ` Its claims stay: ${claimNames(gone).join(', ')}.`;
    return [{
      effect: deleted ? 'loses data' : 'loses quorum',
      fields: [],
      why: `${PRUNED} Then all its pods are deleted: ${podNames(gone).join(', ')}.${claims}`,
      link: 'https://kubernetes.io/docs/concepts/workloads/controllers/statefulset/#persistentvolumeclaim-retention',
      steps: deleted
        ? [retain(gone, 'whenDeleted')]
        : [byHand(
          Phase.BEFORE,
          `keep ${identity(gone).name} in the manifests, unless nobody needs it any more`,
          'it is in the new manifests',
          'remove it again',
        )],
    }];
  },
  PersistentVolumeClaim: gone => [loses(
    gone,
    `${PRUNED} If the reclaim policy is Delete, its volume is deleted too, as soon as no pod uses it.`,
    `kubectl patch pv "$(kubectl get pvc ${word(identity(gone).name)}${inNamespace(identity(gone))} -o jsonpath='{.spec.volumeName}')" `
      + '-p \'{"spec":{"persistentVolumeReclaimPolicy":"Retain"}}\'',
    'the reclaim policy of the volume is Retain: kubectl get pv',
  )],
  Namespace: gone => [loses(
    gone,
    `${PRUNED} Then all objects in it are deleted too, claims included.`,
    `kubectl get all,pvc,secret,configmap -n ${word(identity(gone).name)}`,
    'it lists nothing that anybody needs',
  )],
  CustomResourceDefinition: gone => [loses(
    gone,
    `${PRUNED} Then all objects of this kind are deleted too, in every namespace.`,
    `kubectl get ${word(identity(gone).name)} -A`,
    'it lists nothing that anybody needs',
  )],
  Service: (gone, { after }) => {
    const governed = governedBy(gone, after);
    return [{
      effect: governed.length > 0 ? 'loses quorum' : 'unknown',
      fields: [],
      why: `${PRUNED} Then its name no longer resolves${governed.length > 0
        ? `, nor do the names of the pods of ${governed.map(each => identity(each).name).join(', ')}`
        : '. No manifest shows who uses it'}.`,
      link: 'https://kubernetes.io/docs/concepts/services-networking/dns-pod-service/',
      steps: governed.length > 0 ? [byHand(
        Phase.BEFORE,
        `keep Service ${identity(gone).name} in the manifests`,
        'it is in the new manifests',
        'remove it again',
      )] : [],
    }];
  },
  ConfigMap: source,
  Secret: source,
  Job: () => [{
    effect: 'restarts nothing',
    fields: [],
    why: `${PRUNED} A finished Job does nothing any more; a running one is stopped.`,
    steps: [],
  }],
  // budget.ts says what its going means
  PodDisruptionBudget: () => [],
};

function source(gone: Manifest, { after }: Upgrade): Verdict[] {
  const by = readers(gone, after);
  if (by.length === 0) return [{ effect: 'restarts nothing', fields: [], why: 'No pod of the new manifests reads it.', steps: [] }];
  return [{
    effect: 'unknown',
    fields: [],
    why: `${PRUNED} It is still read by ${by.join(', ')}: running pods continue, and pods that start wait for it. Something else may `
      + 'create it; no manifest shows that.',
    link: 'https://kubernetes.io/docs/concepts/configuration/configmap/',
    steps: [step(Phase.BEFORE, `kubectl get ${called(gone)} -o yaml`, 'it names an owner or a tool that creates it', NOTHING_CHANGED)],
  }];
}

function loses(gone: Manifest, why: string, command: string, see: string): Verdict {
  return {
    effect: 'loses data',
    fields: [],
    why,
    link: 'https://kubernetes.io/docs/concepts/storage/persistent-volumes/#reclaiming',
    steps: [step(Phase.BEFORE, command, see, `keep ${called(gone)} in the manifests`)],
  };
}

function other(gone: Manifest): Verdict {
  return {
    effect: POD_KINDS.includes(gone.kind) ? 'recreated' : 'unknown',
    fields: [],
    why: `${PRUNED}${POD_KINDS.includes(gone.kind) ? ' Then its pods are deleted too.' : ' No manifest shows what it is for.'}`,
    link: 'https://kubernetes.io/docs/tasks/manage-kubernetes-objects/declarative-config/#how-to-delete-objects',
    steps: [],
  };
}
