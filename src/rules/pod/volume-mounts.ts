import { containers, items, POD_KINDS, podTemplate } from '../../manifest/reading';
import { Rule } from '../rule';

/** What a container mounts is there, and each path is taken once. */
export const volumeMounts: Rule = {
  name: 'volume-mounts',
  certainty: 'refused by the API server',
  kinds: POD_KINDS,
  check(manifest, report) {
    const claims = items(manifest.spec?.volumeClaimTemplates); // of a StatefulSet
    const volumes = new Set([
      ...claims.map(claim => claim.metadata?.name),
      ...items(podTemplate(manifest).spec.volumes).map(volume => volume.name),
    ]);
    for (const { container, path } of containers(manifest)) {
      const paths = new Set<string>();
      items(container.volumeMounts).forEach(({ name, mountPath }, i) => {
        if (!volumes.has(name)) report({ what: `${path}.volumeMounts[${i}].name`, allowed: 'a claim or a volume of the pod', got: name });
        if (paths.has(mountPath)) {
          report({ what: `${path}.volumeMounts[${i}].mountPath`, allowed: 'a path that nothing else is mounted at', got: mountPath });
        }
        paths.add(mountPath);
      });
    }
  },
};
