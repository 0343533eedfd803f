/**
 * An IP address family.
 */
export enum IpFamily {
  /** IP version 4. */
  IPV4 = 'IPv4',

  /** IP version 6. */
  IPV6 = 'IPv6',
}

/**
 * Whether a Service has addresses of one IP family or of both.
 *
 * @see https://kubernetes.io/docs/concepts/services-networking/dual-stack/
 */
export enum IpFamilyPolicy {
  /** One IP family: the given one, or the cluster's first. */
  SINGLE_STACK = 'SingleStack',

  /** Both IP families if the cluster has both, else one. */
  PREFER_DUAL_STACK = 'PreferDualStack',

  /** Both IP families. A cluster with only one refuses the Service. */
  REQUIRE_DUAL_STACK = 'RequireDualStack',
}
