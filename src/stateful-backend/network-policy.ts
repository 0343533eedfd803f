import { ApiObject } from 'cdk8s';
import * as kplus from 'cdk8s-plus-28';
import { Construct } from 'constructs';
import { asPeer, INetworkPeer } from './peer';
import { protocolOf, targetPort } from '../headless-service/service-port';
import { addOnce } from '../naming/addition';
import { Labels } from '../naming/labels';
import { override } from '../synthesis/override';

/**
 * Properties of `StatefulBackend.addNetworkPolicy`. The members always reach each other, on any port.
 */
export interface MemberAccessProps {
  /**
   * The peers that can reach the pods: workloads, pods, namespaces, address blocks.
   *
   * @default - none
   */
  readonly from?: (kplus.INetworkPolicyPeer | INetworkPeer)[];

  /**
   * The ports that the peers can reach, by name. A name that the governing Service does not have is refused.
   *
   * @default - all ports of the governing Service
   */
  readonly ports?: string[];
}

const PROTOCOLS: Record<kplus.Protocol, kplus.NetworkProtocol> = {
  [kplus.Protocol.TCP]: kplus.NetworkProtocol.TCP,
  [kplus.Protocol.UDP]: kplus.NetworkProtocol.UDP,
  [kplus.Protocol.SCTP]: kplus.NetworkProtocol.SCTP,
};

const ID = 'NetworkPolicy';

/** Members reach each other on any port, because their traffic is nobody else's business; clients reach the given ones. */
export function membersAndClients(
  members: kplus.IPodSelector & kplus.INetworkPolicyPeer, ports: readonly kplus.ServicePort[], clients: readonly INetworkPeer[],
): kplus.NetworkPolicyProps {
  const open = ports.map(port => kplus.NetworkPolicyPort.of({
    port: targetPort(port),
    protocol: PROTOCOLS[protocolOf(port)],
  }));
  return {
    selector: members,
    ingress: {
      default: kplus.NetworkPolicyTrafficDefault.DENY,
      rules: [{ peer: members }, ...clients.map(peer => ({ peer: asPeer(peer), ports: open }))],
    },
  };
}

/** A backend or a cluster has one, with all that it needs. */
export function oneNetworkPolicy(to: Construct, make: () => kplus.NetworkPolicy): kplus.NetworkPolicy {
  return addOnce(to, 'addNetworkPolicy', ID, make, 'name all peers in one call');
}

/**
 * A NetworkPolicy that can be applied twice: cdk8s-plus writes "any port" as an empty list, which the API server stores as none, so that
 * each time it is applied is another change.
 */
export function makeNetworkPolicy(scope: Construct, props: kplus.NetworkPolicyProps): kplus.NetworkPolicy {
  const policy = new kplus.NetworkPolicy(scope, ID, props);
  const object = ApiObject.of(policy);
  const write = object.toJson.bind(object);
  override(object, {
    toJson: () => {
      const manifest = write();
      for (const rule of [...manifest.spec.ingress, ...manifest.spec.egress ?? []]) if (rule.ports?.length === 0) delete rule.ports;
      return manifest;
    },
  });
  return policy;
}

/** The policy that lets nobody in or out: cdk8s-plus makes it, without labels. */
export function isolate(backend: kplus.Workload, labels: Labels): void {
  backend.connections.isolate();
  const policies = backend.node.children.filter(child => child instanceof kplus.NetworkPolicy);
  for (const policy of policies) Object.entries(labels).forEach(([key, value]) => policy.metadata.addLabel(key, value));
}
