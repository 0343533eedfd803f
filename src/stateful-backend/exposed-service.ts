import { ApiObjectMetadata } from 'cdk8s';
import * as kplus from 'cdk8s-plus-28';

/**
 * Whether traffic from outside may cross from one node to another.
 *
 * @see https://kubernetes.io/docs/reference/networking/virtual-ips/#external-traffic-policy
 */
export enum ExternalTrafficPolicy {
  /** It may: balanced over all nodes, the client's address is lost. */
  CLUSTER = 'Cluster',

  /** It may not: only nodes with a pod take it, and the client's address is kept. */
  LOCAL = 'Local',
}

/**
 * What all Services with an address of their own can be told.
 */
export interface ExposedServiceProps {
  /**
   * Where the Service can be reached: ClusterIP (inside the cluster), NodePort, or LoadBalancer. ExternalName is refused: it has no pods.
   *
   * @default ServiceType.CLUSTER_IP
   */
  readonly type?: kplus.ServiceType;

  /**
   * The ports.
   *
   * @default - those of the governing Service
   */
  readonly ports?: kplus.ServicePort[];

  /**
   * Whether traffic from outside may cross from one node to another; for NodePort and LoadBalancer, refused otherwise.
   *
   * @default - ExternalTrafficPolicy.CLUSTER
   */
  readonly externalTrafficPolicy?: ExternalTrafficPolicy;

  /**
   * Which clients the load balancer lets in, as CIDRs; for LoadBalancer, refused otherwise.
   *
   * @default - all
   */
  readonly loadBalancerSourceRanges?: string[];

  /**
   * Which kind of load balancer; for LoadBalancer, refused otherwise.
   *
   * @default - the cloud's default
   */
  readonly loadBalancerClass?: string;

  /**
   * Labels and annotations, and for a client Service its name.
   *
   * @default - no labels, no annotations
   */
  readonly metadata?: ApiObjectMetadata;
}
