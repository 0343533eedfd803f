// As primary and root: one change towards the list, on the config as it is now. Never by force; never more than one vote; and never away
// from a member without which the others would have no healthy majority, or nobody to elect.
'use strict';

const HEALTHY = [1, 2, 7];
const SYNCING = [0, 5];

function* memberSteps(facts) {
  const { list, config, committed, concern, status } = facts;
  if (list.problem) {
    yield { say: list.problem };
    return;
  }
  if (list.members.concat(config?.members ?? []).some(({ arbiterOnly }) => arbiterOnly) || list.defaultWriteConcern !== undefined) {
    if (concern?.term !== String(status.term)) yield { look: 'concern', term: String(status.term) };
    else yield* concernStep(list, concern);
  }
  if (!config) yield { look: 'config' };
  else if (!committed) yield { say: 'the last change has not reached a majority yet' };
  // The primary itself gives those that it has taken in their vote: who is healthy was asked before that.
  else if (`${status.members.find(({ self }) => self)?.configVersion}` !== `${config.version}`) yield { say: 'the set has just changed' };
  else yield* changes(facts, compare(config.members, list.members));
}

// With an arbiter the majority may be more than those that hold data, so MongoDB wants to be told what a write waits for.
function* concernStep({ defaultWriteConcern }, { w }) {
  const wished = defaultWriteConcern ?? w ?? 'majority';
  const say = `set the default write concern to ${JSON.stringify(wished)}`;
  if (w !== wished) yield { do: 'concern', key: `concern ${wished}`, say, w: wished };
}

// Who is who: by name, else by _id, which then has another name.
function compare(members, wished) {
  const pairs = new Map();
  for (const one of wished) {
    const same = members.find(({ host }) => host === one.host);
    if (same) pairs.set(one, same);
  }
  for (const one of wished) {
    const same = members.find(member => member._id === one._id && ![...pairs.values()].includes(member));
    if (!pairs.has(one) && same) pairs.set(one, same);
  }
  const kept = [...pairs.values()];
  return { pairs: [...pairs], missing: wished.filter(one => !pairs.has(one)), surplus: members.filter(member => !kept.includes(member)) };
}

function* changes(facts, { pairs, missing, surplus }) {
  const { config, status, words, concern } = facts;
  const states = new Map(status.members.map(member => [member._id, member]));
  const isMe = ({ _id }) => states.get(_id)?.self === true;
  const isHealthy = ({ _id }) => isMe({ _id }) || (states.get(_id)?.health === 1 && HEALTHY.includes(states.get(_id).state));
  const renamed = pairs.filter(([wish, member]) => wish.host !== member.host);
  const unheard = [...missing, ...renamed.map(([wish]) => wish)].filter(({ host }) => words?.[host] === undefined);
  if (unheard.length > 0) {
    yield { look: 'words', members: unheard };
    return;
  }

  const change = (say, members, joins) => {
    const danger = dangerOf({ before: config.members, after: members, joins, isHealthy, status });
    if (danger) return { say: `could not ${say}: then ${danger}` };
    return { do: 'reconfig', key: say, say, config: { ...config, version: config.version + 1, members } };
  };
  const without = gone => config.members.filter(member => member !== gone);
  const replaced = (old, next) => config.members.map(member => member === old ? next : member);

  // A new disk under a new name is a new member; the one of the old name is none any more.
  const left = renamed.filter(([{ host }]) => words[host] === 'fresh').map(([, member]) => member);
  const ending = [...surplus, ...left];
  for (const member of ending.filter(one => !isMe(one)).sort((a, b) => isHealthy(a) - isHealthy(b) || b._id - a._id)) {
    yield change(`remove ${member.host}, which is not in the list`, without(member));
  }

  const differing = pairs.filter(([wish, member]) => wish.host === member.host)
    .map(pair => [...pair, settled(...pair)])
    .filter(([, member, next]) => next !== member);
  for (const [, member, next] of differing) {
    if (!isMe(member) && falls(member, next)) yield change(`change ${member.host}: ${difference(member, next)}`, replaced(member, next));
  }

  const me = config.members.find(isMe);
  const myEnd = ending.includes(me) || renamed.some(([, member]) => member === me) ||
    differing.some(([, member, next]) => member === me && next.priority === 0);
  if (myEnd) yield stepDown({ pairs, isMe, isHealthy });

  for (const [{ host }, member] of renamed) {
    if (isMe(member) || left.includes(member)) continue;
    if (isOfThisSet(words[host], config)) yield change(`call ${member.host} ${host}`, replaced(member, { ...member, host }));
    else yield { say: `cannot call ${member.host} ${host}: ${saysOfItself(words[host])}` };
  }

  const isSyncing = ({ health, state } = {}) => health === 1 && SYNCING.includes(state);
  const syncing = config.members.filter(member => !isMe(member) && isSyncing(states.get(member._id)));
  for (const wish of missing.sort((a, b) => a.arbiterOnly - b.arbiterOnly || a._id - b._id)) {
    const word = words[wish.host];
    const mayCome = word === 'fresh' || word === 'removed' || isOfThisSet(word, config);
    if (!mayCome) yield { say: `cannot take in ${wish.pod}: ${saysOfItself(word)}` };
    else if (wish.arbiterOnly && concern.w === undefined) yield { say: `take in ${wish.pod} once the default write concern is set` };
    else if (syncing.length > 0) yield { say: `take in ${wish.pod} when ${syncing.map(({ host }) => host).join(', ')} has its data` };
    else yield change(`take in ${wish.host}`, [...config.members, newMember(wish, config.members)], wish);
  }

  for (const [wish, member, next] of differing) {
    if ((wish.arbiterOnly ?? false) !== (member.arbiterOnly ?? false)) {
      yield { say: `${member.host} cannot become or cease to be an arbiter: take it out of the list first` };
    } else if (isMe(member) ? next.priority > 0 : !falls(member, next)) {
      yield change(`change ${member.host}: ${difference(member, next)}`, replaced(member, next));
    }
  }
}

const isOfThisSet = (word, { settings }) => [`member ${settings.replicaSetId}`, `removed ${settings.replicaSetId}`].includes(word);

function saysOfItself(word) {
  if (word === 'silent') return 'it does not answer';
  return /^(member|removed) /.test(word) ? 'it belongs to another replica set' : `it reports: ${word}`;
}

// What would be wrong with the set afterwards, or nothing. A new member has no vote before it has its data, an arbiter has one at once.
function dangerOf({ before, after, joins, isHealthy, status }) {
  const voters = members => members.filter(({ votes }) => votes > 0);
  const isNew = member => !before.some(({ _id }) => _id === member._id);
  // Members that the server does not count: new ones, which are not healthy yet.
  const pending = Math.max(0, voters(before).length - status.votingMembersCount);
  const lost = voters(before).filter(member => !isHealthy(member) && !voters(after).some(({ _id }) => _id === member._id)).length;
  const counted = voters(after).filter(member => !isNew(member) || joins.arbiterOnly);
  const healthy = counted.filter(member => isNew(member) || isHealthy(member));
  const count = counted.length - Math.max(0, pending - lost);
  if (healthy.length * 2 <= count) return `only ${healthy.length} of ${count} voters would be healthy`;
  if (!after.some(member => !isNew(member) && isElectable(member) && isHealthy(member))) return 'no healthy member could be elected';
  return undefined;
}

const isElectable = ({ priority, arbiterOnly }) => priority > 0 && !arbiterOnly;

// Whether it could vote or be elected, and can no more.
const falls = (member, next) => member.votes > next.votes || (member.priority > 0 && next.priority === 0);

const FIELDS = { priority: 1, votes: 1, hidden: false, secondaryDelaySecs: 0, tags: {} };
const isNumber = value => typeof value === 'object' && typeof value?.toNumber === 'function';
const plain = value => JSON.stringify(isNumber(value) ? value.toNumber() : sorted(value));
const sorted = value => typeof value === 'object' ? Object.entries(value).sort() : value;
const differs = (wish, member) => Object.entries(FIELDS)
  .filter(([field, usual]) => plain(wish[field] ?? usual) !== plain(member[field] ?? usual))
  .map(([field]) => field);

// The same member as it is to be; the very same if nothing is to change.
function settled(wish, member) {
  const fields = differs(wish, member);
  if (fields.length === 0 && (wish.arbiterOnly ?? false) === (member.arbiterOnly ?? false)) return member;
  return { ...member, ...Object.fromEntries(fields.map(field => [field, wish[field] ?? FIELDS[field]])) };
}

const difference = (member, next) => differs(next, member).map(field => `${field} ${JSON.stringify(next[field])}`).join(', ');

function newMember(wish, members) {
  const taken = members.map(({ _id }) => _id);
  let { _id } = wish;
  while (taken.includes(_id)) _id += 1;
  const settings = Object.fromEntries(Object.keys(FIELDS).map(field => [field, wish[field] ?? FIELDS[field]]));
  const { arbiterOnly = false } = wish;
  // MongoDB takes a second member beside one and an arbiter only if it cannot be elected; as soon as it is there, it may.
  const besideArbiter = !arbiterOnly && members.length === 2 && members.some(member => member.arbiterOnly);
  return { _id, host: wish.host, arbiterOnly, ...settings, priority: besideArbiter ? 0 : settings.priority };
}

// Whoever is to go cannot remove itself: another must lead first, who stays.
function stepDown({ pairs, isMe, isHealthy }) {
  const heir = pairs.find(([wish, member]) =>
    !isMe(member) && wish.host === member.host && isElectable(wish) && isElectable(member) && isHealthy(member));
  if (heir) {
    const say = `step down, so that another primary can change this member; ${heir[1].host} could succeed it`;
    return { do: 'stepDown', key: 'stepDown', say };
  }
  return { say: 'this primary is to change or to leave, but no healthy member could succeed it yet' };
}

module.exports = { memberSteps, compare };
