import { DATABASES } from './database/databases';
import { EFFECTS, Finding, Verdict } from './finding';
import { Judge } from './judge';
import { added } from './judges/added';
import { budget } from './judges/budget';
import { attributesClass, claim } from './judges/claim';
import { claimTemplatesFixed } from './judges/claim-templates';
import { data } from './judges/data';
import { fixedFields } from './judges/fixed-fields';
import { fixedObjects } from './judges/fixed-objects';
import { governingService } from './judges/governing-service';
import { legality } from './judges/legality';
import { ordinalsStart } from './judges/ordinals';
import { placement } from './judges/placement';
import { removed } from './judges/removed';
import { renamed } from './judges/renamed';
import { replicasLowered } from './judges/replicas';
import { retentionPolicy } from './judges/retention';
import { selector } from './judges/selector';
import { service } from './judges/service';
import { template } from './judges/template';
import { rest } from './judges/unjudged';
import { updateStrategy } from './judges/update-strategy';
import { isOwn } from './kubernetes-kinds';
import { Upgrade } from './upgrade';
import { Identity, identity } from '../manifest/identity';
import { Manifest } from '../manifest/manifest';

const JUDGES: readonly Judge[] = [
  governingService, selector, fixedFields, claimTemplatesFixed, updateStrategy, service, claim, attributesClass, fixedObjects, legality,
  replicasLowered, retentionPolicy, ordinalsStart, budget, placement, added, removed, renamed,
  ...DATABASES, template, data,
];

/** What a change does, the worst first; of one effect, in the order of the manifests. */
export function judged(upgrade: Upgrade): Finding[] {
  const found = [...ofKept(upgrade), ...ofRemoved(upgrade), ...ofRenamed(upgrade), ...ofAdded(upgrade)];
  return EFFECTS.flatMap(effect => found.filter(each => each.effect === effect));
}

function ofKept(upgrade: Upgrade): Finding[] {
  return upgrade.kept.flatMap((change) => {
    const found = asked(change.written).flatMap(judge => all(judge, change.object, judge.kept?.(change, upgrade)));
    const told = new Set(found.flatMap(({ fields }) => fields.map(({ path }) => path)));
    const others = change.fields.filter(({ path }) => !told.has(path));
    return [...found, ...all({ name: 'rest' }, change.object, rest({ ...change, fields: others }, upgrade))];
  });
}

function ofRemoved(upgrade: Upgrade): Finding[] {
  return upgrade.removed.flatMap(gone => asked(gone).flatMap(judge => all(judge, identity(gone), judge.removed?.(gone, upgrade))));
}

function ofRenamed(upgrade: Upgrade): Finding[] {
  return upgrade.renamed.flatMap(pair =>
    asked(pair.before).flatMap(judge => all(judge, identity(pair.before), judge.renamed?.(pair, upgrade))));
}

function ofAdded(upgrade: Upgrade): Finding[] {
  return upgrade.added.flatMap(come => asked(come).flatMap(judge => all(judge, identity(come), judge.added?.(come, upgrade))));
}

function asked(manifest: Manifest): Judge[] {
  return JUDGES.filter(({ kinds }) => kinds === undefined || (kinds.includes(manifest.kind) && isOwn(manifest)));
}

function all({ name }: { readonly name: string }, object: Identity, verdicts: readonly Verdict[] = []): Finding[] {
  return verdicts.map(verdict => ({ rule: name, object, ...verdict }));
}
