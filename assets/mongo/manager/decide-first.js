// Who has no config is new, or has lost its disk. Only one member may ever make a set, with itself alone,
// and only where nobody can have one.
'use strict';

const FOUNDER = 0;

function* initiation({ self, list, words, crowd, set }) {
  // Pods that are no members any more may have all the data of a set.
  const others = list.problem ? [] : [...list.members.filter(member => member !== self), ...list.leaving];
  if (list.problem) {
    yield { say: `there is no replica set here yet, and ${list.problem}` };
  } else if (!self) {
    yield { say: 'this pod is not in the list of members' };
  } else if (self._id !== FOUNDER) {
    const founder = list.members.find(({ _id }) => _id === FOUNDER);
    yield { say: `this member is new: the primary takes it in; if there is no set yet, ${founder ? founder.pod : 'nobody'} makes it` };
  } else if (!words) {
    yield { look: 'words', members: others };
  } else if (!crowd) {
    // So may pods that nothing names any more, as long as they are there.
    const services = new Set([...list.members.map(({ service }) => service), `${self.service}-hidden`]);
    yield { look: 'crowd', services: [...services], own: self.service };
  } else {
    yield* foundUnlessHeardOf({ self, set, others: [...others.map(({ pod, host }) => [pod, words[host]]), ...crowd] });
  }
}

// By name and by address most are asked twice, and said once.
function* foundUnlessHeardOf({ self, set, others }) {
  const inASet = others.filter(([, word]) => /^(member|removed)/.test(word));
  const unheard = others.filter(([, word]) => word !== 'fresh');
  if (inASet.length > 0) {
    const some = [...new Map(inASet).keys()].slice(0, 3).join(', ');
    yield { say: `this disk is new, and ${some} were in a replica set already: the primary takes this member back` };
  } else if (unheard.length > 0) {
    const names = [...new Map(unheard)].map(([name, word]) => `${name} (${word})`).join(', ');
    yield { say: `no replica set is made until all members report that they are new; not heard from: ${names}` };
  } else {
    const config = { _id: set, members: [{ _id: self._id, host: self.host }] };
    yield { do: 'initiate', key: 'initiate', say: `make the replica set ${set}`, config };
  }
}

module.exports = { initiation };
