import * as kplus from 'cdk8s-plus-28';
import { CQL, INTRA_NODE } from './ports';
import { Access } from '../engine/access';
import { INetworkPeer } from '../stateful-backend/peer';

/**
 * Properties of `CassandraCluster.addNetworkPolicy`. The nodes of the ring always reach each other, on any port.
 */
export interface CassandraAccessProps {
  /**
   * The clients, which can reach port 9042.
   *
   * @default - none
   */
  readonly from?: (kplus.INetworkPolicyPeer | INetworkPeer)[];

  /**
   * The nodes of other datacenters, which can reach ports 7000 and 9042.
   *
   * @default - none
   */
  readonly datacenters?: (kplus.INetworkPolicyPeer | INetworkPeer)[];

  /**
   * The metrics collectors, which can reach the exporter's port. Refused without an exporter.
   *
   * @default - none
   */
  readonly metricsFrom?: (kplus.INetworkPolicyPeer | INetworkPeer)[];
}

/** The Job that applies the superuser is a client, too. */
export function access(
  job: Record<string, string>,
  { from = [], datacenters = [], metricsFrom }: CassandraAccessProps,
): Pick<Access, 'own' | 'openings' | 'metricsFrom'> {
  return {
    own: { labels: job, port: CQL.name },
    openings: [{ ports: [CQL.name], to: from }, { ports: [CQL.name, INTRA_NODE.name], to: datacenters }],
    metricsFrom,
  };
}
