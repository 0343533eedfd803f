import * as kplus from 'cdk8s-plus-28';
import { MONGODB } from './pods';
import { METRICS } from '../engine/monitor';
import { membersAndClients } from '../stateful-backend/network-policy';

/**
 * Who may reach the members of a replica set. They reach each other on any port.
 */
export interface MongoAccessProps {
  /**
   * The clients that are let in, on port 27017.
   *
   * @default - none
   */
  readonly from?: kplus.INetworkPolicyPeer[];

  /**
   * Who collects metrics, on the exporter's port; refused where there is no exporter.
   *
   * @default - nobody
   */
  readonly metricsFrom?: kplus.INetworkPolicyPeer[];
}

/** The set's own backup is a client, too. */
export function policyProps(members: kplus.Pods, backup: kplus.Pods, ports: readonly kplus.ServicePort[], props: MongoAccessProps): kplus.NetworkPolicyProps {
  const open = (name: string) => ports.filter(port => port.name === name);
  const { selector, ingress } = membersAndClients(members, open(MONGODB.name), [backup, ...props.from ?? []]);
  const metrics = membersAndClients(members, open(METRICS), props.metricsFrom ?? []);
  return { selector, ingress: { ...ingress, rules: [...ingress!.rules!, ...metrics.ingress!.rules!.slice(1)] } };
}
