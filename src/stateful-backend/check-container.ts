import * as kplus from 'cdk8s-plus-28';
import { ContainerFields } from './container-fields';
import { checkQuantities, checkResources } from './resources';
import { portName, protocolOf } from '../headless-service/service-port';
import { NEWEST } from '../manifest/kubernetes-types';
import { filled } from '../manifest/reading';
import { PORT_NAME } from '../manifest/syntax';
import { DNS_LABEL } from '../naming/dns-label';
import { given } from '../naming/given';
import { INT32, refuse, wholeNumber } from '../naming/refuse';
import { isProduced } from '../naming/typed';
import { wholeSeconds } from '../naming/units';
import { variableNames } from '../rules/pod/containers/environment';
import { Report } from '../rules/rule';
import { refusing } from '../synthesis/refusing';

/** What the user calls the number and the name of a port. */
interface PortWords {
  readonly number: string;
  readonly name: string;
}

/** What a container is added to. */
interface Beside {
  readonly pod: kplus.Workload;
  /** The name that cdk8s-plus gives to a container without one. */
  readonly usual: string;
  /** Whether it runs for as long as the pod does. */
  readonly stays: boolean;
  /** The ports that the pods have in their own Service, which takes those of the container as well. */
  readonly served: readonly kplus.ServicePort[];
}

/** What cdk8s-plus would refuse of a container without saying whose it is, and what the rules would find in the pods that are written. */
export function checkContainer(where: string, container: kplus.ContainerProps, { pod, usual, stays, served }: Beside): void {
  const report = refusing(pod, where);
  const { ports = [], port: alone, portNumber = alone } = container;
  checkName(report, container.name, usual, [...pod.initContainers, ...pod.containers]);
  checkVariables(report, container);
  checkResources(report, 'resources', container.resources);
  if (!stays) checkProbes(where, container);
  if (alone !== undefined && container.portNumber !== undefined) {
    report({ what: 'port', allowed: "left out beside 'portNumber'", got: alone });
  }
  if (portNumber !== undefined) {
    const what = container.portNumber === undefined ? 'port' : 'portNumber';
    checkNumber(where, what, portNumber);
    checkServed(report, { number: what, name: what }, { number: portNumber }, served);
  }
  ports.forEach((port, i) => {
    const what = { number: `ports[${i}].number`, name: `ports[${i}].name` };
    checkNumber(where, what.number, port.number);
    if (filled(port.name) && !PORT_NAME.accepts(port.name)) report({ what: what.name, allowed: PORT_NAME.allowed, got: port.name });
    checkApart(where, what, port, ports.slice(0, i));
    checkServed(report, what, port, served);
  });
}

/** Nobody probes what runs before the others, and ends. */
function checkProbes(where: string, probes: kplus.ContainerProps): void {
  const allowed = 'left out of an init container, unless its restartPolicy is ALWAYS';
  for (const what of ['readiness', 'liveness', 'startup'] as const) {
    if (probes[what] !== undefined) refuse(where, { what, allowed, got: 'a probe' });
  }
}

/** Beside each other: in the pods they have no other name. */
export function checkVolumes(where: string, volumes: readonly kplus.Volume[] = []): void {
  volumes.forEach(({ name }, i) => {
    if (!volumes.slice(0, i).some(other => other.name === name)) return;
    refuse(where, { what: `volumes[${i}]`, allowed: 'a volume whose name no other volume of the pods has', got: name });
  });
}

function checkName(report: Report, asked: string | undefined, usual: string, others: readonly kplus.Container[]): void {
  const name = asked ?? usual;
  if (!DNS_LABEL.accepts(name)) report({ what: 'name', allowed: DNS_LABEL.allowed, got: name });
  if (!others.some(other => other.name === name)) return;
  const instead = asked === undefined ? `without one it is '${name}', which another has` : undefined;
  report({ what: 'name', allowed: 'a name that no other container of the pods has', got: asked, instead });
}

function checkVariables(report: Report, { envVariables = {} }: kplus.ContainerProps): void {
  const names = variableNames(NEWEST);
  for (const name of Object.keys(given(envVariables))) {
    if (!names.accepts(name)) report({ what: 'envVariables', allowed: `variables whose names are ${names.allowed}`, got: name });
  }
}

function checkNumber(where: string, what: string, number: number): void {
  if (!isProduced(number)) wholeNumber(where, what, number, 1, 65535);
}

/** From the other ports of the container. */
function checkApart(where: string, what: PortWords, port: kplus.ContainerPort, others: readonly kplus.ContainerPort[]): void {
  const { number, name } = port;
  const protocol = protocolOf(port);
  if (others.some(other => other.number === number && protocolOf(other) === protocol)) {
    refuse(where, { what: what.number, allowed: `a number that no other ${protocol} port of the container has`, got: number });
  }
  if (filled(name) && others.some(other => other.name === name)) {
    refuse(where, { what: what.name, allowed: 'a name that no other port of the container has', got: name });
  }
}

/** From the ports of the other containers: the Service has them all. */
function checkServed(report: Report, what: PortWords, port: kplus.ContainerPort, served: readonly kplus.ServicePort[]): void {
  const { number, name } = port;
  const protocol = protocolOf(port);
  if (served.some(other => other.port === number && protocolOf(other) === protocol)) {
    report({ what: what.number, allowed: `a number that no other ${protocol} port of the pods has`, got: number });
  }
  if (name !== undefined && served.some(other => portName(other) === name)) {
    report({ what: what.name, allowed: 'a name that no other port of the pods has', got: name });
  }
}

/** What can be wrong with fields of a container, whichever it is. */
export function checkExtension(pod: kplus.Workload, where: string, { livenessGracePeriod, resources }: ContainerFields): void {
  if (livenessGracePeriod !== undefined) wholeSeconds(where, 'livenessGracePeriod', livenessGracePeriod, 1, INT32);
  if (resources !== undefined) checkQuantities(refusing(pod, where), 'resources', resources);
}

/** That a container is one of this workload's. */
export function checkOwn({ node, containers, initContainers }: kplus.Workload, container: kplus.Container): void {
  if ([...containers, ...initContainers].includes(container)) return;
  const allowed = 'a container of this backend';
  refuse(node.path, { what: 'container', allowed, got: container.name, instead: 'add it with addContainer first' });
}
