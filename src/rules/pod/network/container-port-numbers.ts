import { POD_KINDS } from '../../../manifest/reading';
import { Rule } from '../../rule';
import { sharedNumbers } from '../../shared-numbers';

/** `kubectl apply` tells the ports of a container apart by their numbers alone. */
export const containerPortNumbers: Rule = {
  name: 'container-port-numbers',
  certainty: 'advice',
  kinds: POD_KINDS,
  check(_, report, __, { containers }) {
    for (const { container, path } of containers) sharedNumbers(container.ports, 'containerPort', `${path}.ports`, report);
  },
};
