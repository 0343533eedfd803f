import { identity } from '../../manifest/identity';
import { Manifest } from '../../manifest/manifest';
import { neighbours } from '../../manifest/neighbours';
import { count, fields, given, podLabels, selects, text } from '../../manifest/reading';
import { Phase, Verdict } from '../finding';
import { at, Judge } from '../judge';
import { majority, replicas } from '../set';
import { Upgrade } from '../upgrade';
import { byHand } from '../ways/steps';

const LINK = 'https://kubernetes.io/docs/tasks/run-application/configure-pdb/';

/** How many pods drains may take at once. */
export const budget: Judge = {
  name: 'budget',
  kinds: ['PodDisruptionBudget'],
  kept(change, { after }) {
    const changed = at(change, 'spec');
    if (changed.length === 0) return [];
    const weaker = neighbours(change.after, 'StatefulSet', after).flatMap(set => {
      const [was, is] = [allowed(change.before, set), allowed(change.after, set)];
      return is > was && replicas(set) > 1 ? [{ set, is }] : [];
    });
    if (weaker.length === 0) {
      return [{
        effect: 'restarts nothing',
        fields: changed,
        why: 'Drains may evict no more pods at once than before.',
        steps: [],
      }];
    }
    return weaker.map(({ set, is }) => verdict(set, is, changed));
  },
  removed(gone, upgrade) {
    return neighbours(gone, 'StatefulSet', upgrade.after)
      .filter(set => allowed(gone, set) < replicas(set) && replicas(set) > 1 && !guarded(set, upgrade))
      .map(set => verdict(set, replicas(set), []));
  },
};

function verdict(set: Manifest, most: number, changed: Verdict['fields']): Verdict {
  const { name } = identity(set);
  const left = replicas(set) - most;
  const lost = left < majority(replicas(set));
  return {
    effect: lost ? 'loses quorum' : 'restarts nothing',
    fields: changed,
    why: `Drains may evict ${most} of the ${replicas(set)} pods of StatefulSet ${name} at once${lost
      ? `: ${left} of ${replicas(set)} is no majority`
      : ''}.`,
    link: LINK,
    steps: lost ? [byHand(
      Phase.BEFORE,
      `keep a PodDisruptionBudget with maxUnavailable: 1 for the pods of ${name}`,
      'it is in the new manifests',
      'remove it again',
    )] : [],
  };
}

/** Of a set's pods at once; all, where the budget is not for them. */
function allowed(budgetOf: Manifest, set: Manifest): number {
  const { selector, minAvailable, maxUnavailable } = fields(budgetOf.spec);
  const all = replicas(set);
  if (!given(selector) || !selects(selector, podLabels(set))) return all;
  return Math.max(0, given(maxUnavailable) ? amount(maxUnavailable, all) : all - amount(minAvailable, all));
}

function amount(value: unknown, of: number): number {
  const percent = /^([0-9]+)%$/.exec(text(value, ''));
  return Math.min(of, percent === null ? count(value, 0) : Math.ceil(Number(percent[1]) * of / 100));
}

function guarded(set: Manifest, { after }: Upgrade): boolean {
  return neighbours(set, 'PodDisruptionBudget', after).some(each => allowed(each, set) < replicas(set));
}
