import { filled, POD_KINDS } from '../../../manifest/reading';
import { Rule } from '../../rule';

/** The first version that looks at the devices; others make pods that cannot use them. */
const DEVICES_SINCE = 34;
const INSTEAD = 'a pod with its own user namespace cannot have it';

/**
 * A pod in a user namespace of its own shares none of the host's others, and has no block devices.
 *
 * @see https://kubernetes.io/docs/concepts/workloads/pods/user-namespaces/#limitations
 */
export const hostUsers: Rule = {
  name: 'host-users',
  certainty: 'refused by the API server',
  kinds: POD_KINDS,
  check(_, report, __, { kubernetes, pod: { spec, path: template }, containers }) {
    if (spec.hostUsers !== false) return;
    const allowed = 'left out if hostUsers is false';
    for (const field of ['hostNetwork', 'hostPID', 'hostIPC']) {
      if (spec[field] === true) report({ what: `${template}spec.${field}`, allowed, got: true, instead: INSTEAD });
    }
    if (kubernetes < DEVICES_SINCE) return;
    for (const { container, path } of containers) {
      const got = container.volumeDevices;
      if (filled(got)) report({ what: `${path}.volumeDevices`, allowed, got, instead: INSTEAD });
    }
  },
};
