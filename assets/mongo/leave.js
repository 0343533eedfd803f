// Whether this member may stop: while the others have a majority without it, and one after the other, over all StatefulSets of the set. A pure
// function. Each says where it stands, by the word port:
//   serves  as primary, secondary or arbiter
//   stops   it has been told to stop, and waits for its turn
//   goes    it stops now
//   absent  everything else, and whoever says nothing
// Two that are told to stop at once both say so before they look for the last time, and the one with the lower _id goes first.
'use strict';

// Seconds from saying so to the last look: as long as a look takes at most, so that whoever did not hear of it has gone by then, and says so.
const NOTICE = 5;

function leave({ self, list, stands, announcedFor }) {
  if (list.problem || !self || self.votes === 0) return { go: true };
  const others = list.members.filter(({ votes, _id }) => votes > 0 && _id !== self._id);
  const majority = Math.floor((others.length + 1) / 2) + 1;
  if (others.length < majority) return { go: true };
  if (announcedFor < NOTICE) return { go: false, say: 'this member is to stop, and tells the others' };
  const stay = others.filter(({ _id, host }) => stands[host] === 'serves' || (stands[host] === 'stops' && _id > self._id));
  // With it or without it, there is none.
  const could = others.filter(({ host }) => ['serves', 'stops'].includes(stands[host]));
  if (stay.length >= majority || could.length + 1 < majority) return { go: true };
  const missing = others.filter(other => !stay.includes(other)).map(({ pod }) => pod);
  return { go: false, say: `this member is to stop, and waits for ${missing.join(', ')}: without it the others have no majority` };
}

module.exports = { leave, NOTICE };
