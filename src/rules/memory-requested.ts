import { containers, given } from './reading';
import { Rule } from './rule';

/** A pod that asks for no memory is the first to be evicted when a node runs short of it. */
export const memoryRequested: Rule = {
  name: 'memory-requested',
  severity: 'advice',
  kind: 'StatefulSet',
  check(statefulSet, report) {
    for (const { container, path, init } of containers(statefulSet)) {
      const { requests, limits } = container.resources ?? {};
      if (init || given(requests?.memory) || given(limits?.memory)) continue;
      report({ what: `${path}.resources.requests.memory`, allowed: 'given, because pods that ask for no memory are evicted first', got: undefined });
    }
  },
};
