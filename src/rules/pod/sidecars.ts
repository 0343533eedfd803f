import { containers, POD_KINDS } from '../../manifest/reading';
import { Rule } from '../rule';

const PROBES = ['lifecycle', 'livenessProbe', 'readinessProbe', 'startupProbe'];

/**
 * Kubernetes 1.28 knows init containers that keep running only behind a feature gate. Without it, its API server drops their restart
 * policy: then they are init containers like others, which may have no probes, and which the pod waits for until they end.
 *
 * @see https://kubernetes.io/docs/concepts/workloads/pods/sidecar-containers/
 */
export const sidecars: Rule = {
  name: 'sidecars',
  certainty: 'advice',
  kinds: POD_KINDS,
  check(manifest, report) {
    for (const { container, path, init } of containers(manifest)) {
      if (!init || container.restartPolicy !== 'Always') continue;
      const probed = PROBES.some(field => container[field] !== undefined);
      const then = probed ? 'refuses every pod for its probes' : 'waits for ever for it to end';
      report({
        what: `${path}.restartPolicy`,
        allowed: 'left out below Kubernetes 1.29',
        got: 'Always',
        instead: `1.28 drops it, unless the feature gate SidecarContainers is on, and then ${then}`,
      });
    }
  },
};
