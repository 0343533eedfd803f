import { identity, sameNamespace } from '../manifest/identity';
import { Manifest } from '../manifest/manifest';
import { fields, text } from '../manifest/reading';

/** What is known of the cluster besides the manifests. */
export interface Cluster {
  /** The server's minor version. */
  readonly minor: number;
  /** What applies the new manifests, for a shell. */
  readonly apply: string;
  /** Claims, storage classes and what else the cluster was asked for; empty where nobody asked. */
  readonly objects: readonly Manifest[];
  /** Whether the old objects are what a cluster has: it has more than what the new manifests are about. */
  readonly live?: boolean;
}

/** What is said of a storage class: by the cluster, or by manifests. */
export function storageClass(name: unknown, among: readonly Manifest[]): Manifest | undefined {
  return among.find(({ kind, metadata }) => kind === 'StorageClass' && metadata?.name === name);
}

/** The claims that the cluster has of this name and of any ordinal, for example of `data-db-`. */
export function claimsThatAre(stem: string, owner: Manifest, cluster: Cluster): string[] {
  const ordinal = (name: string) => name.startsWith(stem) && /^\d+$/.test(name.slice(stem.length));
  return cluster.objects.filter(each => each.kind === 'PersistentVolumeClaim' && sameNamespace(each, owner))
    .map(each => identity(each).name).filter(ordinal);
}

/** `1.33`, `v1.33.4` and what `kubectl version` says, as a minor version; undefined if it is none. */
export function minorVersion(version: unknown): number | undefined {
  const minor = /^v?1\.(\d+)(?:[.+-].*)?$/.exec(text(version, ''))?.[1] ?? /^\d+/.exec(text(fields(version).minor, ''))?.[0];
  return minor === undefined ? undefined : Number(minor);
}
