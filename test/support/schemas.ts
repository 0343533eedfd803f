import { StatefulSet } from 'kubernetes-models/apps/v1/StatefulSet';
import { CronJob } from 'kubernetes-models/batch/v1/CronJob';
import { Job } from 'kubernetes-models/batch/v1/Job';
import { NetworkPolicy } from 'kubernetes-models/networking.k8s.io/v1/NetworkPolicy';
import { PodDisruptionBudget } from 'kubernetes-models/policy/v1/PodDisruptionBudget';
import { Role } from 'kubernetes-models/rbac.authorization.k8s.io/v1/Role';
import { RoleBinding } from 'kubernetes-models/rbac.authorization.k8s.io/v1/RoleBinding';
import { ConfigMap } from 'kubernetes-models/v1/ConfigMap';
import { PersistentVolumeClaim } from 'kubernetes-models/v1/PersistentVolumeClaim';
import { Service } from 'kubernetes-models/v1/Service';
import { ServiceAccount } from 'kubernetes-models/v1/ServiceAccount';
import { Manifest } from '../../src/manifest/manifest';

type Model = new (manifest: Manifest) => { validate(): void };
const MODELS = {
  ConfigMap, CronJob, Job, NetworkPolicy, PersistentVolumeClaim, PodDisruptionBudget, Role, RoleBinding, Service, ServiceAccount, StatefulSet,
} as Record<string, Model>;

/** Against the schemas of Kubernetes; throws at what they do not allow. */
export function validate(manifests: Manifest[]): void {
  for (const manifest of manifests) new MODELS[manifest.kind]!(manifest).validate();
}
