import { engineOf } from '../database/engine';
import { Phase, Step, Verdict } from '../finding';
import { at, Judge } from '../judge';
import { claimStem, claimTemplates, majority, ordinals, podNames, replicas, retention } from '../set';
import { Change } from '../upgrade';
import { retain } from '../ways/retain';
import { byHand, inNamespace, step, word } from '../ways/steps';

const LINK = 'https://kubernetes.io/docs/concepts/workloads/controllers/statefulset/#deployment-and-scaling-guarantees';

/** Fewer pods: what goes with them, whoever counts them. */
export const replicasLowered: Judge = {
  name: 'replicas',
  kinds: ['StatefulSet'],
  kept(change) {
    const fields = at(change, 'spec.replicas');
    if (fields.length === 0) return [];
    const [from, to] = [replicas(change.before), replicas(change.after)];
    if (to > from) {
      return [{
        effect: 'restarts nothing',
        fields,
        why: `${only(podNames(change.after), podNames(change.before)).join(', ')} will be added; existing pods stay as they are.`,
        steps: [],
      }];
    }
    return [...leftOut(change), ...claimsDeleted(change), ...members(change)];
  },
};

/** One that nobody writes is one that somebody has forgotten, or that an autoscaler writes. */
function leftOut(change: Change): Verdict[] {
  if (change.written.spec?.replicas !== undefined && change.written.spec?.replicas !== null) return [];
  const [from, where] = [replicas(change.before), inNamespace(change.object)];
  return [{
    effect: 'loses quorum',
    fields: at(change, 'spec.replicas'),
    why: '\'replicas\' was removed from the manifest. The server does not keep the number: it sets 1, unless something else owns the '
      + 'field.',
    link: 'https://kubernetes.io/docs/tasks/run-application/horizontal-pod-autoscale/',
    steps: [byHand(
      Phase.BEFORE,
      `set replicas: ${from}`,
      `kubectl get statefulset ${word(change.object.name)}${where} -o jsonpath='{.spec.replicas}' shows this number`,
      'remove it again',
    )],
  }];
}

function only<T>(some: readonly T[], others: readonly T[]): T[] {
  return some.filter(each => !others.includes(each));
}

/** What the controller deletes as soon as the pod is gone. */
function claimsDeleted({ before, after, ...change }: Change): Verdict[] {
  if (retention(after).whenScaled !== 'Delete' || claimTemplates(before).size === 0) return [];
  const gone = only(ordinals(before), ordinals(after));
  const claims = [...claimTemplates(before).keys()].flatMap(name => gone.map(ordinal => `${claimStem(before, name)}${ordinal}`));
  return [{
    effect: 'loses data',
    fields: at({ ...change, before, after }, 'spec.replicas', 'spec.persistentVolumeClaimRetentionPolicy'),
    why: `Because of whenScaled: Delete, these claims are deleted as soon as their pods are: ${claims.join(', ')}. After scaling up `
      + 'again, the pods get new, empty claims.',
    link: 'https://kubernetes.io/docs/concepts/workloads/controllers/statefulset/#persistentvolumeclaim-retention',
    steps: [
      byHand(
        Phase.BEFORE,
        'set whenScaled: Retain, as long as anybody may need the data of these pods',
        'it is in the new manifests',
        'set Delete again',
      ),
      retain(before, 'whenScaled'),
    ],
  }];
}

/** Databases that are known count for themselves. */
function members(change: Change): Verdict[] {
  const [from, to] = [replicas(change.before), replicas(change.after)];
  const fields = at(change, 'spec.replicas');
  const gone = only(podNames(change.before), podNames(change.after)).reverse();
  if (engineOf(change.before) !== undefined) {
    return [{
      effect: 'restarts nothing',
      fields,
      why: `${gone.join(', ')} will be deleted; the other pods are not restarted.`,
      link: LINK,
      steps: [],
    }];
  }
  const claims = claimTemplates(change.before).size > 0 && retention(change.after).whenScaled === 'Retain'
    ? ' Their claims stay.'
    : '';
  const many = to < majority(from);
  return [{
    effect: many ? 'loses quorum' : 'unknown',
    fields,
    why: `${gone.join(', ')} will be deleted${many && to > 0 ? ` at once: ${to} of ${from} is no majority` : ''}.${claims} `
      + (many
        ? 'A program that counts votes has no majority until its members are told that the others have left.'
        : 'No manifest shows whether the program must be told first.'),
    link: LINK,
    steps: oneAfterTheOther(change, gone, to),
  }];
}

function oneAfterTheOther(change: Change, gone: readonly string[], to: number): Step[] {
  if (change.object.kind !== 'StatefulSet' || to === 0 || at(change, 'spec.ordinals').length > 0) return [];
  const where = inNamespace(change.object);
  return gone.flatMap((pod, i) => [
    byHand(
      Phase.BEFORE,
      `let ${pod} leave with the commands of its program, if it has any`,
      `the others no longer count ${pod}`,
      `let ${pod} join again`,
    ),
    step(Phase.BEFORE, `kubectl scale statefulset ${word(change.object.name)}${where} --replicas=${replicas(change
      .before) - 1 - i}`, `${pod} is deleted, and the others serve`,
    `kubectl scale statefulset ${word(change.object.name)}${where} --replicas=${replicas(change.before) - i}`),
  ]);
}
