import { serverOf, spelled, Version, versionOf } from './engine';
import { nodetool, nodetoolOnEach } from './nodetool';
import { Phase, Step, Verdict } from '../finding';
import { Change } from '../upgrade';
import { byHand, inNamespace, word } from '../ways/steps';

export const DOCS = 'https://cassandra.apache.org/doc/latest/cassandra';

/** What it takes to go from one release of Cassandra to another: one major version at a time, and all data rewritten before the next. */
export function cassandraRelease(change: Change): Verdict[] {
  const [before, after] = [serverOf(change.before)!.container, serverOf(change.after)!.container];
  if (before.image === after.image) return [];
  const [from, to] = [versionOf(before), versionOf(after)];
  const verdict = { fields: [{ path: 'image', before: before.image, after: after.image }], link: `${DOCS}/managing/operating/` };
  if (from === undefined || to === undefined) {
    return [{
      ...verdict,
      effect: 'unknown',
      why: 'The tag of the image does not show which version of Cassandra it is.',
      steps: [nodetool(change, Phase.BEFORE, 'version', 'the running version, which may be at most one major version below the new one')],
    }];
  }
  if (to.major === from.major) return [];
  if (to.major < from.major) {
    return [{
      ...verdict,
      effect: 'loses quorum',
      why: `Cassandra ${spelled(to)} cannot read data that ${spelled(from)} has written. The roll-out stops at the first node.`,
      steps: [byHand(Phase.BEFORE, `keep ${String(before.image)}`, 'it is in the new manifests', 'nothing to undo')],
    }];
  }
  if (to.major > from.major + 1) {
    return [{
      ...verdict,
      effect: 'loses quorum',
      why: `Cassandra ${spelled(to)} does not start on data of ${spelled(from)}. The roll-out stops at the first node.`,
      steps: hops(from, to).flatMap(version => hop(change, version)),
    }];
  }
  return [{
    ...verdict,
    effect: 'unknown',
    why: `All data must be in the format of ${spelled(from)}; no manifest shows whether it is. Once ${spelled(to)} has written data, there `
      + `is no way back. Until all nodes run ${spelled(to)}, change nothing else, and no schema.`,
    steps: [
      ...nodetoolOnEach(change, Phase.BEFORE, 'upgradesstables', 'it has nothing left to do'),
      ...nodetoolOnEach(change, Phase.BEFORE, 'snapshot', 'the snapshot exists'),
      ...nodetoolOnEach(change, Phase.AFTER, 'upgradesstables', 'all of its data is in the new format'),
    ],
  }];
}

function hops({ major: from }: Version, { major: to }: Version): string[] {
  return Array.from({ length: to - from - 1 }, (_, i) => `${from + i + 1}`);
}

function hop(change: Change, major: string): Step[] {
  return [
    byHand(
      Phase.BEFORE,
      `set the image to the newest Cassandra ${major}; change nothing else; apply; kubectl rollout status `
        + `${word(`statefulset/${change.object.name}`)}${inNamespace(change.object)} --timeout=24h`,
      'all nodes run it, and are UN',
      'restore the snapshot',
    ),
    ...nodetoolOnEach(change, Phase.BEFORE, 'upgradesstables', `all of its data is in the format of ${major}`),
  ];
}
