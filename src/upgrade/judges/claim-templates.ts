import { identity } from '../../manifest/identity';
import { Manifest } from '../../manifest/manifest';
import { containers, items, quantity, text } from '../../manifest/reading';
import { podName } from '../../naming/dns-label';
import { storageClass } from '../cluster';
import { FieldChange, Phase, Step, Verdict } from '../finding';
import { at, Judge } from '../judge';
import { claimStem, claimTemplates, ordinals } from '../set';
import { Change, Upgrade } from '../upgrade';
import { adopt, ADOPTS, ADOPTS_ALL, oneByOne, restart } from '../ways/adopt';
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

type Fields = readonly FieldChange[];
type Refusal = Omit<Verdict, 'why' | 'steps'>;

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
      why: `${fixed(name)} Claims never shrink. ${ADOPTS}, which keep their claims and sizes. Only pods that are added later get the `
        + 'smaller size.',
      steps: alone,
    };
  }
  return {
    ...verdict,
    why: `${fixed(name)} Its labels and annotations are for claims created later. ${ADOPTS_ALL}`,
    steps: alone,
  };
}

function grown(change: Change, { cluster, before: old }: Upgrade, name: string, after: Manifest, verdict: Refusal): Verdict {
  const size = String(after.spec?.resources?.requests?.storage);
  const className = text(after.spec?.storageClassName, '');
  const known = className === '' ? undefined : storageClass(className, [...cluster.objects, ...old]);
  if (known !== undefined && known.allowVolumeExpansion !== true) {
    return {
      ...verdict,
      why: `${fixed(name)} The storage class '${className}' does not allow its volumes to grow (allowVolumeExpansion). Existing claims `
        + 'keep their size; only pods on new claims get the new size.',
      steps: [...adopt(change.before, cluster), ...otherDisk(change, name)],
    };
  }
  const ask: Step[] = known !== undefined ? [] : [step(
    Phase.BEFORE,
    className === '' ? 'kubectl get storageclass' : `kubectl get storageclass ${word(className)} -o jsonpath='{.allowVolumeExpansion}'`,
    className === '' ? 'ALLOWVOLUMEEXPANSION is true for the class of the claims' : 'true; otherwise the claims cannot grow',
    NOTHING_CHANGED,
  )];
  return {
    ...verdict,
    why: `${fixed(name)} Grow each claim first. Then recreate the StatefulSet with the new size: it adopts its pods, `
      + 'and no pod restarts.',
    steps: [...ask, ...growClaims(change.before, name, size, cluster), ...adopt(change.before, cluster)],
  };
}

function otherKind(grows: boolean): string {
  const size = grows ? ', source and size' : ' and source';
  return `Existing claims always keep their class, access modes${size}. A pod gets another disk only with a new claim. `
    + 'That disk is empty: the program must fill it from the other members. '
    + 'If there are no other members, copy the data with the tools of the program.';
}

/** Another disk for one pod after the other. Only a program that fills an empty disk by itself survives it. */
function otherDisk(change: Change, name: string): Step[] {
  const where = inNamespace(change.object);
  return [byHand(Phase.AFTER,
    'one pod after another, and only if its program fills an empty disk from the other members: kubectl delete pvc '
      + `${word(`${claimStem(change.before, name)}N`)}${where} --wait=false `
    + `&& kubectl delete pod ${word(podName(change.object.name, 'N'))}${where}`,
    'the pod is ready on its new claim, and has all of its data again, before you delete the next one', 'delete no more claims: the '
      + 'others are complete')];
}

function called(change: Change, { cluster }: Upgrade, from: string, to: string, fields: readonly FieldChange[]): Verdict {
  const moves = ordinals(change.before).map(i => ({
    from: `${claimStem(change.before, from)}${i}`,
    to: `${claimStem(change.after, to)}${i}`,
  }));
  return {
    effect: 'refused',
    fields,
    why: `${fixed(from, 'renamed')} Under the name '${to}', the pods would get new, empty claims; the data would stay in those of `
      + `'${from}'. Keep the name, or move the volumes to claims of the new name while all pods are down.`,
    link: LINK,
    steps: rebind(change.before, change.after, moves, cluster),
  };
}

function added(change: Change, { cluster }: Upgrade, name: string, fields: readonly FieldChange[]): Verdict {
  return {
    effect: 'refused',
    fields,
    why: `${fixed(name, 'added')} ${ADOPTS}, but cannot add '${name}' to a running pod: it stops at the lowest one. Delete each pod, `
      + 'beginning with the lowest ordinal. In another order, a deleted pod is not recreated.',
    link: LINK,
    steps: [
      ...adopt(change.before, cluster),
      ...oneByOne(change.before, `with the new claim ${claimStem(change.after, name)}N and its old claims`),
    ],
  };
}

function removed(change: Change, { cluster }: Upgrade, name: string, fields: readonly FieldChange[]): Verdict {
  const where = inNamespace(identity(change.before));
  const claims = ordinals(change.before).map(i => `${claimStem(change.before, name)}${i}`);
  return {
    effect: 'refused',
    fields,
    why: `${fixed(name, 'removed')} ${ADOPTS}. The claims of '${name}' stay, with their data. A pod stops using its claim when it `
      + 'is restarted.',
    link: LINK,
    steps: [
      ...adopt(change.before, cluster),
      ...restart(change.after, `no pod mounts its claim of '${name}' any more`, at(change, 'spec.template').length > 0),
      ...claims.map(claim => step(
        Phase.CLEAN_UP,
        `kubectl delete pvc ${word(claim)}${where}`,
        `first make sure that nobody needs the data on ${claim}; it is deleted when no pod mounts it`,
        'not possible: its data is deleted',
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
    why: `The order of claim templates cannot be changed. ${ADOPTS_ALL}`,
    link: LINK,
    steps: adopt(change.before, cluster),
  }];
}

function fixed(name: string, what = 'changed'): string {
  return `The claim template '${name}' cannot be ${what}.`;
}

function mountPath(set: Manifest, claim: string): unknown {
  return containers(set).flatMap(({ container }) => items(container.volumeMounts)).find(({ name }) => name === claim)?.mountPath ?? claim;
}
