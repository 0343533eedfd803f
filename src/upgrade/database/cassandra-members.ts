import { Manifest } from '../../manifest/manifest';
import { neighbours } from '../../manifest/neighbours';
import { fields, text } from '../../manifest/reading';
import { Phase, Verdict } from '../finding';
import { Judge } from '../judge';
import { podNames } from '../set';
import { Change, Upgrade } from '../upgrade';
import { apply, byHand, inNamespace, step, word } from '../ways/steps';

const LINK = 'https://cassandra.apache.org/doc/latest/cassandra/managing/operating/topo_changes.html';

interface Node {
  readonly pod: string;
  readonly rack: string;
  readonly leaves: boolean;
}

/** The list of nodes that a CassandraCluster of this library goes by: who goes, and who has been told to hand over its data before. */
export const cassandraMembers: Judge = {
  name: 'cassandra-members',
  kinds: ['ConfigMap'],
  kept(change, upgrade) {
    const [before, after] = [nodesOf(change.before), nodesOf(change.after)];
    if (before.length === 0 || after.length === 0) return [];
    const runs = neighbours(change.after, 'StatefulSet', upgrade.after).flatMap(podNames);
    const gone = before.filter(({ pod }) => !after.some(each => each.pod === pod) || !runs.includes(pod));
    const told = gone.filter(({ leaves }) => leaves);
    const abrupt = gone.filter(({ leaves }) => !leaves);
    const leaving = after.filter(({ pod, leaves }) => leaves && before.some(each => each.pod === pod && !each.leaves));
    const come = after.filter(({ pod }) => !before.some(each => each.pod === pod));
    return [
      ...abrupt.length > 0 ? [lost(change, upgrade, before, abrupt)] : [],
      ...told.length > 0 ? [second(change, told, after)] : [],
      ...leaving.length > 0 ? [note(
        change,
        `${names(leaving)} will hand over their data (decommission), one after another, and keep running. This is the first of two steps: `
          + 'when they have left the ring, lower the number of nodes.',
      )] : [],
      ...come.length > 0 ? [note(
        change,
        `${names(come)} will join the ring, one after another. When all nodes are UN, run nodetool cleanup on the other ones.`,
      )] : [],
    ];
  },
};

function nodesOf({ data }: Manifest): Node[] {
  const lines = text(fields(data).members, '').split('\n').map(line => line.split(' ')).filter(words => words.length === 3
    && ['stays', 'leaves'].includes(words[2]!));
  return lines.map(([pod, rack, fate]) => ({ pod: pod!, rack: rack!, leaves: fate === 'leaves' }));
}

function names(nodes: readonly Node[]): string {
  return nodes.map(({ pod }) => pod).join(', ');
}

function fieldOf({ before, after }: Change): Verdict['fields'] {
  return [{ path: 'members', before: names(nodesOf(before)), after: names(nodesOf(after)) }];
}

function note(change: Change, why: string): Verdict {
  return { effect: 'restarts nothing', fields: fieldOf(change), link: LINK, why, steps: [] };
}

function lost(change: Change, { cluster }: Upgrade, before: readonly Node[], gone: readonly Node[]): Verdict {
  const racks = [...new Set(gone.map(({ rack }) => rack))].filter(rack => !nodesOf(change.after).some(each => each.rack === rack));
  const last = gone.at(-1)!.pod;
  return {
    effect: 'loses quorum',
    fields: fieldOf(change),
    link: LINK,
    why: `${names(gone)} will be deleted, but stay in the ring as nodes that are down: their ranges have one replica less.${racks.length > 0
      ? ` This removes all of rack ${racks.join(', ')}: racks can be added, but not removed or renamed.`
      : ''} `
      + 'A node must first hand over its data (decommission). In two steps, nothing is lost.',
    steps: racks.length > 0 ? [byHand(
      Phase.BEFORE,
      `keep the racks ${[...new Set(before.map(({ rack }) => rack))].join(', ')}, in this order`,
      'they are in the new manifests',
      'nothing to undo',
    )] : [
      byHand(Phase.BEFORE, `set nodes: ${before.length}, decommission: ${gone.length}; change nothing else; ${cluster.apply}`,
        `each of them logs "this node has left the ring": kubectl logs ${word(last)}${inNamespace(change
          .object)} -c cassandra`, 'set decommission: 0, if no node has begun to leave'),
      apply(cluster.apply),
    ],
  };
}

function second(change: Change, told: readonly Node[], after: readonly Node[]): Verdict {
  return {
    effect: 'unknown',
    fields: fieldOf(change),
    link: LINK,
    why: `${names(told)} will be deleted. They were told to leave, but no manifest shows whether they have handed over their data.`,
    steps: [step(
      Phase.BEFORE,
      `kubectl exec ${word(after[0]!.pod)}${inNamespace(change.object)} -c cassandra -- nodetool status`,
      `all nodes are UN, and the nodes of ${names(told)} are no longer listed`,
      'nothing has changed yet',
    )],
  };
}
