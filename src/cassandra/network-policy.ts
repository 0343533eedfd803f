import * as kplus from 'cdk8s-plus-28';
import { CQL, INTRA_NODE } from './ports';
import { Access } from '../engine/access';

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
export function access(job: Record<string, string>, { from = [], datacenters = [], metricsFrom }: CassandraAccessProps): Pick<Access, 'own' | 'openings' | 'metricsFrom'> {
  return {
    own: { labels: job, port: CQL.name },
    openings: [{ ports: [CQL.name], to: from }, { ports: [CQL.name, INTRA_NODE.name], to: datacenters }],
    metricsFrom,
  };
}
