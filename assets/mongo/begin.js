// Whether mongod may start on an empty disk. A pure function. A member that has lost its disk has forgotten what it had acknowledged, and would vote for
// one that never had it. So it starts only when its vote can do no harm: where everybody is new, or where somebody who serves has everything that a
// majority ever acknowledged.
'use strict';

function begin({ self, list, words, stands }) {
  if (list.problem) return { go: false, say: `the disk is empty, and ${list.problem}` };
  if (!self || self.votes === 0) return { go: true };
  const others = [...list.members.filter(({ _id }) => _id !== self._id), ...list.leaving];
  if (others.every(({ host }) => ['fresh', 'empty'].includes(words[host]))) return { go: true };
  if (others.some(({ host }) => stands[host] === 'complete')) return { go: true };
  return { go: false, say: 'the disk is empty, and mongod not started before the others have a primary without it, or all say that they are new' };
}

// Whether this member has everything: a primary with a write of its own term on a majority; or one that holds data where a majority is all that do.
function isComplete({ state, status }) {
  const { optimes, term, writeMajorityCount, writableVotingMembersCount } = status;
  if (state === 'PRIMARY' && optimes !== undefined && String(optimes.lastCommittedOpTime?.t) === String(term)) return true;
  return ['PRIMARY', 'SECONDARY'].includes(state) && writeMajorityCount !== undefined && writeMajorityCount === writableVotingMembersCount;
}

module.exports = { begin, isComplete };
