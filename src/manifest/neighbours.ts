import { identity } from './identity';
import { Manifest } from './manifest';
import { entries, podLabels, scalar, selects } from './reading';

// Manifests near another one. A thousand of them are asked for each other a thousand times, so they are looked up, not gone through.

const namespaces = new WeakMap<readonly Manifest[], Map<string, string[]>>();

/** Of one kind in one namespace. */
interface Group {
  readonly all: Manifest[];
  readonly byName: Map<string, Manifest[]>;
  /** By each label of their pods; made when first asked for. */
  byLabel?: Map<string, Manifest[]>;
}

const NONE: Group = { all: [], byName: new Map() };
const groups = new WeakMap<readonly Manifest[], Map<string, Group>>();

/** The manifests of a kind in the namespace of one, that one included. */
export function neighbours(manifest: Manifest, kind: string, among: readonly Manifest[]): readonly Manifest[] {
  return groupOf(manifest, kind, among).all;
}

/** Those of them that have this name. */
export function namesakes(manifest: Manifest, kind: string, name: unknown, among: readonly Manifest[]): readonly Manifest[] {
  return groupOf(manifest, kind, among).byName.get(scalar(name)) ?? [];
}

/** Those of them whose pods a label selector finds. */
export function selected(manifest: Manifest, kind: string, selector: Manifest, among: readonly Manifest[]): readonly Manifest[] {
  return candidates(groupOf(manifest, kind, among), selector).filter(each => selects(selector, podLabels(each)));
}

/** The namespaces of all objects of a kind with that name. */
export function namespacesOf(kind: string, name: string, among: readonly Manifest[]): readonly string[] {
  const index = namespaces.get(among) ?? indexed(among);
  namespaces.set(among, index);
  return index.get(`${kind}/${name}`) ?? [];
}

function groupOf(near: Manifest, kind: string, among: readonly Manifest[]): Group {
  const known = groups.get(among) ?? grouped(among);
  groups.set(among, known);
  return known.get(`${kind} ${identity(near).namespace}`) ?? NONE;
}

function indexed(among: readonly Manifest[]): Map<string, string[]> {
  const made = new Map<string, string[]>();
  for (const { kind, namespace, name } of among.map(identity)) put(made, `${kind}/${name}`, namespace);
  return made;
}

function grouped(among: readonly Manifest[]): Map<string, Group> {
  const made = new Map<string, Group>();
  for (const manifest of among) {
    const { kind, namespace, name } = identity(manifest);
    const key = `${kind} ${namespace}`;
    const group: Group = made.get(key) ?? { all: [], byName: new Map() };
    made.set(key, group);
    group.all.push(manifest);
    put(group.byName, name, manifest);
  }
  return made;
}

/** Those that have one of the labels that are asked for: of whichever label the fewest have. */
function candidates(group: Group, selector: Manifest): readonly Manifest[] {
  const wanted = texts(selector?.matchLabels);
  if (wanted.length === 0) return group.all;
  const byLabel = group.byLabel ??= labelled(group.all);
  const each = wanted.map(label => byLabel.get(label.join('\n')) ?? []);
  return each.reduce((fewest, having) => having.length < fewest.length ? having : fewest);
}

function labelled(manifests: readonly Manifest[]): Map<string, Manifest[]> {
  const byLabel = new Map<string, Manifest[]>();
  for (const manifest of manifests) for (const label of texts(podLabels(manifest))) put(byLabel, label.join('\n'), manifest);
  return byLabel;
}

function texts(labels: unknown): [string, unknown][] {
  return entries(labels).filter(([, value]) => typeof value === 'string');
}

function put<T>(map: Map<string, T[]>, key: string, value: T): void {
  const there = map.get(key);
  if (there === undefined) map.set(key, [value]);
  else there.push(value);
}
