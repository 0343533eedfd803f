// What one member does now, by what it sees: a pure function, no network and no clock. Either it wants to see more ({ look, … }), or it
// acts ({ do, key, say, … }), or it waits ({ say }). Whatever cannot be told for sure is waited for.
'use strict';
const { initiation } = require('./decide-first.js');
const { memberSteps } = require('./decide-members.js');
const { userSteps } = require('./decide-users.js');

const UNAUTHORIZED = 13;
const NOT_A_MEMBER = 93;
const NOT_INITIATED = 94;

// Rounds that the heartbeats of others have for it.
const PATIENCE = 12;

const LONE_ARBITER = 'this is the arbiter, and no replica set has taken it in yet';
const FOREIGN_DATA = 'this mongod has users, but no replica set: its data is not of this set, or was restored without it';
const OUT_OF_SET = 'mongod was removed from its replica set, and waits to be taken back';

function decide(facts) {
  return first(facts, steps(facts));
}

// The first that can be done; all that is waited for before it is said together, if there is none, and what else is worth knowing.
function first({ failed }, candidates) {
  const [waits, notes] = [[], []];
  for (const step of candidates) {
    if (step.note) {
      notes.push(step.note);
      continue;
    }
    if (step.look) return step;
    if (step.do && !failed[step.key]) return step;
    waits.push(step.do ? `could not ${step.say}: ${failed[step.key]}` : step.say);
  }
  return { say: [waits.join('; ') || 'this is the primary, and everything is as the list says', ...notes].join('; ') };
}

function* steps(facts) {
  const { state, status, user } = facts;
  if (state === 'SILENT') yield { say: 'mongod does not answer' };
  else if (facts.arbiter) yield { say: state === 'ARBITER' ? 'this is the arbiter' : LONE_ARBITER };
  else if (status.code === UNAUTHORIZED) yield login(facts);
  else if (status.code === NOT_INITIATED && user) yield { say: FOREIGN_DATA };
  else if (status.code === NOT_INITIATED) yield* initiation(facts);
  else if (status.code === NOT_A_MEMBER) yield* outside(facts);
  else if (status.code) yield { say: `mongod does not report on its replica set: ${status.codeName}` };
  else yield* inside(facts);
}

// Users exist here, so somebody must be root.
function login({ credentials: { root }, user }) {
  if (user) return { do: 'logout', key: 'logout', say: `log in again: ${user} may not see the replica set` };
  if (root.problem) return { say: `the Secret of root cannot be used: ${root.problem}` };
  return { do: 'login', key: `login ${root.print}`, say: `log in as ${root.username}`, quiet: true };
}

// mongod does not find itself in its own config: it was removed, or DNS was late when it started. The others tell it, if any is better off.
// After an outage in which that went for all, nobody does; then it has to start again, and looks anew.
function* outside({ self, user, config, found, removedFor }) {
  const removed = 'mongod is in no replica set: it was removed, or does not find itself by its name yet';
  if (!self || removedFor < PATIENCE) yield { say: removed };
  else if (!user) yield { say: `${removed}; no user can log in here to restart it: delete this pod` };
  else if (!config) yield { look: 'config' };
  else if (!config.members.some(({ host }) => host === self.host)) yield { say: OUT_OF_SET };
  else if (found === undefined) yield { look: 'found' };
  else if (!found) yield { say: `${self.host} does not resolve to this pod in DNS` };
  else yield { do: 'restart', key: 'restart', say: 'restart mongod, which still does not find itself by its name' };
}

function* inside(facts) {
  const { state, status, user, credentials: { root }, certificates } = facts;
  if (user && certificates.now && certificates.now !== certificates.used) {
    yield { do: 'rotate', key: `rotate ${certificates.now}`, say: 'make mongod reload its certificates', print: certificates.now };
  }
  if (state !== 'PRIMARY') {
    const primary = status.members?.find(member => member.state === 1);
    const member = state === 'SECONDARY' ? 'this is a secondary' : 'this member is not ready';
    yield { say: primary ? `${member}, the primary is ${primary.name}` : `${member}; no primary is known` };
  } else if (user) {
    yield* userSteps(facts);
    yield* memberSteps(facts);
    yield* versionSteps(facts);
  } else if (root.problem) {
    yield { say: `there is no user yet, and the Secret of root cannot be used: ${root.problem}` };
  } else {
    yield { do: 'createUser', key: `create root ${root.print}`, id: 'root', say: `create ${root.username}, the first user`, first: true };
  }
}

// Who forgets it is told so by the next major version, whose mongod does not start on such data.
function* versionSteps({ version }) {
  if (!version) {
    yield { look: 'version' };
    return;
  }
  const { binary, works } = version;
  const runs = /^\d+\.\d+/.exec(binary)?.[0];
  if (runs === undefined || works === undefined || runs === works) return;
  const confirm = parseInt(runs) < 7 ? '' : ', confirm: true'; // which 6.0 does not know
  yield {
    note: `it runs MongoDB ${runs}, but the set still works as ${works}: once you are sure to stay, and before the next major version, ` +
      `run db.adminCommand({ setFeatureCompatibilityVersion: '${runs}'${confirm} })`,
  };
}

module.exports = { decide };
