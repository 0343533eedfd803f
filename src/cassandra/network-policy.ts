import * as kplus from 'cdk8s-plus-28';
import { CQL, INTRA_NODE } from './pods';
import { METRICS } from '../engine/monitor';
import { membersAndClients } from '../stateful-backend/network-policy';

/**
 * Who may reach the nodes of a ring. Its own nodes reach each other on any port.
 */
export interface CassandraAccessProps {
  /**
   * The clients that are let in, on port 9042.
   *
   * @default - none
   */
  readonly from?: kplus.INetworkPolicyPeer[];

  /**
   * The nodes of other datacenters, on ports 7000 and 9042.
   *
   * @default - none
   */
  readonly datacenters?: kplus.INetworkPolicyPeer[];

  /**
   * Who collects metrics, on the exporter's port; refused where there is no exporter.
   *
   * @default - nobody
   */
  readonly metricsFrom?: kplus.INetworkPolicyPeer[];
}

/** The ring's own Job that looks after the superuser is a client, too. */
export function policyProps(members: kplus.Pods, job: kplus.Pods, ports: readonly kplus.ServicePort[], props: CassandraAccessProps): kplus.NetworkPolicyProps {
  const open = (...names: string[]) => ports.filter(port => names.includes(port.name!));
  const { selector, ingress } = membersAndClients(members, open(CQL.name), [job, ...props.from ?? []]);
  const others = membersAndClients(members, open(CQL.name, INTRA_NODE.name), props.datacenters ?? []);
  const metrics = membersAndClients(members, open(METRICS), props.metricsFrom ?? []);
  return { selector, ingress: { ...ingress, rules: [...ingress!.rules!, ...others.ingress!.rules!.slice(1), ...metrics.ingress!.rules!.slice(1)] } };
}
