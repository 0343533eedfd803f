import { containers, items } from './reading';
import { Rule } from './rule';

/** What a container mounts is there, and each path is taken once. */
export const volumeMounts: Rule = {
  name: 'volume-mounts',
  severity: 'refused',
  kind: 'StatefulSet',
  check(statefulSet, report) {
    const { volumeClaimTemplates: claims, template } = statefulSet.spec ?? {};
    const volumes = new Set([...items(claims).map(claim => claim.metadata?.name), ...items(template?.spec?.volumes).map(volume => volume.name)]);
    for (const { container, path } of containers(statefulSet)) {
      const paths = new Set<string>();
      items(container.volumeMounts).forEach(({ name, mountPath }, i) => {
        if (!volumes.has(name)) report({ what: `${path}.volumeMounts[${i}].name`, allowed: 'a claim or a volume of the pod', got: name });
        if (paths.has(mountPath)) report({ what: `${path}.volumeMounts[${i}].mountPath`, allowed: 'a path that nothing else is mounted at', got: mountPath });
        paths.add(mountPath);
      });
    }
  },
};
