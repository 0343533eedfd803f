// What can be looked at, each only when decide.js asks for it.
'use strict';
const { MANAGED_BY } = require('./act.js');

// What mongod says of itself, each round.
async function atMongod({ arbiter }, mongod) {
  const hello = await mongod.run({ hello: 1 });
  const status = arbiter ? {} : await mongod.run({ replSetGetStatus: 1 });
  // Of a member that reaches nobody hello still says that it is a secondary, but not who leads.
  return { state: stateOf(hello), primary: hello.primary, status };
}

function stateOf({ isWritablePrimary, secondary, arbiterOnly, setName }) {
  if (isWritablePrimary) return 'PRIMARY';
  if (secondary) return 'SECONDARY';
  return arbiterOnly && setName ? 'ARBITER' : 'OTHER';
}

class Refusal extends Error {}

async function answered(mongod, command) {
  const answer = await mongod.run(command);
  if (answer.code !== undefined) throw new Refusal(`mongod refuses ${Object.keys(command)[0]}: ${answer.codeName}`);
  return answer;
}

const LOOKS = {
  async config({ mongod, facts: { state } }) {
    const command = { replSetGetConfig: 1, ...(state === 'PRIMARY' && { commitmentStatus: true }) };
    const { config, commitmentStatus } = await answered(mongod, command);
    return { config, committed: commitmentStatus === true };
  },

  async words({ others }, { members }) {
    const words = await Promise.all(members.map(async member => [member.host, await others.ask(member)]));
    return { words: Object.fromEntries(words) };
  },

  async crowd({ others, facts: { list } }, { services, own }) {
    return { crowd: await others.askServices(services, own, [...list.members, ...list.leaving]) };
  },

  async found({ others, facts: { self } }) {
    return { found: await others.leadsHere(self.host) };
  },

  // Remembered, until somebody else is primary.
  async concern({ mongod, memory }, { term }) {
    const { defaultWriteConcern, defaultWriteConcernSource } = await answered(mongod, { getDefaultRWConcern: 1 });
    memory.concern = { term, w: defaultWriteConcernSource === 'implicit' ? undefined : defaultWriteConcern?.w };
    return { concern: memory.concern };
  },

  // Remembered for a while: it changes when somebody changes it, and that is once in a major version.
  async version({ mongod, memory, time }) {
    const { version } = await mongod.run({ buildInfo: 1 });
    const { featureCompatibilityVersion } = await mongod.run({ getParameter: 1, featureCompatibilityVersion: 1 });
    memory.version = { at: time.now(), binary: version, works: featureCompatibilityVersion?.version };
    return { version: memory.version };
  },

  // Remembered, until its Secret changes or somebody else is primary: a login costs both sides thousands of hashes.
  async user({ mongod, memory, facts: { credentials } }, { id, asked, term }) {
    const { username, password } = credentials[id];
    const ours = { 'customData.managedBy': MANAGED_BY, 'customData.id': id };
    const { users: [user] } = await answered(mongod, { usersInfo: { user: username, db: 'admin' } });
    const { users: all } = await answered(mongod, { usersInfo: 1, filter: ours });
    const login = user ? await mongod.takes(username, password) : undefined;
    const before = all.map(one => one.user).filter(name => name !== username);
    memory.users[id] = { key: asked, term, exists: Boolean(user), login, roles: user?.roles, before };
    return { users: { ...memory.users } };
  },
};

const look = async (context, step) => LOOKS[step.look](context, step);

module.exports = { atMongod, look, Refusal };
