import { ApiObjectMetadata } from 'cdk8s';
import * as kplus from 'cdk8s-plus-28';
import { IpFamily, IpFamilyPolicy } from './ip-family';
import { NotAllowed } from './refused-props';

/**
 * Options of `HeadlessService.bind`.
 */
export interface HeadlessServiceBindOptions {
  /** @jsii ignore */
  readonly nodePort?: number & NotAllowed<'a headless Service has no nodePort: put a client Service beside it, or one Service per pod'>;

  /**
   * The name of the port: a DNS label, unique within the Service. Cluster DNS answers SRV look-ups only for named ports.
   *
   * @default - `port-<number>`, followed by `-udp` or `-sctp` if the protocol is not TCP
   */
  readonly name?: string;

  /**
   * The transport protocol of the port.
   *
   * @default Protocol.TCP
   */
  readonly protocol?: kplus.Protocol;

  /**
   * The port that the pods listen on, from 1 to 65535. Nothing translates ports behind a headless Service: if it differs from the Service's
   * port, clients must use this one. SRV records and the endpoints of this construct contain it.
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
 * Pods that are selected, by whichever version of cdk8s-plus: a workload, a pod, or `Pods.select()`.
 */
export interface IPodSelection {
  /** What cdk8s-plus asks every selector for: labels, and namespaces. */
  toPodSelectorConfig(): any;
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
  readonly externalName?: NotAllowed<'a headless Service has no externalName: for an alias add a Service of type ExternalName'>;

  /** @jsii ignore */
  readonly externalIPs?: NotAllowed<'a headless Service has no externalIPs: put a client Service beside it, or one Service per pod'>;

  /** @jsii ignore */
  readonly loadBalancerSourceRanges?: NotAllowed<'a headless Service has no loadBalancerSourceRanges: put a client Service beside it, or one Service per pod'>;

  /**
   * Name, namespace, labels and annotations of the Service. The name becomes a DNS name, so it must be a DNS label that begins with a
   * letter; anything else is refused.
   *
   * @default - named after the construct's id in lower case, in the namespace of the chart
   */
  readonly metadata?: ApiObjectMetadata;

  /**
   * The pods that the name resolves to: a workload, a pod, or `Pods.select()`, of any version of cdk8s-plus. A Service can select by labels
   * only, so a selector with expressions, without labels, or for another namespace is refused.
   *
   * @see https://kubernetes.io/docs/concepts/services-networking/service/#headless-services
   * @default - none: call `select()`, or write the EndpointSlices yourself
   */
  readonly selector?: kplus.IPodSelector | IPodSelection;

  /**
   * The ports of the Service, which get SRV records. A headless Service works without any.
   *
   * @default - no ports
   */
  readonly ports?: HeadlessServicePort[];

  /**
   * Whether DNS resolves to pods that are not ready yet. Members of a cluster that look each other up by name while they start need this.
   *
   * @default false
   */
  readonly publishNotReadyAddresses?: boolean;

  /**
   * The IP families of the Service, in order of preference: one, or both.
   *
   * @see https://kubernetes.io/docs/concepts/services-networking/dual-stack/
   * @default - the cluster's default
   */
  readonly ipFamilies?: IpFamily[];

  /**
   * Whether the Service uses one IP family or both.
   *
   * @default - the cluster's default, which is one
   */
  readonly ipFamilyPolicy?: IpFamilyPolicy;

  /**
   * The DNS domain of the cluster, for the full names that this construct returns.
   *
   * @default 'cluster.local'
   */
  readonly clusterDomain?: string;
}
