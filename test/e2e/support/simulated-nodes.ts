import { Api } from './api';
import { Manifest } from '../../../src/manifest/manifest';

/** Well below the 40 or 50 seconds after which a control plane gives a node up. */
const EVERY = 5_000;

/**
 * Reports the simulated nodes as alive until it is told to stop. On a busy machine they report too late themselves; the control plane then marks their pods
 * as not ready, and as nothing runs there, nothing ever makes them ready again. Nodes that run containers look after themselves, and are left alone.
 */
export async function keepAlive(): Promise<() => void> {
  const api = await Api.start();
  const report = async () => {
    const { body } = await api.list('/api/v1/nodes'); // each time, because a test may make some of its own
    const simulated = body.items.filter(({ metadata }: Manifest) => metadata.annotations?.['kwok.x-k8s.io/node'] === 'fake');
    await Promise.all(simulated.map(({ metadata }: Manifest) => api.apply(lease(metadata.name))));
  };
  await report();
  const timer = setInterval(() => void report().catch(() => { /* the next one is soon */ }), EVERY);
  return () => {
    clearInterval(timer);
    api.stop();
  };
}

/** What counts as a sign of life: https://kubernetes.io/docs/concepts/architecture/nodes/#node-heartbeats */
function lease(node: string): Manifest {
  const renewTime = new Date().toISOString().replace('Z', '000Z'); // in microseconds
  return { apiVersion: 'coordination.k8s.io/v1', kind: 'Lease', metadata: { name: node, namespace: 'kube-node-lease' }, spec: { holderIdentity: node, leaseDurationSeconds: 40, renewTime } };
}
