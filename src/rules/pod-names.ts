import { POD_NAME_LENGTH, podName } from '../naming/dns-label';
import { Rule } from './rule';

/** A pod's name is a label value and a host name: 63 characters, the ordinal included. */
export const podNames: Rule = {
  name: 'pod-names',
  severity: 'refused',
  kind: 'StatefulSet',
  check({ metadata, spec }, report) {
    const highest = podName(metadata?.name, (spec?.ordinals?.start ?? 0) + (spec?.replicas ?? 1) - 1);
    if (highest.length > POD_NAME_LENGTH) {
      report({ what: 'metadata.name', allowed: `so short that the name of the last pod has at most ${POD_NAME_LENGTH} characters`, got: highest });
    }
  },
};
