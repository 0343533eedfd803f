import { cassandra } from './database/cassandra';
import { cassandraMembers } from './database/cassandra-members';
import { mongodb } from './database/mongodb';
import { mongodbMembers } from './database/mongodb-members';
import { EFFECTS, Finding, Verdict } from './finding';
import { Judge } from './judge';
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
import { rest } from './judges/rest';
import { retentionPolicy } from './judges/retention';
import { selector } from './judges/selector';
import { service } from './judges/service';
import { template } from './judges/template';
import { updateStrategy } from './judges/update-strategy';
import { Upgrade } from './upgrade';
import { Identity, identity } from '../manifest/identity';

const JUDGES: readonly Judge[] = [
  governingService, selector, fixedFields, claimTemplatesFixed, updateStrategy, service, claim, attributesClass, fixedObjects, legality,
  replicasLowered, retentionPolicy, ordinalsStart, budget, placement, removed, renamed,
  mongodb, mongodbMembers, cassandra, cassandraMembers, template, data,
];

/** What a change does, the worst first; of one effect, in the order of the manifests. */
export function judged(upgrade: Upgrade): Finding[] {
  const found = [...ofKept(upgrade), ...ofRemoved(upgrade), ...ofRenamed(upgrade)];
  return EFFECTS.flatMap(effect => found.filter(each => each.effect === effect));
}

function ofKept(upgrade: Upgrade): Finding[] {
  return upgrade.kept.flatMap((change) => {
    const found = asked(change.object.kind).flatMap(judge => all(judge, change.object, judge.kept?.(change, upgrade)));
    const told = new Set(found.flatMap(({ fields }) => fields.map(({ path }) => path)));
    const others = change.fields.filter(({ path }) => !told.has(path));
    return [...found, ...all({ name: 'rest' }, change.object, rest({ ...change, fields: others }))];
  });
}

function ofRemoved(upgrade: Upgrade): Finding[] {
  return upgrade.removed.flatMap(gone => asked(gone.kind).flatMap(judge => all(judge, identity(gone), judge.removed?.(gone, upgrade))));
}

function ofRenamed(upgrade: Upgrade): Finding[] {
  return upgrade.renamed.flatMap(pair =>
    asked(pair.before.kind).flatMap(judge => all(judge, identity(pair.before), judge.renamed?.(pair, upgrade))));
}

function asked(kind: string): Judge[] {
  return JUDGES.filter(({ kinds }) => kinds?.includes(kind) ?? true);
}

function all({ name }: { readonly name: string }, object: Identity, verdicts: readonly Verdict[] = []): Finding[] {
  return verdicts.map(verdict => ({ rule: name, object, ...verdict }));
}
