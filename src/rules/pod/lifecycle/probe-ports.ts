import { items, POD_KINDS } from '../../../manifest/reading';
import { Rule } from '../../rule';

/** A probe that asks for a port by a name that no port of the container has fails for ever. */
export const probePorts: Rule = {
  name: 'probe-ports',
  certainty: 'advice',
  kinds: POD_KINDS,
  check(_, report, __, { containers }) {
    for (const { container, path } of containers) {
      const names = items(container.ports).map(port => port.name);
      for (const probe of ['livenessProbe', 'readinessProbe', 'startupProbe']) {
        for (const handler of ['httpGet', 'tcpSocket']) {
          const port = container[probe]?.[handler]?.port;
          if (typeof port === 'string' && !names.includes(port)) {
            report({ what: `${path}.${probe}.${handler}.port`, allowed: 'the name of a port of the container, or a number', got: port });
          }
        }
      }
    }
  },
};
