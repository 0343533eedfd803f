import { filled, items, POD_KINDS } from '../../../manifest/reading';
import { DNS_LABEL } from '../../../naming/dns-label';
import { Rule } from '../../rule';

/** A pod has a container, each container an image and a name of its own. */
export const containers: Rule = {
  name: 'containers',
  certainty: 'refused by the API server',
  kinds: POD_KINDS,
  check(_, report, __, { pod: { spec, path: template }, containers: all }) {
    if (items(spec.containers).length === 0) {
      report({ what: `${template}spec.containers`, allowed: 'at least one container', got: spec.containers });
    }
    const seen = new Set<string>();
    for (const { container: { name, image }, path } of all) {
      if (!DNS_LABEL.accepts(name)) report({ what: `${path}.name`, allowed: DNS_LABEL.allowed, got: name });
      else if (seen.has(name)) report({ what: `${path}.name`, allowed: 'a name that no other container of the pod has', got: name });
      seen.add(name);
      if (!filled(image)) report({ what: `${path}.image`, allowed: 'the name of an image', got: image });
    }
  },
};
