import { apply, called, deleteWithPods, inNamespace, pauseGitOps, quoted, step, word } from './steps';
import { identity } from '../../manifest/identity';
import { Manifest } from '../../manifest/manifest';
import { count, fields } from '../../manifest/reading';
import { Cluster } from '../cluster';
import { Phase, Step } from '../finding';
import { podNames } from '../set';

/** What happens to the pods of a StatefulSet that is recreated with other fixed fields, in words. */
export const ADOPTS = 'After it is recreated, the StatefulSet adopts its pods';
export const ADOPTS_ALL = `${ADOPTS}, and no pod restarts.`;

/** `/True` of a pod that is ready, and not about to go. */
const READY = '{.metadata.deletionTimestamp}/{.status.conditions[?(@.type=="Ready")].status}';

/**
 * Deletes the set alone and makes it anew, with what could not be changed: it adopts the pods that are there, by their names and labels,
 * and restarts none for it.
 */
export function adopt(set: Manifest, cluster: Cluster): Step[] {
  const see = `it is deleted, and its pods keep running: kubectl get pods${inNamespace(identity(set))}`;
  const alone = `kubectl delete ${called(set)} --cascade=orphan`;
  return [
    pauseGitOps(),
    { ...step(Phase.MAKE_WAY, alone, see, 'apply the old manifests: it adopts its pods again'), unless: deleteWithPods(set) },
    apply(cluster.apply, undefined, `${alone}, and apply the old manifests`),
  ];
}

/**
 * Deletes pods by hand, from the lowest up, each when the one before is ready again: on its own claims, as what the set now says. kubectl
 * is not asked to wait: where the set makes the next pod at once, it takes that one for the one that it waits for, for ever.
 */
export function oneByOne(set: Manifest, why: string): Step[] {
  const where = inNamespace(identity(set));
  return podNames(set).map(pod => ({
    ...step(
      Phase.AFTER,
      `kubectl delete pod ${word(pod)}${where} --wait=false && until kubectl get pod ${word(pod)}${where} `
        + `--ignore-not-found -o jsonpath=${quoted(READY)} | grep -qx /True; do sleep 2; done`,
      `${pod} is ready again, and a member as before: ${why}`,
      'delete no more pods: the others run as before',
    ),
    unless: deleteWithPods(set),
  }));
}

/** Restarts the pods as every roll-out does, where the template alone would not; what rolls out anyway is waited for. */
export function restart(set: Manifest, see: string, rolls: boolean): Step[] {
  const { type, rollingUpdate } = fields(set.spec?.updateStrategy);
  if (type === 'OnDelete' || count(fields(rollingUpdate).partition, 0) > 0) return oneByOne(set, see);
  const named = `${word(`statefulset/${identity(set).name}`)}${inNamespace(identity(set))}`;
  const status = `kubectl rollout status ${named} --timeout=24h`;
  return [{
    ...step(Phase.AFTER, rolls ? status : `kubectl rollout restart ${named} && ${status}`, see, `kubectl rollout undo ${named}`),
    unless: deleteWithPods(set),
  }];
}
