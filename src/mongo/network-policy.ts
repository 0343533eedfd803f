import * as kplus from 'cdk8s-plus-28';
import { MONGODB } from './ports';
import { Access } from '../engine/access';

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
export function access(backup: Record<string, string>, { from = [], metricsFrom }: MongoAccessProps): Pick<Access, 'own' | 'openings' | 'metricsFrom'> {
  return { own: { labels: backup, port: MONGODB.name }, openings: [{ ports: [MONGODB.name], to: from }], metricsFrom };
}
