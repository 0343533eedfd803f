import * as kplus from 'cdk8s-plus-28';
import { Construct } from 'constructs';
import { METRICS } from './monitor';
import { ObjectMetadata } from '../naming/labels';
import { takeName } from '../naming/object-name';
import { counted, refuse } from '../naming/refuse';
import { makeNetworkPolicy, membersAndClients, oneNetworkPolicy } from '../stateful-backend/network-policy';
import { INetworkPeer } from '../stateful-backend/peer';

/** Peers that are let in, and the ports that are open to them, by name. */
export interface Opening {
  readonly ports: readonly string[];
  readonly to: readonly INetworkPeer[];
}

/** Who may reach the members of a cluster, beside each other. */
export interface Access {
  readonly metadata: ObjectMetadata;
  /** By which the members are known. */
  readonly labels: Record<string, string>;
  /** Those of the members. */
  readonly ports: readonly kplus.ServicePort[];
  /** The labels of the cluster's own pods that are clients, and the port that is open to them. */
  readonly own: { readonly labels: Record<string, string>; readonly port: string };
  readonly openings: readonly Opening[];
  readonly metricsFrom?: readonly INetworkPeer[];
  readonly exporter?: unknown;
}

export function addAccess(scope: Construct, access: Access): kplus.NetworkPolicy {
  return oneNetworkPolicy(scope, () => make(scope, access));
}

function make(scope: Construct, access: Access): kplus.NetworkPolicy {
  const { metadata, labels, ports, own, openings, metricsFrom, exporter } = access;
  if (metricsFrom !== undefined && exporter === undefined) {
    refuse(scope.node.path, { what: 'metricsFrom', allowed: 'left out without an exporter', got: counted(metricsFrom.length, 'peer') });
  }
  takeName(scope, 'NetworkPolicy', metadata.namespace, metadata.name);
  const members = kplus.Pods.select(scope, 'Pods', { labels });
  const job = kplus.Pods.select(scope, 'OwnClients', { labels: own.labels });
  const all = [{ ports: [own.port], to: [job] }, ...openings, { ports: [METRICS], to: metricsFrom ?? [] }];
  const { selector, ingress } = membersAndClients(members, [], []);
  const rules = all.flatMap(opening => rulesOf(members, ports, opening));
  return makeNetworkPolicy(scope, {
    metadata,
    selector,
    ingress: { ...ingress, rules: [...ingress!.rules!, ...rules] },
  });
}

/** One for each peer; the first is that of the members themselves. */
function rulesOf(members: kplus.Pods, ports: readonly kplus.ServicePort[], opening: Opening): kplus.NetworkPolicyRule[] {
  return membersAndClients(members, ports.filter(port => opening.ports.includes(port.name!)), opening.to).ingress!.rules!.slice(1);
}
