import { Cluster } from './cluster';
import { likeness, LIKE_ENOUGH, signature } from './likeness';
import { settled } from './state/settled';
import { pairOf, Rename, Upgrade } from './upgrade';
import { identity } from '../manifest/identity';
import { objectsIn } from '../manifest/list';
import { Manifest } from '../manifest/manifest';
import { fields, text } from '../manifest/reading';

/** Puts old and new manifests side by side: which object is which, what goes, what comes, and what is only called otherwise. */
export function compared(before: readonly Manifest[], after: readonly Manifest[], cluster: Cluster): Upgrade {
  const [old, now] = [objects(before), objects(after)];
  const [known, wanted] = [byName(old), byName(now)];
  const gone = [...known.values()].filter(each => !wanted.has(key(each)));
  const come = [...wanted.values()].filter(each => !known.has(key(each)));
  const unplaced = withoutNamespace(gone, come);
  const renamed = renames(gone.filter(each => !unplaced.has(each)), come.filter(each => ![...unplaced.values()].includes(each)));
  const [from, to] = [
    new Set([...unplaced.keys(), ...renamed.map(each => each.before)]),
    new Set([...unplaced.values(), ...renamed.map(each => each.after)]),
  ];
  const same = [...wanted].filter(([name]) => known.has(name)).map(([name, each]) => [known.get(name)!, each] as const);
  return {
    cluster,
    before: old,
    after: now,
    kept: [...same, ...unplaced].map(([one, other]) => pairOf(one, other, cluster.apply)),
    removed: gone.filter(each => !from.has(each)).map(settled),
    added: come.filter(each => !to.has(each)).map(settled),
    renamed: renamed.map(pair => ({ before: settled(pair.before), after: settled(pair.after) })),
  };
}

/** What is no object has no name to be known by. */
function objects(manifests: readonly Manifest[]): Manifest[] {
  return manifests.flatMap(each => objectsIn(each)).map(({ manifest }) => fields(manifest)).filter(each => text(each.kind, '') !== '');
}

/** Of two with one name, the last one counts, as when they are applied. */
function byName(all: readonly Manifest[]): Map<string, Manifest> {
  return new Map(all.map(each => [key(each), each]));
}

function key(manifest: Manifest): string {
  return `${identity(manifest).namespace}/${nameInKind(manifest)}`;
}

/** An object may be read in any version of its group. */
function nameInKind(manifest: Manifest): string {
  const { kind, name } = identity(manifest);
  return [text(manifest.apiVersion, '').replace(/(^|\/)[^/]*$/, ''), kind, name].join('/');
}

/** The same object where one side leaves the namespace to whoever applies it. */
function withoutNamespace(gone: readonly Manifest[], come: readonly Manifest[]): Map<Manifest, Manifest> {
  const named = new Map<string, Manifest[]>();
  for (const each of come) named.set(nameInKind(each), [...named.get(nameInKind(each)) ?? [], each]);
  return new Map(gone.flatMap((each): [Manifest, Manifest][] => {
    const others = named.get(nameInKind(each)) ?? [];
    return others.length === 1 && [identity(each), identity(others[0])].some(({ namespace }) => namespace === '')
      ? [[each, others[0]]]
      : [];
  }));
}

/** Each with the one that is most like it, the surest pairs first. */
function renames(gone: readonly Manifest[], come: readonly Manifest[]): Rename[] {
  const candidates = new Map<string, Manifest[]>();
  for (const each of come) for (const sign of signature(each)) candidates.set(sign, [...candidates.get(sign) ?? [], each]);
  const pairs = gone.flatMap(before => [...new Set(signature(before).flatMap(sign => candidates.get(sign) ?? []))]
    .map(after => ({ before, after, like: likeness(before, after) })));
  const taken = new Set<Manifest>();
  return pairs.filter(({ like }) => like >= LIKE_ENOUGH).sort((one, other) => other.like - one.like).filter(({ before, after }) => {
    if (taken.has(before) || taken.has(after)) return false;
    taken.add(before).add(after);
    return true;
  });
}
