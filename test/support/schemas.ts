import { StatefulSet } from 'kubernetes-models/apps/v1/StatefulSet';
import { CronJob } from 'kubernetes-models/batch/v1/CronJob';
import { NetworkPolicy } from 'kubernetes-models/networking.k8s.io/v1/NetworkPolicy';
import { PodDisruptionBudget } from 'kubernetes-models/policy/v1/PodDisruptionBudget';
import { ConfigMap } from 'kubernetes-models/v1/ConfigMap';
import { PersistentVolumeClaim } from 'kubernetes-models/v1/PersistentVolumeClaim';
import { Service } from 'kubernetes-models/v1/Service';
import { Manifest } from '../../src/manifest/manifest';

type Model = new (manifest: Manifest) => { validate(): void };
const MODELS = { ConfigMap, CronJob, NetworkPolicy, PersistentVolumeClaim, PodDisruptionBudget, Service, StatefulSet } as Record<string, Model>;

/** Against the schemas of Kubernetes; throws at what they do not allow. */
export function validate(manifests: Manifest[]): void {
  for (const manifest of manifests) new MODELS[manifest.kind]!(manifest).validate();
}
