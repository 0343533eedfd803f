import { Memory } from './memory';
import { WORD } from './ports';
import { NEEDED, NEEDED_TO_REPAIR, Settings } from './settings';
import { imageName, onImage, versionOf } from '../engine/image';
import { Complaint } from '../naming/refuse';
import { ClaimRetention } from '../stateful-backend/claim';

/** For rings of several nodes, which rely on what the others report; a single node relies on none. */
const OPEN: Complaint = {
  what: 'addNetworkPolicy',
  allowed: `called, unless a policy of your own closes port ${WORD} to others`,
  got: undefined,
  instead: 'anyone who reaches it can keep nodes from hearing each other, so that none joins and each that stops waits for minutes',
};

const ENOUGH = 512; // MiB
const ENOUGH_OF_LIMIT = 0.15;

/** What is accepted, and should be known. */
export function adviceOn(settings: Settings, closed: boolean): Complaint[] {
  return [
    ...onRepair(settings),
    ...onLeaving(settings),
    ...onMemory(settings.memory),
    ...onReplicas(settings),
    ...onImage(settings.asked.image, NEEDED),
    ...onRepairingImage(settings),
    ...closed || settings.asked.nodes === 1 ? [] : [OPEN],
  ];
}

/** A node has nobody to compare its rows with where it is the only one. */
function onRepair({ asked: { nodes }, extraSeeds, repairEvery, gcGrace }: Settings): Complaint[] {
  const what = 'repairEvery';
  const within = `gcGrace, ${gcGrace % 3600 === 0 ? `${gcGrace / 3600} hours` : `${gcGrace} seconds`}`;
  if (repairEvery === undefined) {
    const instead = 'without repair, deleted data can come back from a node that missed the deletion';
    return nodes + extraSeeds.length > 1 ? [{
      what,
      allowed: `set, unless you repair every table yourself within ${within}`,
      got: undefined,
      instead,
    }] : [];
  }
  const late: Complaint = {
    what,
    allowed: `less than ${within}`,
    got: `${repairEvery} hours`,
    instead: 'deleted data may come back before it is repaired',
  };
  return repairEvery * 3600 >= gcGrace ? [late] : [];
}

/** The first of two steps is no place to stay; and the second alone loses replicas. */
function onLeaving({ asked: { nodes, claimsWhenScaled }, leaving }: Settings): Complaint[] {
  if (leaving > 0) {
    const allowed = `${nodes - leaving}, without 'decommission', once the others have left the ring`;
    return [{ what: 'nodes', allowed, got: nodes, instead: 'until then no machine that runs a remaining node can be drained' }];
  }
  const allowed = "RETAIN, unless every node is decommissioned before 'nodes' is lowered";
  return claimsWhenScaled === ClaimRetention.DELETE ? [{
    what: 'claimsWhenScaled',
    allowed,
    got: claimsWhenScaled,
    instead: 'the replicas of a node that is not are deleted with its volume',
  }] : [];
}

/** Classes, compiled code and stacks are some 250 MiB; Bloom filters and what describes compressed files grow with the data. */
function onMemory({ limit, beside }: Memory): Complaint[] {
  const least = Math.max(ENOUGH, Math.ceil(limit * ENOUGH_OF_LIMIT));
  if (beside >= least) return [];
  const instead = 'the other memory of the JVM and Cassandra grows with data and load, and each nodetool is another JVM';
  return [{
    what: 'resources.memory.limit',
    allowed: `${least} MiB more than heap and direct memory together`,
    got: `${beside} MiB more`,
    instead,
  }];
}

/** What does not divide is not wrong, but seldom what was meant. */
function onReplicas({ racks, asked: { nodes }, leaving }: Settings): Complaint[] {
  const staying = nodes - leaving;
  const uneven: Complaint = {
    what: 'nodes',
    allowed: `a multiple of ${racks.length}, the number of racks`,
    got: staying,
    instead: 'each rack holds as much data as any other, so in one with fewer nodes each of them has more to hold and to serve',
  };
  const pair: Complaint = {
    what: 'nodes',
    allowed: '1, or 3 or more',
    got: staying,
    instead: 'QUORUM of two replicas is both, so with one node down nobody reads or writes at QUORUM',
  };
  const two: Complaint = {
    what: 'racks',
    allowed: 'one rack, or three or more',
    got: racks.map(rack => rack.rack),
    instead: 'of three replicas one of two racks holds two: without it nobody reads or writes at QUORUM',
  };
  return [
    ...staying % racks.length === 0 ? [] : [uneven],
    ...staying === 2 ? [pair] : [],
    ...racks.length === 2 && staying > 2 ? [two] : [],
  ];
}

/** What has no third number may be an older one. */
function onRepairingImage({ asked: { image }, repairEvery }: Settings): Complaint[] {
  if (image === undefined || repairEvery === undefined) return [];
  const { program, tag = '', digest } = imageName(image);
  if (program !== NEEDED.program || digest || versionOf(tag).join('.') !== NEEDED.least.join('.')) return [];
  const instead = 'on a machine that has pulled an older one under this name, the node waits, and says so in its log';
  const allowed = `a full version number, ${NEEDED_TO_REPAIR.least.join('.')} or later, with repairEvery`;
  return [{ what: 'image', allowed, got: image, instead }];
}
