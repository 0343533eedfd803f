import { filled, given, items, POD_KINDS } from '../../../manifest/reading';
import { Rule } from '../../rule';

/** A block device is a claim, and there once. */
export const volumeDevices: Rule = {
  name: 'volume-devices',
  certainty: 'refused by the API server',
  kinds: POD_KINDS,
  check(manifest, report, _, { every }) {
    const claims = items(manifest.spec?.volumeClaimTemplates).map(({ metadata }) => metadata?.name); // of a StatefulSet
    for (const { value: pod } of every('PodSpec')) {
      const volumes = items(pod.volumes);
      const claimed = new Set([
        ...claims,
        ...volumes.filter(({ persistentVolumeClaim: claim, ephemeral }) => given(claim) || given(ephemeral)).map(({ name }) => name),
      ]);
      for (const { value: container, path } of every('Container')) {
        const names = new Set<unknown>();
        const paths = new Set<unknown>();
        items(container.volumeDevices).forEach(({ name, devicePath }, i) => {
          const what = `${path}.volumeDevices[${i}]`;
          if (filled(name) && !claimed.has(name)) {
            report({ what: `${what}.name`, allowed: 'a claim template, or a volume of the pod that uses a claim', got: name });
          } else if (filled(name) && names.has(name)) {
            report({ what: `${what}.name`, allowed: 'a volume that no other device of the container uses', got: name });
          }
          if (filled(devicePath) && paths.has(devicePath)) {
            report({ what: `${what}.devicePath`, allowed: 'a path that no other device has', got: devicePath });
          }
          names.add(name);
          paths.add(devicePath);
        });
      }
    }
  },
};
