import { get } from './kubectl';
import requireCluster from './require-cluster';

/** These tests need nodes that run containers, and the images of the examples. */
export default async function requireRealNodes(): Promise<void> {
  await requireCluster();
  const { items } = await get('nodes');
  const real = items.filter(({ metadata }: { metadata: { annotations?: Record<string, string> } }) => metadata.annotations?.['kwok.x-k8s.io/node'] === undefined);
  if (real.length > 0) return;
  throw new Error('These tests need nodes that run containers, and this cluster simulates its nodes. Set KUBECONFIG to one that does not.');
}
