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
        `${names(leaving)} hand over their data, one after another, and run on. That is the first of two steps: when they have left the `
          + 'ring, lower the number of nodes.',
      )] : [],
      ...come.length > 0 ? [note(
        change,
        `${names(come)} join, one after another. Clean up the others when all are UN (nodetool cleanup).`,
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
    why: `${names(gone)} go, and stay in the ring as nodes that are down: their ranges have a replica less.${racks.length > 0
      ? ` With them goes all of rack ${racks.join(', ')}: racks can be added, not taken away or renamed.`
      : ''} `
      + 'A node must hand over its data first. In two steps nothing is lost.',
    steps: racks.length > 0 ? [byHand(
      Phase.BEFORE,
      `keep the racks ${[...new Set(before.map(({ rack }) => rack))].join(', ')}, in this order`,
      'they are in the new manifests',
      'there is none',
    )] : [
      byHand(Phase.BEFORE, `write nodes: ${before.length}, decommission: ${gone.length}, and nothing else; ${cluster.apply}`,
        `each says "this node has left the ring": kubectl logs ${word(last)}${inNamespace(change
          .object)} -c cassandra`, 'write decommission: 0, as long as none has begun'),
      apply(cluster.apply),
    ],
  };
}

function second(change: Change, told: readonly Node[], after: readonly Node[]): Verdict {
  return {
    effect: 'unknown',
    fields: fieldOf(change),
    link: LINK,
    why: `${names(told)} go, and have been told to leave. That they have handed over their data by now, no manifest says.`,
    steps: [step(
      Phase.BEFORE,
      `kubectl exec ${word(after[0]!.pod)}${inNamespace(change.object)} -c cassandra -- nodetool status`,
      `all nodes are UN, and those of ${names(told)} are not shown any more`,
      'nothing has changed yet',
    )],
  };
}
