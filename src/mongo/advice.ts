import { Duration } from 'cdk8s';
import { votersAmong } from './member-list';
import { DefaultWriteConcern } from './member-props';
import { onParameters } from './parameter-names';
import { WORD } from './ports';
import { NEEDED, Settings } from './settings';
import { onImage } from '../engine/image';
import { Complaint } from '../naming/refuse';
import { mebibytes, sizeGiven } from '../naming/units';
import { ClaimRetention } from '../stateful-backend/claim';

/** For sets of several members, which rely on what the others report; a single member relies on none. */
const OPEN: Complaint = {
  what: 'addNetworkPolicy',
  allowed: `called, unless a policy of your own closes port ${WORD} to others`,
  got: undefined,
  instead: 'anyone who reaches it can keep members from hearing each other, so that no set forms, no lost disk is re-synced, '
    + 'and each that stops waits for a minute',
};

const LEAST_GRACE = 90; // seconds

const LEAST_OPLOG = 990; // MiB: a twentieth of the free disk, but never less
const BESIDE_OPLOG = 500; // MiB of journal and diagnostic data

/** What is accepted, and should be known. */
export function adviceOn(settings: Settings, closed: boolean): Complaint[] {
  const { asked, members, replicas, hidden, resources, cacheGigabytes, gracePeriod } = settings;
  const voters = votersAmong(members);
  const even: Complaint = {
    what: 'members',
    allowed: 'an odd number of voters, hidden members and arbiter included',
    got: voters,
    instead: `${voters} voters tolerate no more failures than ${voters - 1}`,
  };
  const lossy: Complaint = {
    what: 'defaultWriteConcern',
    allowed: 'MAJORITY, unless acknowledged writes may be lost',
    got: asked.defaultWriteConcern,
  };
  const late: Complaint = {
    what: 'hidden.voting',
    allowed: 'false for delayed members',
    got: true,
    instead: 'delayed voters hold up every write that waits for a majority',
  };
  return [
    ...voters % 2 === 0 ? [even] : [],
    ...asked.defaultWriteConcern === DefaultWriteConcern.PRIMARY ? [lossy] : [],
    ...hasty(gracePeriod),
    ...narrow(mebibytes(resources.memory!.limit!), cacheGigabytes * 1024),
    ...onDisks(settings),
    ...onParameters(settings.mongodConfig),
    ...onImage(asked.image, NEEDED),
    ...members.some(member => member.votes === 1 && member.secondaryDelaySecs !== undefined) ? [late] : [],
    ...shrinking('replicas', asked.members, replicas),
    ...asked.hidden && hidden ? shrinking('hidden.replicas', asked.hidden.members, hidden.replicas) : [],
    ...onClaims(asked.claimsWhenScaled),
    ...closed || members.length === 1 && replicas === 1 ? [] : [OPEN],
  ];
}

/** Half of it is for waiting until the others can do without the member that is to stop. */
function hasty(gracePeriod: Duration): Complaint[] {
  const seconds = gracePeriod.toSeconds();
  if (seconds >= LEAST_GRACE) return [];
  const instead = 'mongod gives its clients 15 seconds before it writes its cache to disk';
  return [{ what: 'terminationGracePeriod', allowed: `${LEAST_GRACE} seconds or more`, got: `${seconds} seconds`, instead }];
}

/** What is beside the cache grows with the connections, and with what they ask for; a quarter is little enough. */
function narrow(limit: number, cache: number): Complaint[] {
  const most = Math.floor(limit * 3 / 4);
  if (cache <= most) return [];
  const instead = 'connections, sorts and aggregations need memory beside it, and mongod is killed for lack of it';
  return [{ what: 'wiredTigerCache', allowed: `${most} MiB or less of a memory limit of ${limit} MiB`, got: `${cache} MiB`, instead }];
}

/** The oplog is not made at once: the disk of a set that has just begun looks empty, and is full some gigabytes of writes later. */
function onDisks({ asked: { storage }, hidden, mongodConfig }: Settings): Complaint[] {
  const { replication } = mongodConfig as { replication?: { oplogSizeMB?: number } };
  const oplog = replication?.oplogSizeMB ?? LEAST_OPLOG;
  return [['storage', storage] as const, ...hidden ? [['hidden.storage', hidden.storage] as const] : []]
    .filter(([, size]) => mebibytes(size) < oplog + 2 * BESIDE_OPLOG)
    .map(([what, size]) => ({
      what,
      allowed: `${oplog + 2 * BESIDE_OPLOG} MiB or more`,
      got: sizeGiven(size),
      instead: `the oplog grows to ${oplog} MiB, journal and diagnostic data to ${BESIDE_OPLOG}; or set replication.oplogSizeMB`,
    }));
}

/** The second of two steps alone deletes what nobody else may have. */
function onClaims(claimsWhenScaled: ClaimRetention | undefined): Complaint[] {
  const allowed = "RETAIN, unless every member has left the replica set before 'replicas' is lowered";
  const instead = 'the data of a member that has not is deleted with its volume';
  return claimsWhenScaled === ClaimRetention.DELETE ? [{ what: 'claimsWhenScaled', allowed, got: claimsWhenScaled, instead }] : [];
}

/** The first of two steps is no place to stay. */
function shrinking(what: string, members: number, replicas: number): Complaint[] {
  if (replicas === members) return [];
  return [{
    what,
    allowed: `${members}, once the others have left the replica set`,
    got: replicas,
    instead: 'until then no machine that runs a member can be drained',
  }];
}
