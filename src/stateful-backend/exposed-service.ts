import { ApiObjectMetadata } from 'cdk8s';
import * as kplus from 'cdk8s-plus-28';

/**
 * Whether a node may forward external traffic to pods on other nodes.
 *
 * @see https://kubernetes.io/docs/reference/networking/virtual-ips/#external-traffic-policy
 */
export enum ExternalTrafficPolicy {
  /** Every node forwards traffic to pods on all nodes. Traffic is balanced over all, and the client's address is lost. */
  CLUSTER = 'Cluster',

  /** A node forwards traffic only to pods of its own. Nodes without a pod take none, and the client's address is kept. */
  LOCAL = 'Local',
}

/**
 * Properties of a Service that has an address of its own.
 */
export interface ExposedServiceProps {
  /**
   * The type of the Service: ClusterIP (inside the cluster), NodePort, or LoadBalancer. ExternalName is refused, because it has no pods.
   *
   * @default ServiceType.CLUSTER_IP
   */
  readonly type?: kplus.ServiceType;

  /**
   * The ports that the Service exposes.
   *
   * @default - those of the governing Service
   */
  readonly ports?: kplus.ServicePort[];

  /**
   * Whether a node may forward external traffic to pods on other nodes. Refused unless the type is NodePort or LoadBalancer.
   *
   * @default - ExternalTrafficPolicy.CLUSTER
   */
  readonly externalTrafficPolicy?: ExternalTrafficPolicy;

  /**
   * The client addresses that the load balancer lets in, as CIDRs. Refused unless the type is LoadBalancer.
   *
   * @default - all
   */
  readonly loadBalancerSourceRanges?: string[];

  /**
   * The implementation of the load balancer. Refused unless the type is LoadBalancer.
   *
   * @default - the cloud's default
   */
  readonly loadBalancerClass?: string;

  /**
   * Labels and annotations of the Service. A client Service takes its name from here, too.
   *
   * @default - no labels, no annotations
   */
  readonly metadata?: ApiObjectMetadata;
}
