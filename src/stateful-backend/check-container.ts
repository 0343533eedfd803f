import * as kplus from 'cdk8s-plus-28';
import { protocolOf } from '../headless-service/service-port';
import { refuse } from '../naming/refuse';

/** What cdk8s-plus would refuse of a container without saying whose it is. */
export function checkContainer(where: string, { ports = [], portNumber }: kplus.ContainerProps): void {
  if (Number.isNaN(portNumber)) refuse(where, { what: 'portNumber', allowed: 'a whole number from 1 to 65535', got: portNumber });
  ports.forEach((port, i) => {
    const { number, name } = port;
    const protocol = protocolOf(port);
    const others = ports.slice(0, i);
    if (others.some(other => other.number === number && protocolOf(other) === protocol)) {
      refuse(where, { what: `ports[${i}].number`, allowed: `a number that no other ${protocol} port of the container has`, got: number });
    }
    if (name !== undefined && others.some(other => other.name === name)) {
      refuse(where, { what: `ports[${i}].name`, allowed: 'a name that no other port of the container has', got: name });
    }
  });
}

/** That a container is one of this workload's. */
export function checkOwn({ node, containers, initContainers }: kplus.Workload, container: kplus.Container): void {
  if ([...containers, ...initContainers].includes(container)) return;
  const allowed = 'a container of this backend';
  refuse(node.path, { what: 'container', allowed, got: container.name, instead: 'add it with addContainer first' });
}
