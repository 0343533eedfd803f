import { Manifest } from './manifest';
import { fields } from './reading';

/** An object, and where it stands in what was read: '', or a path that ends in a dot. */
export interface Placed {
  readonly manifest: Manifest;
  readonly path: string;
}

/**
 * The objects that are applied: of a List its items, lists in it included. A list of one kind, such as `DeploymentList`, need not repeat
 * what its items are.
 */
export function objectsIn(manifest: Manifest, path = ''): Placed[] {
  const { apiVersion, kind, items } = fields(manifest);
  if (typeof kind !== 'string' || !kind.endsWith('List') || !Array.isArray(items)) return [{ manifest, path }];
  const one = kind === 'List' ? {} : { apiVersion, kind: kind.slice(0, -'List'.length) };
  return items.flatMap((item, i) => objectsIn({ ...one, ...fields(item) }, `${path}items[${i}].`));
}
