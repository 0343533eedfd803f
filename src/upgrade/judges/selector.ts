import { identity } from '../../manifest/identity';
import { Manifest } from '../../manifest/manifest';
import { podLabels, selects } from '../../manifest/reading';
import { Phase, Step } from '../finding';
import { at, Judge } from '../judge';
import { Change } from '../upgrade';
import { adopt, oneByOne } from '../ways/adopt';
import { apply, called, deleteWithPods, inNamespace, pauseGitOps, quoted, step } from '../ways/steps';

const LINK = 'https://kubernetes.io/docs/concepts/overview/working-with-objects/labels/#label-selectors';
const OLD = 'cdk8s-stateful/superseded=true';

/** By which labels a workload knows its pods is fixed. */
export const selector: Judge = {
  name: 'selector',
  kinds: ['StatefulSet', 'Deployment', 'ReplicaSet', 'DaemonSet'],
  kept(change, { cluster }) {
    const fields = at(change, 'spec.selector');
    if (fields.length === 0) return [];
    const known = adoptsPods(change);
    const fate = known
      ? 'After it is recreated, it adopts its pods, because their labels also match the new selector.'
      : 'After it is recreated, it does not adopt its old pods: they keep running without an owner, and nothing restarts them.';
    return [{
      effect: 'refused',
      fields,
      why: `The selector of a ${change.object.kind} cannot be changed. ${fate}`,
      link: LINK,
      steps: way(change, known, cluster.apply, adopt(change.before, cluster)),
    }];
  },
};

/** Whether the pods of before are known to the selector of after. */
export function adoptsPods({ before, after }: Change): boolean {
  return selects(after.spec?.selector, podLabels(before));
}

function way(change: Change, known: boolean, command: string, alone: Step[]): Step[] {
  const { kind } = change.object;
  if (known) return alone;
  if (kind === 'StatefulSet') {
    return [
      ...alone,
      ...oneByOne(change.before, 'the new StatefulSet creates a pod only when its name is free, and on the same claims'),
    ];
  }
  if (kind === 'Deployment') return [...marked(change.before), ...alone, ...replaced(change.after)];
  return [
    pauseGitOps(),
    step(
      Phase.MAKE_WAY,
      deleteWithPods(change.before),
      'it and its pods are deleted',
      'apply the old manifests',
    ),
    apply(command),
  ];
}

/** The ReplicaSets of before, so that they are known when nobody owns them. */
function marked(deployment: Manifest): Step[] {
  const labels = Object.entries(podLabels(deployment)).map(([label, value]) => `${label}=${String(value)}`).join();
  const where = inNamespace(identity(deployment));
  return [step(
    Phase.BY_HAND,
    `kubectl label replicaset -l ${quoted(labels)}${where} ${OLD}`,
    'its ReplicaSets have the label',
    `kubectl label replicaset -l ${OLD}${where} ${OLD.split('=')[0]}-`,
  )];
}

function replaced(deployment: Manifest): Step[] {
  const where = inNamespace(identity(deployment));
  return [
    step(
      Phase.AFTER,
      `kubectl rollout status ${called(deployment).replace(' ', '/')} --timeout=1h`,
      'the new pods are ready, beside the old ones',
      'apply the old manifests',
    ),
    step(Phase.CLEAN_UP, `kubectl delete replicaset -l ${OLD}${where}`, 'the old pods are deleted', 'not possible; the new pods serve'),
  ];
}
