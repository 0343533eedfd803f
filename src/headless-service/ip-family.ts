/**
 * A family of IP addresses.
 */
export enum IpFamily {
  /** IP version 4. */
  IPV4 = 'IPv4',

  /** IP version 6. */
  IPV6 = 'IPv6',
}

/**
 * Whether a Service has addresses of one family or of two.
 *
 * @see https://kubernetes.io/docs/concepts/services-networking/dual-stack/
 */
export enum IpFamilyPolicy {
  /** One family: the cluster's first, or the one that is named. */
  SINGLE_STACK = 'SingleStack',

  /** Two families where the cluster has two, else one. */
  PREFER_DUAL_STACK = 'PreferDualStack',

  /** Two families; a cluster that has only one refuses the Service. */
  REQUIRE_DUAL_STACK = 'RequireDualStack',
}
