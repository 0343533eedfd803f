import { identity } from '../../manifest/identity';
import { Manifest } from '../../manifest/manifest';
import { fields, POD_KINDS } from '../../manifest/reading';
import { Phase, Verdict } from '../finding';
import { Judge } from '../judge';
import { isOwn } from '../own';
import { claimNames, governedBy, podNames, retention } from '../set';
import { Upgrade } from '../upgrade';
import { readers } from './read-by';
import { retain } from '../ways/retain';
import { byHand, called, inNamespace, NOTHING_CHANGED, step, word } from '../ways/steps';

const PRUNED = '`kubectl apply` leaves it where it is; tools that prune (Argo CD, Flux, Helm, --prune) delete it.';
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
        why: 'It is in no new manifest, and its annotation keeps tools from deleting it: it stays.',
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
        ? ` With whenDeleted: Delete its claims are deleted with it: ${claimNames(gone).join(', ')}.`
        : ` Its claims stay: ${claimNames(gone).join(', ')}.`;
    return [{
      effect: deleted ? 'loses data' : 'loses quorum',
      fields: [],
      why: `${PRUNED} All of its pods go: ${podNames(gone).join(', ')}.${claims}`,
      link: 'https://kubernetes.io/docs/concepts/workloads/controllers/statefulset/#persistentvolumeclaim-retention',
      steps: deleted
        ? [retain(gone, 'whenDeleted')]
        : [byHand(
          Phase.BEFORE,
          `keep ${identity(gone).name} in the manifests, unless all that it serves may go`,
          'it is there',
          'take it out again',
        )],
    }];
  },
  PersistentVolumeClaim: gone => [loses(
    gone,
    `${PRUNED} Its volume goes with it, where the reclaim policy is Delete, as soon as no pod uses it.`,
    `kubectl patch pv "$(kubectl get pvc ${word(identity(gone).name)}${inNamespace(identity(gone))} -o jsonpath='{.spec.volumeName}')" `
      + '-p \'{"spec":{"persistentVolumeReclaimPolicy":"Retain"}}\'',
    'the volume says Retain: kubectl get pv',
  )],
  Namespace: gone => [loses(
    gone,
    `${PRUNED} All that is in it goes with it, claims included.`,
    `kubectl get all,pvc,secret,configmap -n ${word(identity(gone).name)}`,
    'nothing that anybody needs',
  )],
  CustomResourceDefinition: gone => [loses(
    gone,
    `${PRUNED} All objects of this kind go with it, in every namespace.`,
    `kubectl get ${word(identity(gone).name)} -A`,
    'nothing that anybody needs',
  )],
  Service: (gone, { after }) => {
    const governed = governedBy(gone, after);
    return [{
      effect: governed.length > 0 ? 'loses quorum' : 'unknown',
      fields: [],
      why: `${PRUNED} Its name does not resolve any more${governed.length > 0
        ? `, and with it those of the pods of ${governed.map(each => identity(each).name).join(', ')}`
        : '. Who asks for it, no manifest says'}.`,
      link: 'https://kubernetes.io/docs/concepts/services-networking/dns-pod-service/',
      steps: governed.length > 0 ? [byHand(
        Phase.BEFORE,
        `keep Service ${identity(gone).name} in the manifests`,
        'it is there',
        'take it out again',
      )] : [],
    }];
  },
  ConfigMap: source,
  Secret: source,
  Job: () => [{
    effect: 'restarts nothing',
    fields: [],
    why: `${PRUNED} A Job that has finished does nothing any more; one that runs is ended.`,
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
    why: `${PRUNED} It is still read by ${by.join(', ')}: a pod that runs goes on, and one that starts waits for it. Somebody else may `
      + 'make it, which no manifest says.',
    link: 'https://kubernetes.io/docs/concepts/configuration/configmap/',
    steps: [step(Phase.BEFORE, `kubectl get ${called(gone)} -o yaml`, 'an owner, or a tool, that makes it', NOTHING_CHANGED)],
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
    why: `${PRUNED}${POD_KINDS.includes(gone.kind) ? ' Its pods go with it.' : ' What it is for, no manifest says.'}`,
    link: 'https://kubernetes.io/docs/tasks/manage-kubernetes-objects/declarative-config/#how-to-delete-objects',
    steps: [],
  };
}
