import * as kplus from 'cdk8s-plus-28';
import { MONGODB } from './pods';
import { METRICS } from '../engine/monitor';
import { membersAndClients } from '../stateful-backend/network-policy';

/**
 * Properties of `MongoCluster.addNetworkPolicy`. The members always reach each other, on any port.
 */
export interface MongoAccessProps {
  /**
   * The clients, which can reach port 27017.
   *
   * @default - none
   */
  readonly from?: kplus.INetworkPolicyPeer[];

  /**
   * The metrics collectors, which can reach the exporter's port. Refused without an exporter.
   *
   * @default - none
   */
  readonly metricsFrom?: kplus.INetworkPolicyPeer[];
}

/** The set's own backup is a client, too. */
export function policyProps(
  members: kplus.Pods,
  backup: kplus.Pods,
  ports: readonly kplus.ServicePort[],
  props: MongoAccessProps,
): kplus.NetworkPolicyProps {
  const open = (name: string) => ports.filter(port => port.name === name);
  const { selector, ingress } = membersAndClients(members, open(MONGODB.name), [backup, ...props.from ?? []]);
  const metrics = membersAndClients(members, open(METRICS), props.metricsFrom ?? []);
  return { selector, ingress: { ...ingress, rules: [...ingress!.rules!, ...metrics.ingress!.rules!.slice(1)] } };
}
