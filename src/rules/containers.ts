import { containers as containersOf, items } from './reading';
import { Rule } from './rule';
import { DNS_LABEL } from '../naming/dns-label';

/** A pod has a container, each container an image and a name of its own. */
export const containers: Rule = {
  name: 'containers',
  severity: 'refused',
  kind: 'StatefulSet',
  check(statefulSet, report) {
    if (items(statefulSet.spec?.template?.spec?.containers).length === 0) {
      report({ what: 'spec.template.spec.containers', allowed: 'at least one container', got: statefulSet.spec?.template?.spec?.containers });
    }
    const seen = new Set<string>();
    for (const { container: { name, image }, path } of containersOf(statefulSet)) {
      if (!DNS_LABEL.accepts(name)) report({ what: `${path}.name`, allowed: DNS_LABEL.allowed, got: name });
      else if (seen.has(name)) report({ what: `${path}.name`, allowed: 'a name that no other container of the pod has', got: name });
      seen.add(name);
      if (typeof image !== 'string' || image.trim() !== image || image === '') report({ what: `${path}.image`, allowed: 'the name of an image', got: image });
    }
  },
};
