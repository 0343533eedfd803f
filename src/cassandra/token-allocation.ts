import { refuse } from '../naming/refuse';

const KEY = 'allocate_tokens_for_local_replication_factor';

/** The replicas of most keyspaces, and the value of the image. */
const REPLICAS = 3;

/**
 * The key by which a node that joins chooses its tokens. With more replicas than there are racks, Cassandra gives none to the second node
 * of a rack: `Token allocation failed: the number of racks 2 in datacenter … is lower than its replication factor 3.` A single rack is no
 * such limit, and there the image has its say. Members have their tokens, so that another value changes nothing for them.
 */
export function withTokenAllocation(where: string, racks: number, yaml: Record<string, unknown>): Record<string, unknown> {
  const asked = yaml[KEY];
  if (typeof asked === 'number') checkReplicas(where, racks, asked);
  return racks > 1 ? { [KEY]: Math.min(racks, REPLICAS), ...yaml } : yaml;
}

function checkReplicas(where: string, racks: number, got: number): void {
  const what = `cassandraYaml.${KEY}`;
  if (racks === 1 && got < 1) refuse(where, { what, allowed: 'a whole number, 1 or more', got });
  if (racks > 1 && (got < 1 || got > racks)) {
    refuse(where, {
      what,
      allowed: `a whole number from 1 to ${racks}`,
      got,
      instead: `there are ${racks} racks, and with more replicas than racks only the first node of each joins`,
    });
  }
}
