import { identity } from './identity';
import { Manifest } from './manifest';
import { entries, filled, POD_KINDS, podLabels, selects } from './reading';

// Manifests that are applied together, and which of them belong together.

/** The Service that gives the pods of a StatefulSet their DNS names. */
export function governingService(statefulSet: Manifest, among: readonly Manifest[]): Manifest | undefined {
  const name = statefulSet.spec?.serviceName;
  return filled(name) ? ofKind('Service', statefulSet, among).named(name) : undefined;
}

/** The StatefulSets whose pods a label selector finds; of a namespace, that of the object that has the selector. */
export function selectedSets(owner: Manifest, selector: Manifest, among: readonly Manifest[]): readonly Manifest[] {
  return ofKind('StatefulSet', owner, among).selected(selector);
}

/** Whatever has pods that a label selector finds; of a namespace, that of the object that has the selector. */
export function selectedPods(owner: Manifest, selector: Manifest, among: readonly Manifest[]): readonly Manifest[] {
  return POD_KINDS.flatMap(kind => ofKind(kind, owner, among).selected(selector));
}

/** The NetworkPolicies in the namespace of an object. */
export function networkPolicies(near: Manifest, among: readonly Manifest[]): readonly Manifest[] {
  return ofKind('NetworkPolicy', near, among).all;
}

/** Of one kind in one namespace. A thousand of them are asked for each other a thousand times, so they are looked up, not gone through. */
class Group {
  public readonly all: Manifest[] = [];
  private byName?: Map<unknown, Manifest>;
  private byLabel?: Map<string, Manifest[]>;

  /** The first of that name. */
  public named(name: unknown): Manifest | undefined {
    this.byName ??= new Map([...this.all].reverse().map(manifest => [identity(manifest).name, manifest]));
    return this.byName.get(name);
  }

  public selected(selector: Manifest): readonly Manifest[] {
    return this.candidates(selector).filter(manifest => selects(selector, podLabels(manifest)));
  }

  /** Those that have one of the labels that are asked for: of whichever label the fewest have. */
  private candidates(selector: Manifest): readonly Manifest[] {
    const wanted = entries(selector?.matchLabels).filter(([, value]) => typeof value === 'string');
    return wanted.reduce<readonly Manifest[]>((fewest, label) => {
      const having = this.having(label);
      return having.length < fewest.length ? having : fewest;
    }, this.all);
  }

  private having(label: [string, unknown]): readonly Manifest[] {
    if (this.byLabel === undefined) {
      this.byLabel = new Map();
      for (const manifest of this.all) for (const each of entries(podLabels(manifest))) put(this.byLabel, each.join('\n'), manifest);
    }
    return this.byLabel.get(label.join('\n')) ?? [];
  }
}

const NONE = new Group();
const groups = new WeakMap<readonly Manifest[], Map<string, Group>>();

function ofKind(kind: string, near: Manifest, among: readonly Manifest[]): Group {
  let known = groups.get(among);
  if (known === undefined) groups.set(among, known = grouped(among));
  return known.get(`${kind}\n${identity(near).namespace}`) ?? NONE;
}

function grouped(among: readonly Manifest[]): Map<string, Group> {
  const made = new Map<string, Group>();
  for (const manifest of among) {
    const { kind, namespace } = identity(manifest);
    const key = `${kind}\n${namespace}`;
    let group = made.get(key);
    if (group === undefined) made.set(key, group = new Group());
    group.all.push(manifest);
  }
  return made;
}

function put<K, V>(map: Map<K, V[]>, key: K, value: V): void {
  const there = map.get(key);
  if (there === undefined) map.set(key, [value]);
  else there.push(value);
}
