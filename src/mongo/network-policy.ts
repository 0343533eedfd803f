import * as kplus from 'cdk8s-plus-28';
import { MONGODB } from './ports';
import { Access } from '../engine/access';
import { INetworkPeer } from '../stateful-backend/peer';

/**
 * Properties of `MongoCluster.addNetworkPolicy`. The members always reach each other, on any port.
 */
export interface MongoAccessProps {
  /**
   * The clients, which can reach port 27017.
   *
   * @default - none
   */
  readonly from?: (kplus.INetworkPolicyPeer | INetworkPeer)[];

  /**
   * The metrics collectors, which can reach the exporter's port. Refused without an exporter.
   *
   * @default - none
   */
  readonly metricsFrom?: (kplus.INetworkPolicyPeer | INetworkPeer)[];
}

/** The set's own backup is a client, too. */
export function access(
  backup: Record<string, string>,
  { from = [], metricsFrom }: MongoAccessProps,
): Pick<Access, 'own' | 'openings' | 'metricsFrom'> {
  return { own: { labels: backup, port: MONGODB.name }, openings: [{ ports: [MONGODB.name], to: from }], metricsFrom };
}
