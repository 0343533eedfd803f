// Whether mongod may start on an empty disk. A pure function. A member that has lost its disk has forgotten what it had acknowledged, and
// would vote for one that never had it. So it starts where everybody is new, or where it makes no difference for whom it votes: so many
// others have all that it could have acknowledged that nobody is elected without asking one of them.
//
// That is as much as the primary had when it was first asked, for what came later was acknowledged without this member. The primary of the
// highest term that a majority knows of: an earlier one may not have what this member has acknowledged to a later one. And not just what
// was committed: a write may count this member's word, given before, as long as the primary remembers it.
'use strict';

const NEW = ['fresh', 'empty'];
const HOLDINGS = new RegExp([
  '^(?<state>\\w+) term (?<term>-?\\d+) voters (?<voters>\\d+) data (?<data>\\d+) pending (?<pending>\\d+) votes (?<votes>\\d+)',
  'reached (?<reached>-?\\d+ \\d+) kept (?<kept>-?\\d+ \\d+)$',
].join(' '));

// words, holdings: of the others by host, see word.js. asked: what this returned before, for the same empty disk.
function begin({ list, pod, words, holdings, asked }) {
  if (list.problem) return { go: false, say: `empty disk, and ${list.problem}` };
  const others = [...list.members, ...list.leaving].filter(other => other.pod !== pod);
  const known = others.filter(({ host }) => !NEW.includes(words[host]));
  if (known.length === 0) return { go: true };
  const heard = new Map(others.flatMap(({ host }) => parse(holdings[host]).map(held => [host, held])));
  if (heard.size === 0) {
    const names = known.map(({ pod: name, host }) => `${name} (${words[host]})`).join(', ');
    return {
      go: false,
      asked,
      say: `empty disk: mongod waits until all members report that they are new, or a majority has all data; not heard from: ${names}`,
    };
  }

  const { least, pending, left, alone } = count([...heard.values()]);
  const voting = [...heard.values()].filter(({ votes }) => votes > 0);
  const [term] = highest([...heard.values()].map(held => [held.term]));
  const leader = voting.find(held => held.state === 'primary' && held.term === term && held.reached[0] === term);
  // Whoever leads has a vote for sure.
  const suffice = members => Math.max(members.length - pending, members.includes(leader) ? 1 : 0) >= least;
  const first = suffice(voting) && (leader || alone)
    ? { term, reached: leader ? leader.reached : highest(voting.map(({ reached }) => reached)) }
    : undefined;
  const goal = asked ?? first;
  const hasAll = held => serves(held) && held.term >= goal.term && isAsFar(held.kept, goal.reached);
  if (goal && suffice(voting.filter(hasAll))) return { go: true, asked: goal };

  const mayVote = member => (heard.get(member.host)?.votes ?? member.votes) > 0;
  const lacking = others.filter(member => mayVote(member) && !member.arbiterOnly && !(goal ? hasAll : serves)(heard.get(member.host)));
  const missing = [
    ...(goal || leader || alone ? [] : ['a primary']),
    ...lacking.map(({ pod: name, host }) => `${name} (${why(heard.get(host), words[host])})`),
  ];
  const never = left - others.filter(({ host, votes }) => votes > 0 && words[host] === 'empty').length < least;
  return {
    go: false,
    asked: goal,
    say: `empty disk: mongod waits until ${least + pending} others have all that this member may have acknowledged; ` +
      `missing: ${missing.join(', ') || 'members that are not in the list'}` +
      (never ? '; too few disks are left: somebody must decide' : ''),
  };
}

// How many others must have all data: a majority of the voters, because any two majorities share a member; or all that hold data, where
// arbiters make up the rest of the majority. A member that has no vote yet cannot be told from one that has, so `pending` more. `alone`:
// without this member there can be no primary.
function count(heard) {
  const most = field => Math.max(...heard.map(held => held[field]));
  const [voters, pending] = [most('voters'), most('pending')];
  const others = most('data') - 1;
  const majority = Math.floor(voters / 2) + 1;
  return { least: Math.max(1, Math.min(majority, others)), pending, left: Math.max(1, others), alone: voters - 1 < majority };
}

const serves = held => ['primary', 'secondary'].includes(held?.state);

function why(held, word) {
  if (!held) return word.split(' ')[0];
  return serves(held) ? 'behind' : held.state;
}

function parse(said) {
  const { groups } = HOLDINGS.exec(said) ?? {};
  if (!groups) return [];
  const { state, term, reached, kept, ...counts } = groups;
  const optime = text => text.split(' ').map(BigInt);
  const numbers = Object.fromEntries(Object.entries(counts).map(([name, number]) => [name, Number(number)]));
  return [{ state, term: BigInt(term), reached: optime(reached), kept: optime(kept), ...numbers }];
}

// Numbers of which the first counts most: the term of a write, then its time.
const isAsFar = (some, others) => {
  const at = some.findIndex((number, i) => number !== others[i]);
  return at === -1 || some[at] > others[at];
};
const highest = all => all.reduce((a, b) => a === undefined || isAsFar(b, a) ? b : a, undefined);

module.exports = { begin };
