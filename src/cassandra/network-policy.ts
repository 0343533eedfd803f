import * as kplus from 'cdk8s-plus-28';
import { CQL, INTRA_NODE } from './pods';
import { METRICS } from '../engine/monitor';
import { membersAndClients } from '../stateful-backend/network-policy';

/**
 * Properties of `CassandraCluster.addNetworkPolicy`. The nodes of the ring always reach each other, on any port.
 */
export interface CassandraAccessProps {
  /**
   * The clients, which can reach port 9042.
   *
   * @default - none
   */
  readonly from?: kplus.INetworkPolicyPeer[];

  /**
   * The nodes of other datacenters, which can reach ports 7000 and 9042.
   *
   * @default - none
   */
  readonly datacenters?: kplus.INetworkPolicyPeer[];

  /**
   * The metrics collectors, which can reach the exporter's port. Refused without an exporter.
   *
   * @default - none
   */
  readonly metricsFrom?: kplus.INetworkPolicyPeer[];
}

/** The Job that applies the superuser is a client, too. */
export function policyProps(
  members: kplus.Pods,
  job: kplus.Pods,
  ports: readonly kplus.ServicePort[],
  props: CassandraAccessProps,
): kplus.NetworkPolicyProps {
  const open = (...names: string[]) => ports.filter(port => names.includes(port.name!));
  const { selector, ingress } = membersAndClients(members, open(CQL.name), [job, ...props.from ?? []]);
  const others = membersAndClients(members, open(CQL.name, INTRA_NODE.name), props.datacenters ?? []);
  const metrics = membersAndClients(members, open(METRICS), props.metricsFrom ?? []);
  return {
    selector,
    ingress: { ...ingress, rules: [...ingress!.rules!, ...others.ingress!.rules!.slice(1), ...metrics.ingress!.rules!.slice(1)] },
  };
}
