import { Manifest } from '../manifest/manifest';
import { text } from '../manifest/reading';

/** Groups whose objects are Kubernetes' own. */
const OWN = /^(v1|(apps|batch|autoscaling|policy|[a-z0-9.-]+\.k8s\.io)\/[^/]+)$/;

/** Whether it is Kubernetes' own kind of that name: Knative has Services, too, and OpenKruise has StatefulSets. */
export function isOwn({ apiVersion }: Manifest): boolean {
  return OWN.test(text(apiVersion, 'v1'));
}
