import { ApiObjectMetadata } from 'cdk8s';
import * as kplus from 'cdk8s-plus-28';
import { IpFamily, IpFamilyPolicy } from './ip-family';
import { NotAllowed } from './refused-props';

/**
 * Options for `HeadlessService.bind`.
 */
export interface HeadlessServiceBindOptions {
  /** @jsii ignore */
  readonly nodePort?: number & NotAllowed<'a headless Service has no nodePort: put a client Service beside it, or one Service per pod'>;

  /**
   * A DNS label, unique within the Service. Cluster DNS answers SRV look-ups under this name, and only for ports that have one.
   *
   * @default - `port-<number>`, with `-udp` or `-sctp` after it where the protocol is not TCP
   */
  readonly name?: string;

  /**
   * The transport protocol.
   *
   * @default Protocol.TCP
   */
  readonly protocol?: kplus.Protocol;

  /**
   * The port that the pods listen on, from 1 to 65535. Nothing translates between clients and the pods behind a headless Service: where it
   * differs from the Service's port, clients must dial this one. SRV records and the endpoints of this construct carry it.
   *
   * @default - the Service's port
   */
  readonly targetPort?: number;
}

/**
 * A port of a headless Service.
 */
export interface HeadlessServicePort extends HeadlessServiceBindOptions {
  /** The number of the port, from 1 to 65535. */
  readonly port: number;
}

/**
 * Properties of a `HeadlessService`.
 */
export interface HeadlessServiceProps {
  // The compiler reports the first of these that does not fit, so what is refused stands first.

  /** @jsii ignore */
  readonly type?: NotAllowed<'a headless Service has no type but ClusterIP: for NodePort or LoadBalancer put a client Service beside it, or one Service per pod'>;

  /** @jsii ignore */
  readonly clusterIP?: NotAllowed<'a headless Service has no clusterIP but None: for an address that balances put a client Service beside it'>;

  /** @jsii ignore */
  readonly externalName?: NotAllowed<'a headless Service has no externalName: for an alias put a Service of type ExternalName beside it'>;

  /** @jsii ignore */
  readonly externalIPs?: NotAllowed<'a headless Service has no externalIPs: put a client Service beside it, or one Service per pod'>;

  /** @jsii ignore */
  readonly loadBalancerSourceRanges?: NotAllowed<'a headless Service has no loadBalancerSourceRanges: put a client Service beside it, or one Service per pod'>;

  /**
   * The Service's name, namespace, labels and annotations. The name is an address: a DNS label beginning with a letter, refused otherwise.
   *
   * @default - named after the construct's id in lower case, in the namespace of the chart
   */
  readonly metadata?: ApiObjectMetadata;

  /**
   * Which pods to answer with: a workload, a pod, or `Pods.select()`. A Service selects by labels only, so a selector with expressions is
   * refused, and so is one without labels or for another namespace.
   *
   * @see https://kubernetes.io/docs/concepts/services-networking/service/#headless-services
   * @default - none: call `select()`, or write the EndpointSlices yourself
   */
  readonly selector?: kplus.IPodSelector;

  /**
   * Named ports, for SRV look-ups. A headless Service works without any.
   *
   * @default - no ports
   */
  readonly ports?: HeadlessServicePort[];

  /**
   * Answer with pods before they are ready. Members of a cluster that find each other by name while they start need this.
   *
   * @default false
   */
  readonly publishNotReadyAddresses?: boolean;

  /**
   * The families of addresses to answer with, in order of preference: one, or both.
   *
   * @see https://kubernetes.io/docs/concepts/services-networking/dual-stack/
   * @default - the cluster's default
   */
  readonly ipFamilies?: IpFamily[];

  /**
   * Whether to answer with addresses of one family or of two.
   *
   * @default - the cluster's default, which is one
   */
  readonly ipFamilyPolicy?: IpFamilyPolicy;

  /**
   * The domain of the cluster, for the names this construct tells.
   *
   * @default 'cluster.local'
   */
  readonly clusterDomain?: string;
}
