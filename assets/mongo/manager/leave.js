// Whether this member may stop: while the others have a majority without it, and one after the other, over all StatefulSets of the set. A
// pure function. Each says where it stands, by the word port:
//   serves  as primary, or as secondary or arbiter of one
//   stops   it has been told to stop, and waits for its turn
//   goes    it stops now
//   absent  everything else, and whoever says nothing
// Two that are told to stop at once both say so before they look for the last time, and the one with the lower _id goes first.
'use strict';

// Seconds from saying so to the last look: as long as a look takes at most, so that whoever did not hear of it has
// gone by then, and says so.
const NOTICE = 5;

// Seconds without a primary in which a member still counts: an election begins when nobody has heard of one for ten, may have to be
// repeated, and the one who is elected fetches what it lacks first. Longer, and it is more likely that the member is cut off.
const ELECTION = 30;

// Who says of itself that it is a secondary may reach nobody: then it has no vote for anybody,
// and nobody can do with it what could not be done without.
const isServing = (state, leaderlessFor) => state === 'PRIMARY' || (['SECONDARY', 'ARBITER'].includes(state) && leaderlessFor < ELECTION);

// voters: those of the list, and those of the set as it is, which may be others; each with itself among them, if it is one.
function leave({ host, voters, stands, announcedFor }) {
  const waits = voters.map(members => waitsFor(host, members, stands)).filter(Boolean);
  if (waits.length === 0) return { go: true };
  if (announcedFor < NOTICE) return { go: false, say: 'this member is about to stop, and tells the others' };
  const missing = waits.find(pods => pods.length > 0);
  if (!missing) return { go: true };
  return { go: false, say: `this member is about to stop, and waits for ${missing.join(', ')}: without it the others have no majority` };
}

// Whom to wait for; undefined if it makes no difference whether this one is there.
function waitsFor(host, members, stands) {
  const self = members.find(member => member.host === host);
  if (!self) return undefined;
  const others = members.filter(member => member !== self);
  const majority = Math.floor(members.length / 2) + 1;
  if (others.length < majority) return undefined;
  const stay = others.filter(other => stands[other.host] === 'serves' || (stands[other.host] === 'stops' && other._id > self._id));
  // With it or without it, there is none.
  const could = others.filter(other => ['serves', 'stops'].includes(stands[other.host]));
  if (could.length + 1 < majority) return undefined;
  return stay.length >= majority ? [] : others.filter(other => !stay.includes(other)).map(other => other.host.split('.')[0]);
}

module.exports = { isServing, leave, NOTICE };
