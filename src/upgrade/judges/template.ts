import { Manifest } from '../../manifest/manifest';
import { neighbours } from '../../manifest/neighbours';
import { count, fields, given, podLabels, selects, text } from '../../manifest/reading';
import { Verdict } from '../finding';
import { at, Judge } from '../judge';
import { ordinals, podName } from '../set';
import { Change, Upgrade } from '../upgrade';
import { addsClaims } from './claim-templates';
import { adoptsPods } from './selector';

/** From here on the server takes more than one pod at a time, where it is told to. In 1.35 it did in some releases. */
const SEVERAL_AT_A_TIME = 37;

/** Which pods a changed template restarts, in which order, how many at a time. */
export const template: Judge = {
  name: 'roll-out',
  kinds: ['StatefulSet', 'Deployment', 'DaemonSet', 'ReplicaSet', 'ReplicationController', 'CronJob', 'Pod'],
  kept(change, upgrade) {
    const { kind } = change.object;
    if (kind === 'Pod') return pod(change);
    const changed = at(change, kind === 'CronJob' ? 'spec.jobTemplate' : 'spec.template');
    if (changed.length === 0) return [];
    if (kind === 'CronJob') {
      return [{
        effect: 'restarts nothing',
        fields: changed,
        why: 'Only Jobs that start from now on use it.',
        steps: [],
      }];
    }
    if (kind === 'StatefulSet') return statefulSet(change, upgrade, changed);
    if (kind === 'ReplicaSet' || kind === 'ReplicationController') {
      return [{
        effect: 'restarts nothing',
        fields: changed,
        why: 'Existing pods keep their template; only pods created later get the new one.',
        steps: [],
      }];
    }
    const strategy = fields(change.after.spec?.[kind === 'Deployment' ? 'strategy' : 'updateStrategy']);
    return [{
      effect: strategy.type === 'OnDelete' ? 'restarts nothing' : 'rolls',
      fields: changed,
      why: others(kind, strategy),
      steps: [],
    }];
  },
};

/** All else of a pod is fixed, or changes nothing in it. */
function pod(change: Change): Verdict[] {
  const images = at(change, 'spec').filter(({ path }) => path.endsWith('.image'));
  if (images.length === 0) return [];
  return [{ effect: 'rolls', fields: images, why: 'Its containers are restarted with the new images, all at once.', steps: [] }];
}

function others(kind: string, { type, rollingUpdate }: Manifest): string {
  if (type === 'Recreate') return 'All pods are deleted, and then the new ones are created.';
  if (type === 'OnDelete') return 'A pod gets the new template only when somebody deletes it.';
  const { maxUnavailable, maxSurge } = fields(rollingUpdate);
  return `${kind === 'Deployment'
    ? 'New pods start beside the old ones'
    : 'The pods are replaced'}: at most ${String(maxUnavailable)} fewer and ${String(maxSurge)} more than there should be.`;
}

function statefulSet(change: Change, upgrade: Upgrade, changed: Change['fields']): Verdict[] {
  const strategy = fields(change.after.spec?.updateStrategy);
  const partition = count(strategy.rollingUpdate?.partition, 0);
  const kept = ordinals(change.before).filter(each => ordinals(change.after).includes(each)).reverse();
  const pods = (all: readonly number[]) => all.map(each => podName(change.after, each)).join(', ');
  if (!adoptsPods(change) || addsClaims(change)) {
    return [{
      effect: 'rolls',
      fields: changed,
      why: `Each pod gets the new template when you delete it, beginning with the lowest ordinal: ${pods([...kept].reverse())}.`,
      steps: [],
    }];
  }
  if (strategy.type === 'OnDelete') {
    return [{
      effect: 'restarts nothing',
      fields: changed,
      why: `Because of OnDelete, each pod keeps the old template until somebody deletes it: ${pods(kept)}.`,
      steps: [],
    }];
  }
  const [rolled, left] = [kept.filter(each => each >= partition), kept.filter(each => each < partition)];
  const stays = left.length === 0
    ? ''
    : ` Until the partition of ${partition} is lowered, ${pods(left)} will keep the old template: the roll-out looks finished, but is not.`;
  if (rolled.length === 0) {
    return [{
      effect: 'restarts nothing',
      fields: changed,
      why: kept.length === 0 ? 'There is no pod.' : stays.trim(),
      steps: [],
    }];
  }
  return [{
    effect: 'rolls',
    fields: changed,
    why: `Restarts ${pods(rolled)}, in this order, ${pace(change.after, upgrade)}.${stays} ${budgets(change, upgrade)}`.trim(),
    link: 'https://kubernetes.io/docs/concepts/workloads/controllers/statefulset/#rolling-updates',
    steps: [],
  }];
}

function pace(set: Manifest, { cluster }: Upgrade): string {
  const { maxUnavailable } = fields(set.spec?.updateStrategy?.rollingUpdate);
  const seconds = count(set.spec?.minReadySeconds, 0);
  const each = `each when the one before is ready${seconds > 0 ? ` for ${seconds} seconds` : ''}`;
  const many = given(maxUnavailable) && maxUnavailable !== 1 ? String(maxUnavailable) : '';
  if (many !== '' && cluster.minor >= SEVERAL_AT_A_TIME) return `up to ${many} at a time`;
  const gate = many === '' ? '' : ` (maxUnavailable: ${many} works only if the feature gate MaxUnavailableStatefulSet is on)`;
  const parallel = set.spec?.podManagementPolicy === 'Parallel' ? ', even if another pod is down already' : '';
  return `one at a time, ${each}${parallel}${gate}`;
}

/** A roll-out does not ask them; drains do, meanwhile. */
function budgets({ after }: Change, upgrade: Upgrade): string {
  const own = neighbours(after, 'PodDisruptionBudget', upgrade.after)
    .filter(each => given(each.spec?.selector) && selects(each.spec.selector, podLabels(after)));
  if (own.length === 0) return 'Meanwhile, no PodDisruptionBudget stops drains from evicting more pods.';
  return `Meanwhile, drains respect ${own.map(each => `PodDisruptionBudget ${text(each.metadata?.name, '')}`)
    .join(', ')}; the roll-out itself does not.`;
}
