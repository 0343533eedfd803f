import { Manifest } from './manifest';
import { text } from './reading';

/** What tells one object from all others: two manifests with the same are two states of one object. */
export interface Identity {
  readonly kind: string;
  /** Empty if the manifest leaves it to whoever applies it, and for kinds that have none. */
  readonly namespace: string;
  readonly name: string;
}

/** In which version of which group each kind is served that rules judge. */
const API_VERSIONS: ReadonlyMap<string, string> = new Map(Object.entries({
  Service: 'v1',
  PersistentVolumeClaim: 'v1',
  PodDisruptionBudget: 'policy/v1',
  Pod: 'v1',
  ReplicationController: 'v1',
  DaemonSet: 'apps/v1',
  Deployment: 'apps/v1',
  ReplicaSet: 'apps/v1',
  StatefulSet: 'apps/v1',
  CronJob: 'batch/v1',
  Job: 'batch/v1',
}));

export function identity({ kind, metadata }: Manifest): Identity {
  return { kind: text(kind, ''), namespace: text(metadata?.namespace, ''), name: text(metadata?.name, '') };
}

/** As far as the manifests say. */
export function sameNamespace(one: Manifest, other: Manifest): boolean {
  return identity(one).namespace === identity(other).namespace;
}

export function apiVersionOf(kind: string): string | undefined {
  return API_VERSIONS.get(kind);
}

/** Whether the kind is another's than Kubernetes' own of that name, as Knative has Services. Groups of others have a dot in their names. */
export function isForeign({ apiVersion }: Manifest): boolean {
  return typeof apiVersion === 'string' && /^[^/]*\.[^/]*\//.test(apiVersion);
}
