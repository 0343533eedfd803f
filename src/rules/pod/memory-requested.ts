import { containers, given, POD_KINDS } from '../../manifest/reading';
import { Rule } from '../rule';

/** A pod that asks for no memory is the first to be evicted when a node runs short of it. */
export const memoryRequested: Rule = {
  name: 'memory-requested',
  severity: 'advice',
  kinds: POD_KINDS,
  check(manifest, report) {
    for (const { container, path, init } of containers(manifest)) {
      const { requests, limits } = container.resources ?? {};
      if (init || given(requests?.memory) || given(limits?.memory)) continue;
      report({
        what: `${path}.resources.requests.memory`,
        allowed: 'set, because pods that request no memory are evicted first',
        got: undefined,
      });
    }
  },
};
