import { Manifest } from '../../../manifest/manifest';
import { Place } from '../../../manifest/places';
import { filled, given, items, POD_KINDS } from '../../../manifest/reading';
import { Report, Rule } from '../../rule';

/** What a container mounts is there, and each path is taken once. */
export const volumeMounts: Rule = {
  name: 'volume-mounts',
  certainty: 'refused by the API server',
  kinds: POD_KINDS,
  check(manifest, report, _, { every }) {
    const claims = items(manifest.spec?.volumeClaimTemplates).map(({ metadata }) => metadata?.name); // of a StatefulSet
    for (const { value: pod } of every('PodSpec')) {
      const volumes = new Set([...claims, ...items(pod.volumes).map(({ name }) => name)]);
      for (const container of every('Container')) mounts(container, volumes, report);
    }
  },
};

function mounts({ value: container, path }: Place, volumes: ReadonlySet<unknown>, report: Report): void {
  const paths = new Set<string>(items(container.volumeDevices).map(({ devicePath }) => devicePath));
  const devices = new Set<string>(items(container.volumeDevices).map(({ name }) => name));
  items(container.volumeMounts).forEach((mount, i) => {
    const { name, mountPath, subPath, subPathExpr, mountPropagation } = mount;
    const what = `${path}.volumeMounts[${i}]`;
    if (filled(name) && !volumes.has(name)) report({ what: `${what}.name`, allowed: 'a claim template or a volume of the pod', got: name });
    if (devices.has(name)) report({ what: `${what}.name`, allowed: 'a volume that is not also in volumeDevices', got: name });
    if (paths.has(mountPath)) report({ what: `${what}.mountPath`, allowed: 'a path that no other mount has', got: mountPath });
    paths.add(mountPath);
    if (filled(subPath) && filled(subPathExpr)) {
      report({
        what: `${what}.subPathExpr`,
        allowed: 'left out if subPath is set',
        got: subPathExpr,
      });
    }
    if (mountPropagation === 'Bidirectional' && container.securityContext?.privileged !== true) {
      report({
        what: `${what}.mountPropagation`,
        allowed: "'None' or 'HostToContainer', unless the container is privileged",
        got: mountPropagation,
      });
    }
    recursive(mount, what, report);
  });
}

function recursive({ recursiveReadOnly: got, readOnly, mountPropagation }: Manifest, path: string, report: Report): void {
  if (got !== 'Enabled' && got !== 'IfPossible') return;
  const what = `${path}.recursiveReadOnly`;
  if (readOnly !== true) report({ what, allowed: "'Disabled' or left out, unless readOnly is true", got });
  if (given(mountPropagation) && mountPropagation !== 'None') {
    report({ what, allowed: "'Disabled' or left out, unless mountPropagation is 'None'", got });
  }
}
