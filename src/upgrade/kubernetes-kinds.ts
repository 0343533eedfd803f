import { Manifest } from '../manifest/manifest';
import { text } from '../manifest/reading';

/** Groups whose objects are Kubernetes' own. */
const OWN = /^(v1|(apps|batch|autoscaling|policy|[a-z0-9.-]+\.k8s\.io)\/[^/]+)$/;

/** Of which kinds the API server lets everything be changed that no judge has a word for. */
const FREE = new Set([
  'ConfigMap', 'CronJob', 'ClusterRole', 'ClusterRoleBinding', 'DaemonSet', 'Deployment', 'EndpointSlice', 'Endpoints',
  'HorizontalPodAutoscaler', 'Ingress', 'IngressClass', 'Job', 'LimitRange', 'MutatingWebhookConfiguration', 'NetworkPolicy',
  'PersistentVolume', 'PersistentVolumeClaim', 'Pod', 'PodDisruptionBudget', 'PriorityClass', 'ReplicaSet', 'ReplicationController',
  'ResourceQuota', 'Role', 'RoleBinding', 'RuntimeClass', 'Secret', 'Service', 'ServiceAccount', 'StatefulSet', 'StorageClass',
  'ValidatingAdmissionPolicy', 'ValidatingAdmissionPolicyBinding', 'ValidatingWebhookConfiguration', 'VolumeAttributesClass',
]);

/** Whether it is Kubernetes' own kind of that name: Knative has Services, too, and OpenKruise has StatefulSets. */
export function isOwn({ apiVersion }: Manifest): boolean {
  return OWN.test(text(apiVersion, 'v1'));
}

export function isFree(manifest: Manifest): boolean {
  return isOwn(manifest) && FREE.has(manifest.kind);
}
