import * as kplus from 'cdk8s-plus-28';
import { Construct } from 'constructs';
import { ExposedServiceProps } from './exposed-service';
import { checkPort, toKubePorts } from '../headless-service/service-port';
import { refuse } from '../naming/refuse';
import { checkGivenMetadata } from '../synthesis/given-metadata';
import { refusing } from '../synthesis/refusing';

const OUTSIDE = [kplus.ServiceType.NODE_PORT, kplus.ServiceType.LOAD_BALANCER];

/** Refuses what the API server would refuse of a Service with an address. */
export function checkExposed(scope: Construct, where: string, props: ExposedServiceProps, ports: readonly kplus.ServicePort[]): void {
  checkGivenMetadata(refusing(scope, where), 'metadata', props.metadata);
  const type = typeOf(props);
  if (type === kplus.ServiceType.EXTERNAL_NAME) {
    refuse(where, {
      what: 'type',
      allowed: 'ClusterIP, NodePort or LoadBalancer',
      got: type,
      instead: 'an alias has no pods: make a kplus.Service for it',
    });
  }
  if (ports.length === 0) {
    refuse(where, { what: 'ports', allowed: 'at least one port', got: ports, instead: 'set ports here, or on the containers' });
  }
  ports.forEach((port, i) => {
    checkPort(where, `ports[${i}]`, port, ports.slice(0, i));
    if (port.nodePort !== undefined && !OUTSIDE.includes(type)) only(where, `ports[${i}].nodePort`, port.nodePort, OUTSIDE);
  });
  if (props.externalTrafficPolicy !== undefined && !OUTSIDE.includes(type)) {
    only(where, 'externalTrafficPolicy', props.externalTrafficPolicy, OUTSIDE);
  }
  for (const what of ['loadBalancerSourceRanges', 'loadBalancerClass'] as const) {
    if (props[what] !== undefined && type !== kplus.ServiceType.LOAD_BALANCER) {
      only(where, what, props[what], [kplus.ServiceType.LOAD_BALANCER]);
    }
  }
}

function typeOf({ type = kplus.ServiceType.CLUSTER_IP }: ExposedServiceProps): kplus.ServiceType {
  return type;
}

function only(where: string, what: string, got: unknown, types: kplus.ServiceType[]): never {
  return refuse(where, { what, allowed: `left out unless the type is ${types.join(' or ')}`, got });
}

export function exposedSpec(
  props: ExposedServiceProps,
  ports: readonly kplus.ServicePort[],
  selector: Record<string, string>,
): kplus.k8s.ServiceSpec {
  return {
    type: typeOf(props),
    externalTrafficPolicy: props.externalTrafficPolicy,
    loadBalancerClass: props.loadBalancerClass,
    loadBalancerSourceRanges: props.loadBalancerSourceRanges,
    ports: toKubePorts(ports),
    selector,
  };
}
