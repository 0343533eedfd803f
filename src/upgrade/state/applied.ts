import { byKey } from './list-keys';
import { Manifest } from '../../manifest/manifest';
import { fields, given, list } from '../../manifest/reading';

/** Maps whose keys are the user's own: each of them belongs to whoever has said it. */
const OF_THE_USER = new Set(['labels', 'annotations', 'matchLabels', 'nodeSelector', 'data', 'binaryData', 'requests', 'limits']);

/**
 * What an object is after `kubectl apply`: what the manifest says, without what the last one said and this one does not, and with all that
 * nobody has ever said anything of: defaults of the server, replicas that an autoscaler has set. Server-side apply asks what others say.
 *
 * @see https://kubernetes.io/docs/tasks/manage-kubernetes-objects/declarative-config/#how-apply-calculates-differences-and-merges-changes
 */
export function applied(live: Manifest, last: Manifest, next: Manifest, others?: Manifest): Manifest {
  const result = merged(live, last, others === undefined ? next : withoutNothing(next), '', others) as Manifest;
  const strategy = next.spec?.strategy;
  if (others !== undefined || live.kind !== 'Deployment' || !isMap(strategy)) return result;
  // the one field of those that matter here of which kubectl keeps nothing but what is written
  return { ...result, spec: { ...result.spec, strategy } };
}

/** To server-side apply null says nothing; to kubectl it takes a field away. */
function withoutNothing(value: unknown): Manifest {
  if (Array.isArray(value)) return value.map(withoutNothing);
  if (!isMap(value)) return value as Manifest;
  return Object.fromEntries(Object.entries(value).filter(([, each]) => given(each)).map(([key, each]) => [key, withoutNothing(each)]));
}

function merged(live: unknown, last: unknown, next: unknown, name: string, others: unknown): unknown {
  if (isMap(live) && isMap(next)) return mergedMaps(live, isMap(last) ? last : {}, next, others);
  if (!Array.isArray(live) || !Array.isArray(next)) return next;
  const [before, after, said = new Map<string, unknown>()] = [byKey(name, live), byKey(name, next), byKey(name, list(last))];
  if (before === undefined || after === undefined) return next;
  const rest = [...before].filter(([key]) => !after.has(key) && !said.has(key)).map(([, entry]) => entry);
  const now = [...after]
    .map(([key, entry]) => before.has(key) ? merged(before.get(key), said.get(key), entry, '', others === undefined ? others : {}) : entry);
  return [...now, ...rest];
}

function mergedMaps(live: Manifest, last: Manifest, next: Manifest, others: unknown): Manifest {
  const gone = Object.entries(live).filter(([key]) => !Object.hasOwn(next, key));
  const kept = gone.filter(([key]) => !given(own(last, key)));
  // of what was applied in part all is taken away, defaults with it; but the server leaves what others have said
  const rest = others === undefined ? [] : gone.filter(([key, value]) => isMap(value) && isMap(own(last, key)))
    .map(([key, value]) => [key, OF_THE_USER.has(key) ? mergedMaps(value, last[key], {}, others) : inside(others, key)] as const)
    .filter(([, value]) => isMap(value) && Object.keys(value).length > 0);
  const said = Object.entries(next).filter(([, value]) => given(value))
    .map(([key, value]) => [key, merged(own(live, key), own(last, key), value, key, inside(others, key))]);
  return Object.fromEntries([...kept, ...rest, ...said]);
}

/** What others say there, if anybody is asked what others say. */
function inside(others: unknown, key: string): unknown {
  return others === undefined ? undefined : own(fields(others), key) ?? {};
}

/** A label may be called `constructor`. */
function own(map: Manifest, key: string): unknown {
  return Object.hasOwn(map, key) ? map[key] : undefined;
}

function isMap(value: unknown): value is Manifest {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
