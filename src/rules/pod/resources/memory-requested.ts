import { Manifest } from '../../../manifest/manifest';
import { given, POD_KINDS } from '../../../manifest/reading';
import { Rule } from '../../rule';

/** A pod that asks for no memory, for itself or for its containers, is the first to be evicted when a node runs short of it. */
export const memoryRequested: Rule = {
  name: 'memory-requested',
  certainty: 'advice',
  kinds: POD_KINDS,
  check(_, report, __, { pod, containers }) {
    if (asks(pod.spec)) return;
    for (const { container, path, init } of containers) {
      if (init || asks(container)) continue;
      report({
        what: `${path}.resources.requests.memory`,
        allowed: 'set, because pods that request no memory are evicted first',
        got: undefined,
      });
    }
  },
};

function asks({ resources }: Manifest): boolean {
  return given(resources?.requests?.memory) || given(resources?.limits?.memory);
}
