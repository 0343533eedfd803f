import { byKey } from './list-keys';
import { Manifest } from '../../manifest/manifest';
import { given, list } from '../../manifest/reading';

/**
 * What an object is after `kubectl apply`: what the manifest says, without what the last one said and this one does not, and with all that
 * nobody has ever said anything of: defaults of the server, replicas that an autoscaler has set.
 *
 * @see https://kubernetes.io/docs/tasks/manage-kubernetes-objects/declarative-config/#how-apply-calculates-differences-and-merges-changes
 */
export function applied(live: Manifest, last: Manifest, next: Manifest, serverSide: boolean): Manifest {
  const result = merged(live, last, serverSide ? withoutNothing(next) : next, '', serverSide) as Manifest;
  const strategy = next.spec?.strategy;
  if (serverSide || live.kind !== 'Deployment' || !isMap(strategy)) return result;
  // the one field of those that matter here of which kubectl keeps nothing but what is written
  return { ...result, spec: { ...result.spec, strategy } };
}

/** To server-side apply null says nothing; to kubectl it takes a field away. */
function withoutNothing(value: unknown): Manifest {
  if (Array.isArray(value)) return value.map(withoutNothing);
  if (!isMap(value)) return value as Manifest;
  return Object.fromEntries(Object.entries(value).filter(([, each]) => given(each)).map(([key, each]) => [key, withoutNothing(each)]));
}

function merged(live: unknown, last: unknown, next: unknown, name: string, serverSide: boolean): unknown {
  if (isMap(live) && isMap(next)) return mergedMaps(live, isMap(last) ? last : {}, next, serverSide);
  if (!Array.isArray(live) || !Array.isArray(next)) return next;
  const [before, after, said = new Map<string, unknown>()] = [byKey(name, live), byKey(name, next), byKey(name, list(last))];
  if (before === undefined || after === undefined) return next;
  const others = [...before].filter(([key]) => !after.has(key) && !said.has(key)).map(([, entry]) => entry);
  const now = [...after]
    .map(([key, entry]) => before.has(key) ? merged(before.get(key), said.get(key), entry, '', serverSide) : entry);
  return [...now, ...others];
}

function mergedMaps(live: Manifest, last: Manifest, next: Manifest, serverSide: boolean): Manifest {
  const gone = Object.entries(live).filter(([key]) => !Object.hasOwn(next, key));
  const kept = gone.filter(([key]) => !given(own(last, key)));
  // kubectl takes away all of what it had applied a part of; the server takes away that part
  const rest = gone.filter(([key, value]) => serverSide && isMap(value) && isMap(own(last, key)))
    .map(([key, value]) => [key, mergedMaps(value, last[key], {}, serverSide)] as const)
    .filter(([, value]) => Object.keys(value).length > 0);
  const said = Object.entries(next).filter(([, value]) => given(value))
    .map(([key, value]) => [key, merged(own(live, key), own(last, key), value, key, serverSide)]);
  return Object.fromEntries([...kept, ...rest, ...said]);
}

/** A label may be called `constructor`. */
function own(map: Manifest, key: string): unknown {
  return Object.hasOwn(map, key) ? map[key] : undefined;
}

function isMap(value: unknown): value is Manifest {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
