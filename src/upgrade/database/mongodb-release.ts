import { serverOf, spelled, Version, versionOf } from './engine';
import { text } from '../../manifest/reading';
import { Phase, Step, Verdict } from '../finding';
import { podName } from '../set';
import { Change, Upgrade } from '../upgrade';
import { byHand, inNamespace, step, word } from '../ways/steps';

export const MANUAL = 'https://www.mongodb.com/docs/manual';
/** One after the other: none may be left out. */
const RELEASES = ['3.6', '4.0', '4.2', '4.4', '5', '6', '7', '8', '9'];

/** What it takes to go from one release of MongoDB to another: one at a time, each with featureCompatibilityVersion raised after it. */
export function mongodbRelease(change: Change, upgrade: Upgrade): Verdict[] {
  const [before, after] = [serverOf(change.before)!.container, serverOf(change.after)!.container];
  if (before.image === after.image) return [];
  const [from, to] = [versionOf(before), versionOf(after)];
  const fields = [{ path: 'image', before: before.image, after: after.image }];
  const link = `${MANUAL}/release-notes/`;
  if (from === undefined || to === undefined) {
    return [{
      effect: 'unknown',
      fields,
      link,
      why: 'The tag of the image does not show which version of MongoDB it is.',
      steps: [ask(change, 'db.version()', 'the running version, which may be at most one major version below the new one')],
    }];
  }
  const [old, now] = [RELEASES.indexOf(stage(from)), RELEASES.indexOf(stage(to))];
  if (now < old) {
    return [{
      effect: 'loses quorum',
      fields,
      link,
      why: `MongoDB ${spelled(to)} does not start on data of ${spelled(from)}, unless `
      + 'featureCompatibilityVersion was lowered first. The roll-out stops at the first member.',
      steps: [byHand(Phase.BEFORE, `keep ${String(before.image)}`, 'it is in the new manifests', 'nothing to undo')],
    }];
  }
  const between = RELEASES.slice(old + 1, now);
  if (now === old + 1 && now >= RELEASES.indexOf('8') && (to.minor ?? 0) >= 2) between.push('8');
  if (between.length > 0) {
    return [{
      effect: 'loses quorum',
      fields,
      link,
      why: `MongoDB upgrades one major version at a time: ${spelled(to)} does not start on data of ${spelled(from)}. The roll-out stops at `
        + 'the first member, which stays down until it has the old image again.',
      steps: between.flatMap(each => hop(change, dotted(each), upgrade)),
    }];
  }
  if (now === old) return [];
  return [{
    effect: 'unknown',
    fields,
    link,
    why: `MongoDB ${spelled(to)} starts only if featureCompatibilityVersion is ${dotted(stage(from))}, which is in the data, not in a `
      + 'manifest. Back up first: once it has been raised, there is no way back.',
    steps: [
      ask(change, 'db.adminCommand({ getParameter: 1, featureCompatibilityVersion: 1 })', `version: '${dotted(stage(from))}'`),
      raise(change, Phase.AFTER, dotted(stage(to))),
    ],
  }];
}

function stage({ major, minor = 0 }: Version): string {
  return major < 5 ? `${major}.${minor}` : String(major);
}

function dotted(release: string): string {
  return release.includes('.') ? release : `${release}.0`;
}

function hop(change: Change, to: string, { cluster }: Upgrade): Step[] {
  const { name } = change.object;
  return [
    byHand(
      Phase.BEFORE,
      `set the image to MongoDB ${to}; change nothing else; ${cluster.apply}; `
        + `kubectl rollout status ${word(`statefulset/${name}`)}${inNamespace(change.object)} --timeout=24h`,
      'all members run it, and are healthy: rs.status()',
      'set the old image again, as long as featureCompatibilityVersion has not been raised',
    ),
    raise(change, Phase.BEFORE, to),
  ];
}

function raise(change: Change, phase: Phase, to: string): Step {
  const confirm = Number.parseInt(to, 10) >= 7 ? ', confirm: true' : '';
  return byHand(
    phase,
    `when all members run ${to} and you will not go back, as root on the primary: `
      + `db.adminCommand({ setFeatureCompatibilityVersion: '${to}'${confirm} })`,
    `ok: 1 (on ${change.object.name})`,
    'not possible by ordinary means',
  );
}

function ask({ before, object }: Change, question: string, see: string): Step {
  const container = text(serverOf(before)!.container.name, '');
  const pod = object.kind === 'StatefulSet' ? podName(before, 0) : `deploy/${object.name}`;
  return step(
    Phase.BEFORE,
    `kubectl exec ${word(pod)}${inNamespace(object)} -c ${word(container)} -- mongosh --quiet --eval '${question}'`,
    `${see}; log in as root if it asks for a login`,
    'nothing has changed yet',
  );
}
