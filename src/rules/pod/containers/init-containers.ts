import { entries, given, items, POD_KINDS } from '../../../manifest/reading';
import { Rule } from '../../rule';

const OF_SIDECARS = ['lifecycle', 'livenessProbe', 'readinessProbe', 'startupProbe'];
const POLICIES_SINCE = 35;
/** It knows them, and drops them, as long as a feature gate is off. */
const POLICIES_DROPPED = 34;

/** An init container ends, and has neither probes nor a lifecycle, unless it is restarted always: then it is a sidecar. */
export const initContainers: Rule = {
  name: 'init-containers',
  certainty: 'refused by the API server',
  kinds: POD_KINDS,
  check(_, report, __, { kubernetes, dropped, pod: { spec, path } }) {
    const known = kubernetes >= POLICIES_SINCE ? ['Always', 'OnFailure', 'Never'] : ['Always'];
    items(spec.initContainers).forEach((container, i) => {
      const what = `${path}spec.initContainers[${i}]`;
      const { restartPolicy } = container;
      if (given(restartPolicy) && kubernetes !== POLICIES_DROPPED && !known.includes(restartPolicy)) {
        report({ what: `${what}.restartPolicy`, allowed: known.map(word => `'${word}'`).join(' or '), got: restartPolicy });
      }
      if (restartPolicy === 'Always') return;
      for (const field of OF_SIDECARS) {
        const got = container[field];
        // a lifecycle of which nothing is left is dropped with what it said
        const gone = entries(got).length === 0 && dropped.some(each => each.what.startsWith(`${what}.${field}.`));
        if (!given(got) || gone) continue;
        report({ what: `${what}.${field}`, allowed: "left out of an init container, unless its restartPolicy is 'Always'", got });
      }
    });
    items(spec.containers).forEach(({ restartPolicy: got }, i) => {
      if (!given(got) || kubernetes === POLICIES_DROPPED) return;
      const what = `${path}spec.containers[${i}].restartPolicy`;
      if (kubernetes < POLICIES_SINCE) report({ what, allowed: 'left out of a container that is not an init container', got });
      else if (!known.includes(got)) report({ what, allowed: known.map(word => `'${word}'`).join(' or '), got });
    });
  },
};
