import { items } from '../../manifest/reading';
import { Rule } from '../rule';

/** A claim that no container mounts is bought and stays empty, while the data goes where it is lost with the pod. */
export const claimsMounted: Rule = {
  name: 'claims-mounted',
  certainty: 'advice',
  kinds: ['StatefulSet'],
  check(statefulSet, report, _, { containers }) {
    const used = new Set(containers.flatMap(({ container }) => [
      ...items(container.volumeMounts),
      ...items(container.volumeDevices),
    ].map(use => use.name)));
    items(statefulSet.spec?.volumeClaimTemplates).forEach(({ metadata }, i) => {
      if (!used.has(metadata?.name)) {
        report({
          what: `spec.volumeClaimTemplates[${i}]`,
          allowed: 'mounted by a container',
          got: metadata?.name,
          instead: 'mount it, or its data is written to the container and lost with the pod',
        });
      }
    });
  },
};
