import { filled, items, POD_KINDS } from '../../../manifest/reading';
import { Rule } from '../../rule';

const NAME = /^(?=.{1,15}$)(?=.*[a-z])[a-z0-9]+(-[a-z0-9]+)*$/;

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
        if (typeof name !== 'string' || !NAME.test(name)) {
          report({
            what: `${what}.name`,
            allowed: "1 to 15 lower-case letters, digits or single '-' between them, with at least one letter",
            got: name,
          });
        } else if (names.has(name)) {
          report({ what: `${what}.name`, allowed: 'a name that no other port of the container has', got: name });
        }
        names.add(name);
      });
    }
  },
};
