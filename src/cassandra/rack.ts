import { RackOfPods } from './ring';
import { LABEL_VALUE } from '../manifest/syntax';
import { rackName } from '../naming/cluster-names';
import { DNS_LABEL, STATEFUL_SET_NAME } from '../naming/dns-label';
import { refuse } from '../naming/refuse';
import { Report } from '../rules/rule';

/**
 * A rack: nodes that fail together. Cassandra puts the replicas of a row into different racks.
 */
export interface CassandraRack {
  /**
   * The name of the rack. Lower-case letters, digits or `-`, because the names of its pods contain it. It can never be changed, and racks
   * can never change places: Cassandra refuses to start a node in another rack, and the pods of a renamed rack begin with empty disks.
   */
  readonly name: string;

  /**
   * The zone that the pods of the rack are pinned to: a value of the node label `topology.kubernetes.io/zone`. Volumes are usually bound to
   * a zone as well.
   *
   * @default - the name of the rack
   */
  readonly zone?: string;
}

/** Each with its set and its zone, with every default settled; one without a zone where there are none. */
export function racksOf(where: string, name: string, racks: readonly CassandraRack[] | undefined, report: Report): RackOfPods[] {
  if (racks === undefined) return [{ set: name, rack: 'rack1' }];
  if (racks.length === 0) {
    refuse(where, { what: 'racks', allowed: 'one or more racks', got: racks, instead: 'leave it out if there are none' });
  }
  racks.forEach(({ name: rack, zone = rack }, i) => {
    const set = rackName(name, rack);
    if (!DNS_LABEL.accepts(rack)) refuse(where, { what: `racks[${i}].name`, allowed: DNS_LABEL.allowed, got: rack });
    if (!STATEFUL_SET_NAME.accepts(set)) {
      const allowed = `short enough for a StatefulSet named '${set}'`;
      refuse(where, { what: `racks[${i}].name`, allowed, got: rack, instead: 'its name has 52 characters at most' });
    }
    if (!LABEL_VALUE.accepts(zone)) report({ what: `racks[${i}].zone`, allowed: LABEL_VALUE.allowed, got: zone });
    if (racks.findIndex(other => other.name === rack) < i) {
      refuse(where, { what: `racks[${i}].name`, allowed: 'a name that no other rack has', got: rack });
    }
  });
  return racks.map(rack => ({ set: rackName(name, rack.name), rack: rack.name, zone: rack.zone ?? rack.name }));
}
