import { apply, called, inNamespace, pauseGitOps, step } from './steps';
import { identity } from '../../manifest/identity';
import { Manifest } from '../../manifest/manifest';
import { Cluster } from '../cluster';
import { Phase, Step } from '../finding';
import { podNames } from '../set';

/**
 * Deletes the set alone and makes it anew, with what could not be changed: it adopts the pods that are there, by their names and labels,
 * and restarts none for it.
 */
export function adopt(set: Manifest, cluster: Cluster): Step[] {
  const see = `the set is gone, and its pods run on: kubectl get pods${inNamespace(identity(set))}`;
  return [
    pauseGitOps(),
    step(Phase.MAKE_WAY, `kubectl delete ${called(set)} --cascade=orphan`, see, 'apply the old manifests: the set adopts its pods again'),
    apply(cluster.apply),
  ];
}

/** Deletes pods by hand, from the lowest up, each when the one before is ready again: on its own claims, as what the set now says. */
export function oneByOne(set: Manifest, why: string): Step[] {
  const where = inNamespace(identity(set));
  return podNames(set).map(pod => step(
    Phase.AFTER,
    `kubectl delete pod ${pod}${where} && until kubectl wait pod/${pod}${where} --for=condition=Ready --timeout=10m; do sleep 2; done`,
    `${pod} is ready again, and a member as before: ${why}`,
    'delete no further pod: those that are left run as they did',
  ));
}

/** Restarts the pods as every roll-out does, where the template alone would not. */
export function restart(set: Manifest, see: string): Step[] {
  const { name, ...rest } = identity(set);
  const where = inNamespace({ name, ...rest });
  return [step(
    Phase.AFTER,
    `kubectl rollout restart statefulset/${name}${where} && kubectl rollout status statefulset/${name}${where} --timeout=24h`,
    see,
    `kubectl rollout undo statefulset/${name}${where}`,
  )];
}
