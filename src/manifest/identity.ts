import { Manifest } from './manifest';
import { text } from './reading';

/** What tells one object from all others: two manifests with the same are two states of one object. */
export interface Identity {
  readonly kind: string;
  /** Empty if the manifest leaves it to whoever applies it, and for kinds that have none. */
  readonly namespace: string;
  readonly name: string;
}

export function identity({ kind, metadata }: Manifest): Identity {
  return { kind: text(kind, ''), namespace: text(metadata?.namespace, ''), name: text(metadata?.name, '') };
}

/** As far as the manifests say. */
export function sameNamespace(one: Manifest, other: Manifest): boolean {
  return identity(one).namespace === identity(other).namespace;
}
