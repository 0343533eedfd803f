import { WORD } from './ports';
import { Memory, Settings } from './settings';
import { Complaint } from '../naming/refuse';
import { ClaimRetention } from '../stateful-backend/claim';

/** Of nodes that go by each other's word; one alone goes by nobody's. */
const OPEN: Complaint = {
  what: 'addNetworkPolicy',
  allowed: `called, unless a policy of your own closes port ${WORD} to others`,
  got: undefined,
  instead: 'anyone who reaches it can keep nodes from hearing each other, so that none joins and each that stops waits for minutes',
};

/** What is accepted, and should be known. */
export function adviceOn(settings: Settings, closed: boolean): Complaint[] {
  return [
    ...onRepair(settings),
    ...onLeaving(settings),
    ...onMemory(settings.memory),
    ...closed || settings.asked.nodes === 1 ? [] : [OPEN],
  ];
}

/** A node has nobody to compare its rows with where it is the only one. */
function onRepair({ asked: { nodes, extraSeeds = [] }, repairEvery, gcGrace }: Settings): Complaint[] {
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
function onLeaving({ asked: { nodes, decommission = 0, claimsWhenScaled } }: Settings): Complaint[] {
  if (decommission > 0) {
    const allowed = `${nodes - decommission}, without 'decommission', once the others have left the ring`;
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

const ENOUGH = 512; // MiB
const ENOUGH_OF_LIMIT = 0.15;

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
