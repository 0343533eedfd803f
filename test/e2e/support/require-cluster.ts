import { tryKubectl } from './kubectl';

/** The end-to-end tests need an API server, controllers and cluster DNS. Simulated nodes will do. */
export default async function requireCluster(): Promise<void> {
  const answer = await tryKubectl(['version', '--request-timeout=10s']).catch((error: Error) => ({ ok: false, stderr: error.message }));
  if (answer.ok && process.env.KUBECONFIG) return;
  throw new Error([
    'These tests need a Kubernetes cluster of 1.28 or later, and have none.',
    'Put kubectl on the PATH and set KUBECONFIG to a cluster where you may make namespaces: kind, minikube, kwok, or a real one.',
    'Set CLUSTER_DNS to host:port of its DNS if that can be reached from here; else a pod is asked, and E2E_IMAGE may name an image with sleep and dig for it.',
    answer.stderr.trim(),
  ].join('\n'));
}
