import { DefaultWriteConcern } from './member';
import { votersAmong } from './member-list';
import { Settings } from './settings';
import { Complaint } from '../naming/refuse';

/** What is accepted, and should be known. */
export function adviceOn({ asked, members, replicas, hidden }: Settings): Complaint[] {
  const voters = votersAmong(members);
  const even: Complaint = {
    what: 'members',
    allowed: 'an odd number that vote, with hidden ones and arbiter',
    got: voters,
    instead: `${voters} bear the loss of no more than ${voters - 1} do`,
  };
  const lossy: Complaint = { what: 'defaultWriteConcern', allowed: 'MAJORITY where no acknowledged write may be lost', got: asked.defaultWriteConcern };
  return [
    ...voters % 2 === 0 ? [even] : [],
    ...asked.defaultWriteConcern === DefaultWriteConcern.PRIMARY ? [lossy] : [],
    ...shrinking('replicas', asked.members, replicas),
    ...asked.hidden && hidden ? shrinking('hidden.replicas', asked.hidden.members, hidden.replicas) : [],
  ];
}

/** The first of two steps is no place to stay. */
function shrinking(what: string, members: number, replicas: number): Complaint[] {
  if (replicas === members) return [];
  return [{ what, allowed: `${members}, as soon as the others have left the replica set`, got: replicas, instead: 'until then no machine with a member can be drained' }];
}
