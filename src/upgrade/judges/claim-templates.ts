import { identity } from '../../manifest/identity';
import { Manifest } from '../../manifest/manifest';
import { containers, items, quantity, text } from '../../manifest/reading';
import { storageClass } from '../cluster';
import { FieldChange, Phase, Step, Verdict } from '../finding';
import { at, Judge } from '../judge';
import { claimStem, claimTemplates, ordinals } from '../set';
import { Change, Upgrade } from '../upgrade';
import { adopt, oneByOne, restart } from '../ways/adopt';
import { growClaims } from '../ways/grow-claims';
import { rebind } from '../ways/rebind';
import { byHand, inNamespace, NOTHING_CHANGED, step, word } from '../ways/steps';

const LINK = 'https://kubernetes.io/docs/concepts/workloads/controllers/statefulset/#stable-storage';

/** Claim templates are fixed on every server up to the newest: enhancement 4650, which is to change that, is not merged. */
export const claimTemplatesFixed: Judge = {
  name: 'claim-templates',
  kinds: ['StatefulSet'],
  kept(change, upgrade) {
    if (at(change, 'spec.volumeClaimTemplates').length === 0) return [];
    const [before, after] = [claimTemplates(change.before), claimTemplates(change.after)];
    const gone = [...before.keys()].filter(name => !after.has(name));
    const come = [...after.keys()].filter(name => !before.has(name));
    const renamed = gone.flatMap(from =>
      come.filter(to => mountPath(change.before, from) === mountPath(change.after, to)).slice(0, 1).map(to => ({ from, to })));
    const of = (name: string) => change.fields.filter(({ path }) => path.startsWith(`spec.volumeClaimTemplates[${name}]`));
    return [
      ...reordered(change, upgrade),
      ...[...after.keys()].filter(name => before.has(name) && of(name).length > 0)
        .map(name => altered(change, upgrade, name, of(name), before.get(name)!, after.get(name)!)),
      ...renamed.map(({ from, to }) => called(change, upgrade, from, to, [...of(from), ...of(to)])),
      ...come.filter(name => !renamed.some(({ to }) => to === name)).map(name => added(change, upgrade, name, of(name))),
      ...gone.filter(name => !renamed.some(({ from }) => from === name)).map(name => removed(change, upgrade, name, of(name))),
    ];
  },
};

/** Whether pods that are there lack a claim, so that they cannot be what the set says until they are made anew. */
export function addsClaims({ before, after }: Change): boolean {
  return [...claimTemplates(after).keys()].some(name => !claimTemplates(before).has(name));
}

function altered(change: Change, upgrade: Upgrade, name: string, fields: Fields, before: Manifest, after: Manifest): Verdict {
  const verdict = { effect: 'refused' as const, fields, link: LINK };
  const [from, to] = [before, after].map(each => quantity(each.spec?.resources?.requests?.storage));
  const alone = adopt(change.before, upgrade.cluster);
  const grows = to! > from!;
  const others = fields.some(({ path }) => !/\.resources\.requests\.storage$/.test(path) && !/\.metadata\b/.test(path));
  if (others) return { ...verdict, why: `${fixed(name)} ${otherKind(grows)}`, steps: [...alone, ...otherDisk(change, name)] };
  if (grows) return grown(change, upgrade, name, after, verdict);
  if (to! < from!) {
    return {
      ...verdict,
      why: `${fixed(name)} Claims never shrink: made anew, the set adopts its pods, which keep the claims and sizes that they have. Only `
        + 'pods that come later get the smaller ones.',
      steps: alone,
    };
  }
  return {
    ...verdict,
    why: `${fixed(name)} Labels and annotations of a template are those of claims that come later. Made anew, the set adopts its pods, `
      + 'and restarts none.',
    steps: alone,
  };
}

type Fields = readonly FieldChange[];
type Refusal = Omit<Verdict, 'why' | 'steps'>;

function grown(change: Change, { cluster, before: old }: Upgrade, name: string, after: Manifest, verdict: Refusal): Verdict {
  const size = String(after.spec?.resources?.requests?.storage);
  const className = text(after.spec?.storageClassName, '');
  const known = className === '' ? undefined : storageClass(className, [...cluster.objects, ...old]);
  if (known !== undefined && known.allowVolumeExpansion !== true) {
    return {
      ...verdict,
      why: `${fixed(name)} The class '${className}' does not let its volumes grow (allowVolumeExpansion), so the claims that there are `
        + 'keep their size: only pods on new claims get the new one.',
      steps: [...adopt(change.before, cluster), ...otherDisk(change, name)],
    };
  }
  const ask: Step[] = known !== undefined ? [] : [step(
    Phase.BEFORE,
    className === '' ? 'kubectl get storageclass' : `kubectl get storageclass ${word(className)} -o jsonpath='{.allowVolumeExpansion}'`,
    className === '' ? 'ALLOWVOLUMEEXPANSION is true for the class of the claims' : 'true; else the claims cannot grow', NOTHING_CHANGED,
  )];
  return {
    ...verdict,
    why: `${fixed(name)} Each claim can be grown by itself; then the set is made anew with the new size, and adopts its pods. None is `
      + 'restarted.',
    steps: [...ask, ...growClaims(change.before, name, size, cluster), ...adopt(change.before, cluster)],
  };
}

function otherKind(grows: boolean): string {
  const size = grows ? ', and the new size is not theirs either' : '';
  return `The claims that there are keep class, access modes and source for good${size}: only a pod on a new claim gets another disk, `
    + 'and an empty one, which its program must fill from the other members. '
    + 'A program that has no other members must be copied by its own means.';
}

/** Another disk for one pod after the other. Only a program that fills an empty disk by itself survives it. */
function otherDisk(change: Change, name: string): Step[] {
  const where = inNamespace(change.object);
  return [byHand(Phase.AFTER,
    'for one pod after the other, and only where its program fills an empty disk from the other members: kubectl delete pvc '
      + `${word(`${claimStem(change.before, name)}N`)}${where} --wait=false `
    + `&& kubectl delete pod ${word(`${change.object.name}-N`)}${where}`,
    'the pod is ready on its new claim, and has all of its data again, before the next one goes', 'delete no further claim: those that '
      + 'are left are complete')];
}

function called(change: Change, { cluster }: Upgrade, from: string, to: string, fields: readonly FieldChange[]): Verdict {
  const moves = ordinals(change.before).map(i => ({
    from: `${claimStem(change.before, from)}${i}`,
    to: `${claimStem(change.after, to)}${i}`,
  }));
  return {
    effect: 'refused',
    fields,
    why: `${fixed(from)} Under the name '${to}' the pods would have new and empty claims, and '${from}' would be left behind with the `
      + 'data: keep the name. '
      + 'Else the volumes must be given to claims of the new name, while all pods are down.',
    link: LINK,
    steps: rebind(change.before, change.after, moves, cluster),
  };
}

function added(change: Change, { cluster }: Upgrade, name: string, fields: readonly FieldChange[]): Verdict {
  return {
    effect: 'refused',
    fields,
    why: `${fixed(name)} Made anew, the set adopts its pods, but cannot give '${name}' to a pod that runs: it stops at the lowest one. `
      + 'Each must be deleted, from 0 upwards; deleted in another order, a pod stays away.',
    link: LINK,
    steps: [
      ...adopt(change.before, cluster),
      ...oneByOne(change.before, `with ${claimStem(change.after, name)}N beside the claims that it had`),
    ],
  };
}

function removed(change: Change, { cluster }: Upgrade, name: string, fields: readonly FieldChange[]): Verdict {
  const where = inNamespace(identity(change.before));
  const claims = ordinals(change.before).map(i => `${claimStem(change.before, name)}${i}`);
  return {
    effect: 'refused',
    fields,
    why: `${fixed(name)} Made anew, the set adopts its pods. Its claims of '${name}' stay behind with what is on them; a pod lets go of `
      + 'its own when it is restarted.',
    link: LINK,
    steps: [
      ...adopt(change.before, cluster),
      ...restart(change.after, `no pod mounts its claim of '${name}' any more`, at(change, 'spec.template').length > 0),
      ...claims.map(claim => step(
        Phase.CLEAN_UP,
        `kubectl delete pvc ${word(claim)}${where}`,
        `only when nobody needs what is on ${claim}; it is gone when no pod mounts it`,
        'there is none: what was on it is gone',
      )),
    ],
  };
}

/** In another order they are other templates to the server. */
function reordered(change: Change, { cluster }: Upgrade): Verdict[] {
  const fields = change.fields.filter(({ path }) => /^spec\.volumeClaimTemplates( |$)/.test(path));
  if (fields.length === 0) return [];
  return [{
    effect: 'refused',
    fields,
    why: 'Claim templates are fixed, their order included. Made anew, the set adopts its pods, and restarts none.',
    link: LINK,
    steps: adopt(change.before, cluster),
  }];
}

function fixed(name: string): string {
  return `The claim template '${name}' is fixed.`;
}

function mountPath(set: Manifest, claim: string): unknown {
  return containers(set).flatMap(({ container }) => items(container.volumeMounts)).find(({ name }) => name === claim)?.mountPath ?? claim;
}
