import { MEMBERS } from './settings';
import { Manifest } from '../../manifest/manifest';
import { neighbours } from '../../manifest/neighbours';
import { count, fields, items, text } from '../../manifest/reading';
import { Phase, Verdict } from '../finding';
import { Judge } from '../judge';
import { majority, podNames } from '../set';
import { Change, Upgrade } from '../upgrade';
import { apply, byHand, inNamespace, step, word } from '../ways/steps';

const LINK = 'https://www.mongodb.com/docs/manual/core/replica-set-architectures/';

interface Member {
  readonly pod: string;
  readonly votes: number;
  readonly priority: number;
}

/** The list of members that a MongoCluster of this library goes by. It says what goes, and what must have left before. */
export const mongodbMembers: Judge = {
  name: 'mongodb-members',
  kinds: ['ConfigMap'],
  kept(change, upgrade) {
    const [before, after] = [membersOf(change.before), membersOf(change.after)];
    if (before === undefined || after === undefined) return [];
    const [ran, runs] = [podsIn(change, upgrade.before), podsIn(change, upgrade.after)];
    const listed = (members: readonly Member[], pod: string) => members.some(each => each.pod === pod);
    const gone = before.filter(({ pod }) => ran.includes(pod) && !runs.includes(pod));
    const left = [...ran].filter(pod => !runs.includes(pod) && pod.startsWith(stem(change)) && !listed(before, pod));
    const leaving = before.filter(({ pod }) => !listed(after, pod) && runs.includes(pod));
    const come = after.filter(({ pod }) => !listed(before, pod));
    return [
      ...gone.length > 0 ? [lost(change, upgrade, before, gone)] : [],
      ...left.length > 0 ? [second(change, left)] : [],
      ...leaving.length > 0 ? [first(change, leaving.map(({ pod }) => pod))] : [],
      ...come.length > 0 ? [taken(change, come)] : [],
      ...electable(change, after),
    ];
  },
};

function membersOf({ data }: Manifest): Member[] | undefined {
  const said = text(fields(data)[MEMBERS], '');
  if (said === '') return undefined;
  try {
    return items(fields(JSON.parse(said)).members).map(({ pod, votes, priority }) => ({
      pod: text(pod, ''),
      votes: count(votes, 1),
      priority: count(priority, 1),
    }));
  } catch {
    return undefined;
  }
}

function podsIn(change: Change, among: readonly Manifest[]): string[] {
  return neighbours(change.before, 'StatefulSet', among).flatMap(podNames);
}

/** `orders-` of the ConfigMap `orders-members`. */
function stem({ object }: Change): string {
  return object.name.replace(/members$/, '');
}

function fieldOf({ before, after }: Change): Verdict['fields'] {
  const names = (manifest: Manifest) => membersOf(manifest)!.map(({ pod }) => pod).join(', ');
  return [{ path: 'members', before: names(before), after: names(after) }];
}

function lost(change: Change, { cluster }: Upgrade, before: readonly Member[], gone: readonly Member[]): Verdict {
  const voters = before.filter(({ votes }) => votes > 0);
  const stay = voters.filter(({ pod }) => !gone.some(each => each.pod === pod));
  const none = stay.length < majority(voters.length);
  const where = inNamespace(change.object);
  const [witness] = [...stay, ...gone];
  return {
    effect: none ? 'loses quorum' : 'unknown',
    fields: fieldOf(change),
    link: LINK,
    why: `${gone.map(({ pod }) => pod).join(', ')} will be deleted, but are still in the replica set, and their votes still count. `
      + (none
        ? `${stay.length} of ${voters.length} voting members stay: no majority, no primary, no writes.`
        : `${stay.length} of ${voters.length} voting members stay, which is a majority as long as none of them is down.`)
      + ' Two steps avoid this: first change the list, then the pods.',
    steps: [
      byHand(Phase.BEFORE, `${firstStep(change, before, gone)}; ${cluster.apply}`,
        `the manager of the primary logs "everything is as the list says": kubectl logs ${word(witness!.pod)}${where} -c manager`,
        'set the old number of members: they join again, with their data'),
      apply(cluster.apply),
    ],
  };
}

/** Hidden members and arbiters have pods of their own, which stay as long as nobody deletes their set. */
function firstStep(change: Change, before: readonly Member[], gone: readonly Member[]): string {
  const ordinary = (members: readonly Member[]) => members.filter(({ pod }) => /^\d+$/.test(pod.slice(stem(change).length))).length;
  const leave = ordinary(gone);
  if (leave === 0) return 'write the new list, and keep the StatefulSet of the removed members: apply without pruning';
  return `set the smaller number of members, and keep the old number of replicas: members: ${ordinary(before) - leave}, replicas: `
    + `${ordinary(before)}`;
}

function second(change: Change, left: readonly string[]): Verdict {
  const [pod] = membersOf(change.after)!.map(each => each.pod);
  return {
    effect: 'unknown',
    fields: [],
    link: LINK,
    why: `${left.join(', ')} will be deleted. They are not in the list, but no manifest shows whether they have left the replica set.`,
    steps: [step(
      Phase.BEFORE,
      `kubectl logs ${word(pod!)}${inNamespace(change.object)} -c manager --tail=20`,
      'the manager of the primary logs "everything is as the list says", for two minutes',
      'nothing has changed yet',
    )],
  };
}

function first(change: Change, leaving: readonly string[]): Verdict {
  return {
    effect: 'restarts nothing',
    fields: fieldOf(change),
    link: LINK,
    why: `${leaving.join(', ')} will leave the replica set, one after another, and keep running. This is the first of two steps: when they `
      + 'have left, lower the number of replicas.',
    steps: [],
  };
}

function taken(change: Change, come: readonly Member[]): Verdict {
  return {
    effect: 'restarts nothing',
    fields: fieldOf(change),
    link: LINK,
    why: `${come.map(({ pod }) => pod).join(', ')} will join the replica set, one after another, each when the one before has its data.`,
    steps: [],
  };
}

function electable(change: Change, after: readonly Member[]): Verdict[] {
  if (after.some(({ votes, priority }) => votes > 0 && priority > 0)) return [];
  return [{
    effect: 'loses quorum',
    fields: [{ path: 'members', before: undefined, after: after.length }],
    link: LINK,
    why: `No member in the list can be elected: none has a vote and a priority above 0 (${change.object.name}).`,
    steps: [byHand(Phase.BEFORE, 'give at least one member a vote and a priority above 0', 'it is in the new manifests',
      'nothing to undo')],
  }];
}
