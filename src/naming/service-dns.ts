import { DNS_DOMAIN } from './dns-label';
import { refuse } from './refuse';

/** The cluster domain of nearly every cluster. */
const CLUSTER_DOMAIN = 'cluster.local';

/**
 * The names under which cluster DNS knows a Service.
 *
 * @see https://kubernetes.io/docs/concepts/services-networking/dns-pod-service/
 */
export class ServiceDns {
  constructor(
    private readonly where: string,
    private readonly service: string,
    private readonly namespace: string | undefined,
    private readonly clusterDomain: string,
  ) {}

  /** The full name if the namespace is known, else a name that resolves within the same namespace only. */
  public get name(): string {
    return this.namespace === undefined ? this.service : `${this.service}.${this.namespace}.svc.${this.clusterDomain}`;
  }

  /** The same for one pod behind a governing Service. */
  public pod(pod: string): string {
    return `${pod}.${this.name}`;
  }

  /** SRV look-ups do not go through the search list of a pod's resolv.conf in most clients, so only the full name will do. */
  public srv(port: string, protocol: string): string {
    if (this.namespace === undefined) {
      refuse(this.where, {
        what: 'metadata.namespace',
        allowed: 'set for an SRV name, which contains it',
        got: undefined,
        instead: 'set it here or on the chart',
      });
    }
    return `_${port}._${protocol.toLowerCase()}.${this.name}`;
  }
}

/** The cluster domain that was given, or the usual one; what can be none is refused. */
export function clusterDomainOf(where: string, given = CLUSTER_DOMAIN): string {
  return DNS_DOMAIN.accepts(given) ? given : refuse(where, { what: 'clusterDomain', allowed: DNS_DOMAIN.allowed, got: given });
}
