import { identity } from './identity';
import { Manifest } from './manifest';

type Index = ReadonlyMap<string, readonly Manifest[]>;

const indexes = new WeakMap<readonly Manifest[], Index>();

/** The manifests of a kind in the namespace of one, that one included; each set of manifests is looked through once. */
export function neighbours(manifest: Manifest, kind: string, among: readonly Manifest[]): readonly Manifest[] {
  return indexOf(among).get(`${kind} ${identity(manifest).namespace}`) ?? [];
}

/** Those of them that have this name. */
export function namesakes(manifest: Manifest, kind: string, name: unknown, among: readonly Manifest[]): readonly Manifest[] {
  return indexOf(among).get(`${kind} ${identity(manifest).namespace} ${String(name)}`) ?? [];
}

function indexOf(among: readonly Manifest[]): Index {
  const known = indexes.get(among);
  if (known !== undefined) return known;
  const index = new Map<string, Manifest[]>();
  const put = (key: string, manifest: Manifest) => {
    const there = index.get(key);
    if (there === undefined) index.set(key, [manifest]);
    else there.push(manifest);
  };
  for (const manifest of among) {
    const { kind, namespace, name } = identity(manifest);
    put(`${kind} ${namespace}`, manifest);
    put(`${kind} ${namespace} ${name}`, manifest);
  }
  indexes.set(among, index);
  return index;
}
