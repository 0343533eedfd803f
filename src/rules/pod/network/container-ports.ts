import { filled, items, POD_KINDS } from '../../../manifest/reading';
import { PORT_NAME } from '../../../manifest/syntax';
import { Rule } from '../../rule';

/** The names of container ports are shorter than those of Service ports. */
export const containerPorts: Rule = {
  name: 'container-ports',
  certainty: 'refused by the API server',
  kinds: POD_KINDS,
  check(_, report, __, { containers }) {
    for (const { container, path } of containers) {
      const names = new Set<string>();
      items(container.ports).forEach(({ name, containerPort }, i) => {
        const what = `${path}.ports[${i}]`;
        if (!Number.isInteger(containerPort) || containerPort < 1 || containerPort > 65535) {
          report({ what: `${what}.containerPort`, allowed: 'a whole number from 1 to 65535', got: containerPort });
        }
        if (!filled(name)) return;
        if (!PORT_NAME.accepts(name)) {
          report({ what: `${what}.name`, allowed: PORT_NAME.allowed, got: name });
        } else if (names.has(name)) {
          report({ what: `${what}.name`, allowed: 'a name that no other port of the container has', got: name });
        }
        names.add(name);
      });
    }
  },
};
