// What a member says of itself to the managers of the others, by HTTP. One word, and the _id of its replica set if it knows it:
//   empty        nothing is on its disk, and its mongod is held back, see begin.js
//   fresh        no config, no users: nothing has ever been on its disk
//   member <id>  of this replica set
//   removed <id> it has the config of this set, but is not in it, or does not find itself there. Without an _id: and it has no users
//                either, so that it never was a member that had its data
//   unsure       everything else
// `hello` alone would not do: to it, who was removed or whose DNS is late is the same as who is new.
'use strict';
const dns = require('dns').promises;
const http = require('http');
const os = require('os');

const OK = undefined;
const NOT_A_MEMBER = 93;
const NOT_INITIATED = 94;

async function ownWord({ arbiter }, mongod) {
  if (arbiter) {
    // Nobody can log in to an arbiter, and it has nothing to lose.
    const { code, setName } = await mongod.run({ hello: 1 });
    return code === OK && !setName ? 'fresh' : 'unsure';
  }
  const { user } = mongod;
  const { code } = await mongod.run({ replSetGetStatus: 1 });
  if (user !== mongod.user) return 'unsure';
  if (!user) return { [NOT_INITIATED]: 'fresh', [NOT_A_MEMBER]: 'removed' }[code] ?? 'unsure';
  if (code !== OK && code !== NOT_A_MEMBER) return 'unsure';
  const { config } = await mongod.run({ replSetGetConfig: 1 });
  return config ? `${code === OK ? 'member' : 'removed'} ${config.settings.replicaSetId}` : 'unsure';
}

// What a member holds, for one whose disk is empty, see begin.js: its state; its term; how many vote, how many of them hold data, how many
// are to get their vote when they have their data; whether it votes itself; the last write that it has, and the last one that outlives it.
// `nothing` if it cannot be told. mongod is asked each time: what was true a moment ago may be less than what the
// one who asks had acknowledged.
async function holdings({ arbiter }, mongod) {
  const status = arbiter ? {} : await mongod.run({ replSetGetStatus: 1 });
  const self = status.members?.find(member => member.self);
  const { config } = self ? await mongod.run({ replSetGetConfig: 1 }) : {};
  if (!config) return 'nothing';
  const { term, votingMembersCount, writableVotingMembersCount, optimes } = status;
  const pending = config.members.filter(({ votes }) => votes > 0).length - votingMembersCount;
  const { votes = 0 } = config.members.find(({ _id }) => _id === self._id) ?? {};
  const optime = ({ t, ts }) => `${t} ${ts}`;
  return `${self.stateStr.toLowerCase()} term ${term} voters ${votingMembersCount} data ${writableVotingMembersCount} ` +
    `pending ${Math.max(0, pending)} votes ${votes} ` +
    `reached ${optime(optimes.writtenOpTime ?? optimes.appliedOpTime)} kept ${optime(optimes.durableOpTime)}`;
}

// An address may be another pod's by the time it is asked: the one who asks says whom it means.
const addressee = ({ set, namespace }, pod) => `/${[set, namespace, pod].map(encodeURIComponent).join('/')}`;

function listen(settings, mongod, manager) {
  let asked;
  const answer = () => {
    if (manager.isEmpty()) return 'empty';
    asked ??= ownWord(settings, mongod).catch(() => 'unsure').finally(() => { asked = undefined; });
    return asked;
  };
  const server = http.createServer({ keepAlive: false }, async ({ url }, response) => {
    const me = addressee(settings, settings.pod);
    const held = () => manager.isEmpty() ? 'nothing' : holdings(settings, mongod).catch(() => 'nothing');
    const said = { '/': answer, [me]: answer, [`${me}/stand`]: () => manager.stand(), [`${me}/holdings`]: held }[url];
    response.writeHead(said ? 200 : 404, { 'content-type': 'text/plain', 'connection': 'close' });
    response.end(said ? `${await said()}\n` : 'somebody else\n');
  });
  holdNobody(server);
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen({ port: settings.wordPort, ...(settings.wordAddress && { host: settings.wordAddress }) }, () => resolve(server));
  });
}

const MOST = 100; // connections at a time
const TO_ASK = 2000; // milliseconds in which who connects must have asked, not only begun to
const TO_GO = 5000; // and be gone: nobody waits longer for an answer

// Anybody can connect, and say nothing. A connection without a request in time is closed. If there are too many, old ones are closed, first
// those without a request, and never the newest half. So a client that asks is hardly delayed. (Node checks its own timeouts twice a
// minute, and at its limit refuses new ones.)
function holdNobody(server) {
  const open = new Set();
  const silent = new Set();
  const letGo = () => {
    const first = [...open].slice(0, -MOST / 2);
    const inTurn = [...first.filter(socket => silent.has(socket)), ...first.filter(socket => !silent.has(socket))];
    for (const socket of inTurn.slice(0, Math.max(0, open.size - MOST))) socket.destroy();
  };
  server.on('request', ({ socket }) => silent.delete(socket));
  server.on('connection', socket => {
    open.add(socket);
    silent.add(socket);
    // What has arrived by now is read first: the manager may have been busy for longer than that.
    const late = setTimeout(() => setImmediate(() => { if (silent.has(socket)) socket.destroy(); }), TO_ASK);
    const over = setTimeout(() => socket.destroy(), TO_GO);
    if (open.size > MOST) setImmediate(() => setImmediate(letGo));
    socket.once('close', () => {
      for (const each of [open, silent]) each.delete(socket);
      for (const timer of [late, over]) clearTimeout(timer);
    });
  });
}

const nameOf = host => host.slice(0, host.lastIndexOf(':'));

// The word of a member, or `silent`.
const ask = (settings, { pod, host }) => get(settings, nameOf(host), addressee(settings, pod));

const askAll = what => async (settings, members) => Object.fromEntries(await Promise.all(
  members.map(async ({ pod, host }) => [host, await get(settings, nameOf(host), `${addressee(settings, pod)}/${what}`)]),
));

// Where members stand, and what they hold, by host.
const askStands = askAll('stand');
const askHoldings = askAll('holdings');

function get({ wordPort, ask: seconds }, host, path) {
  return new Promise(resolve => {
    const silent = () => resolve('silent');
    // Of the name's look-up too.
    setTimeout(silent, seconds * 1000 + 500).unref();
    const request = http.get({ host, port: wordPort, path, agent: false, signal: AbortSignal.timeout(seconds * 1000) }, response => {
      let said = '';
      response.setEncoding('utf8');
      response.on('data', text => {
        said += text;
        if (said.length > 200) response.destroy();
      });
      response.on('error', silent);
      response.on('close', () => resolve(response.statusCode === 200 && /^[\w -]+\n$/.test(said) ? said.trim() : 'silent'));
    });
    request.on('error', silent);
  });
}

const ownAddresses = ({ wordAddress }) => [wordAddress, ...Object.values(os.networkInterfaces()).flat().map(({ address }) => address)];

// The words of all pods behind these Services: [pod, word] where the address is one of these members',
// else [address, word]. Only a Service that does not exist has none.
async function askServices(settings, services, own, members) {
  const known = members.map(async ({ pod, host }) => {
    const addresses = await addressesOf(settings, nameOf(host)).catch(() => []);
    return addresses.map(address => [address, pod]);
  });
  const pods = new Map((await Promise.all(known)).flat());
  const found = await Promise.all(services.map(async service => {
    const name = `${service}.${settings.namespace}.svc.${settings.domain}`;
    try {
      return await addressesOf(settings, name);
    } catch (error) {
      if (error.code === 'ENOTFOUND' && service !== own) return [];
      return [name];
    }
  }));
  const others = [...new Set(found.flat())].filter(address => !ownAddresses(settings).includes(address));
  return Promise.all(others.map(async address => [pods.get(address) ?? address, await get(settings, address, '/')]));
}

async function addressesOf({ ask: seconds }, name) {
  const late = new Promise((_, fail) => { setTimeout(() => fail(new Error('no answer from DNS')), seconds * 1000).unref(); });
  return (await Promise.race([dns.lookup(name, { all: true }), late])).map(({ address }) => address);
}

// Whether this pod's name leads here.
async function leadsHere(settings, host) {
  try {
    return (await addressesOf(settings, nameOf(host))).some(address => ownAddresses(settings).includes(address));
  } catch {
    return false;
  }
}

// All that a manager may ask, with its settings, and whatever else it gives.
const askers = settings => Object.fromEntries(Object.entries({ ask, askStands, askHoldings, askServices, leadsHere })
  .map(([name, asker]) => [name, (...about) => asker(settings, ...about)]));

module.exports = { ownWord, holdings, listen, ask, askStands, askHoldings, askServices, leadsHere, askers };
