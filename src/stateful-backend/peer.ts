import * as kplus from 'cdk8s-plus-28';

/**
 * A peer of a NetworkPolicy, of whichever version of cdk8s-plus: a workload, pods, namespaces, a block of addresses.
 */
export interface INetworkPeer {
  /** What cdk8s-plus asks every peer for: its block of addresses, or which pods it is. */
  toNetworkPolicyPeerConfig(): any;
}

/** As cdk8s-plus-28 takes it, which asks no peer for anything else. */
export function asPeer(peer: INetworkPeer): kplus.INetworkPolicyPeer {
  return peer as kplus.INetworkPolicyPeer;
}
