// The one thing that decide.js has decided on. Each returns nothing, or why it did not work;
// a server's own words only where no password is near.
'use strict';

const { Silence } = require('./mongod.js');

const MANAGED_BY = 'cdk8s-stateful';
const MAJORITY = { w: 'majority', wtimeout: 10000 };

// What passes by itself: an election, a change that has not reached everybody, a mongod that stops.
const PASSING = [91, 109, 117, 189, 308, 10107, 11600, 11602];

const ACTS = {
  initiate: ({ mongod, settings }, { config }) => said(mongod.run({ replSetInitiate: config }, settings.change)),

  reconfig({ mongod, settings: { change } }, { config }) {
    return said(mongod.run({ replSetReconfig: config, maxTimeMS: change * 500 }, change));
  },

  stepDown({ mongod, settings: { change } }) {
    return said(mongod.run({ replSetStepDown: 60, secondaryCatchUpPeriodSecs: Math.ceil(change / 2) }, change));
  },

  // Its answer is that there is none.
  async restart({ mongod }) {
    try {
      return await said(mongod.run({ shutdown: 1, timeoutSecs: 5 }));
    } catch (error) {
      if (error instanceof Silence) return undefined;
      throw error;
    }
  },

  async concern({ mongod, settings, memory }, { w }) {
    memory.concern = undefined;
    return said(mongod.run({ setDefaultRWConcern: 1, defaultWriteConcern: { w, wtimeout: 0 }, writeConcern: MAJORITY }, settings.change));
  },

  async rotate({ mongod, memory }, { print }) {
    const failed = await said(mongod.run({ rotateCertificates: 1 }));
    if (!failed) memory.certificates = print;
    return failed;
  },

  async logout({ mongod }) {
    mongod.drop();
  },

  // By the Secret, by what was true last time, by what the Secret says was true before.
  async login({ mongod, memory, facts: { credentials: { root } } }) {
    const candidates = [root, memory.root, { username: root.username, password: root.previousPassword }]
      .filter(one => one?.password !== undefined);
    for (const { username, password } of candidates) {
      if (await mongod.login(username, password) === true) {
        // After a restore users are who they were then.
        Object.assign(memory, { root: { username, password }, users: {} });
        return undefined;
      }
    }
    return "neither the password of root's Secret nor an earlier one is accepted; put the former one back, or add it as previous-password";
  },

  async createUser(context, step) {
    const { mongod, settings, facts: { credentials } } = context;
    const { id, roles = [{ role: 'root', db: 'admin' }] } = step;
    const { username, password } = credentials[id];
    forget(context, id);
    return secret(mongod.run({
      createUser: username, pwd: password, roles, customData: { managedBy: MANAGED_BY, id }, writeConcern: MAJORITY,
    }, settings.change));
  },

  async updatePassword(context, { id }) {
    const { mongod, memory, settings, facts: { credentials } } = context;
    const { username, password } = credentials[id];
    forget(context, id);
    const failed = await secret(mongod.run({ updateUser: username, pwd: password, writeConcern: MAJORITY }, settings.change));
    if (!failed && id === 'root' && await mongod.login(username, password) === true) memory.root = { username, password };
    return failed;
  },

  async updateRoles(context, { id, username, roles }) {
    forget(context, id);
    return said(context.mongod.run({ updateUser: username, roles, writeConcern: MAJORITY }, context.settings.change));
  },
};

const act = async (context, step) => ACTS[step.do](context, step);

// So that it is looked at once more, whatever becomes of it.
function forget({ memory }, id) {
  delete memory.users[id];
}

async function said(answer) {
  const { code, codeName, why } = await answer;
  return code === undefined ? undefined : { passing: PASSING.includes(code), why: `${codeName}: ${why}` };
}

async function secret(answer) {
  const { code, codeName } = await answer;
  return code === undefined ? undefined : { passing: PASSING.includes(code), why: codeName };
}

module.exports = { act, MANAGED_BY };
