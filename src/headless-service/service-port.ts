import * as kplus from 'cdk8s-plus-28';
import { DNS_LABEL } from '../naming/dns-label';
import { nameOfPort } from '../naming/port-name';
import { refuse, wholeNumber } from '../naming/refuse';

/** Every port is named, because only named ports get SRV records: after its number, and its protocol unless that is TCP. */
export function portName(port: kplus.ServicePort): string {
  if (port.name !== undefined) return port.name;
  const protocol = protocolOf(port);
  return nameOfPort(port.port, protocol === kplus.Protocol.TCP ? undefined : protocol);
}

/** Of a port of a Service or of a container, as Kubernetes takes it. */
export function protocolOf({ protocol = kplus.Protocol.TCP }: { readonly protocol?: kplus.Protocol }): kplus.Protocol {
  return protocol;
}

/** The port that a pod listens on: behind a headless Service nobody translates, so this is what clients dial. */
export function targetPort(port: kplus.ServicePort): number {
  return port.targetPort ?? port.port;
}

/** Refuses a port that the API server would refuse beside those that are there already. */
export function checkPort(where: string, what: string, port: kplus.ServicePort, others: readonly kplus.ServicePort[]): void {
  wholeNumber(where, `${what}.port`, port.port, 1, 65535);
  wholeNumber(where, `${what}.targetPort`, targetPort(port), 1, 65535);
  const protocol = protocolOf(port);
  if (others.some(other => other.port === port.port && protocolOf(other) === protocol)) {
    refuse(where, { what: `${what}.port`, allowed: `a port that no other ${protocol} port of the Service has`, got: port.port });
  }
  const name = portName(port);
  if (!DNS_LABEL.accepts(name)) refuse(where, { what: `${what}.name`, allowed: DNS_LABEL.allowed, got: name });
  if (others.some(other => portName(other) === name)) {
    const instead = port.name === undefined ? `without one it is '${name}', which another has` : undefined;
    refuse(where, { what: `${what}.name`, allowed: 'a name that no other port of the Service has', got: port.name, instead });
  }
}

/** The port of that name. */
export function findPort(where: string, ports: readonly kplus.ServicePort[], name: string): kplus.ServicePort {
  const port = ports.find(candidate => portName(candidate) === name);
  if (port !== undefined) return port;
  const names = ports.map(portName).join(', ');
  if (names !== '') return refuse(where, { what: 'port', allowed: `one of ${names}`, got: name });
  return refuse(where, {
    what: 'port',
    allowed: 'the name of a port, but the Service has none',
    got: name,
    instead: 'give it ports, or let a backend make it, with those of its containers',
  });
}

export function toKubePorts(ports: readonly kplus.ServicePort[]): kplus.k8s.ServicePort[] | undefined {
  if (ports.length === 0) return undefined;
  return ports.map(port => ({
    name: portName(port),
    port: port.port,
    targetPort: port.targetPort === undefined ? undefined : kplus.k8s.IntOrString.fromNumber(port.targetPort),
    nodePort: port.nodePort,
    protocol: port.protocol,
  }));
}
