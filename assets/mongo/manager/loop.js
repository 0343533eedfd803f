// Round by round: read the files, look at mongod, tell the probes, decide, do one thing, say what is new.
'use strict';
const { act } = require('./act.js');
const { begin } = require('./begin.js');
const { decide } = require('./decide.js');
const filesOnDisk = require('./files.js');
const { isServing, leave } = require('./leave.js');
const { atMongod, look, Refusal } = require('./look.js');
const { Mongod, Silence } = require('./mongod.js');
const settingsOf = require('./settings.js');
const word = require('./word.js');

// More than any round needs at once; the next one goes on.
const LOOKS = 100;
// How long what was seen of mongod holds.
const FRESH = 20;
// Each hour, as other times are.
const USERS = 120;
// Seconds in which what was just done may lead to something else to do; and how many acts, in how many seconds,
// are more than any change of a set takes.
const SOON = 15;
const [ACTS, WHILE] = [100, 600];

const clock = {
  now: () => Date.now() / 1000,
  sleep: seconds => new Promise(resolve => { setTimeout(resolve, seconds * 1000); }),
};

class Manager {
  constructor({ settings, mongod, others, files = filesOnDisk, time = clock, print = line => process.stdout.write(`${line}\n`) }) {
    Object.assign(this, { settings, mongod, others, files, time, print });
    this.memory = { users: {}, failed: new Map(), removedFor: 0 };
    this.said = new Map();
    this.saidLast = '';
    this.acts = [];
  }

  async round() {
    this.files.mark(this.settings, 'alive', this.time.now());
    this.hasActed = false;
    this.files.takeCertificates(this.settings);
    try {
      if (this.isEmpty()) await this.begin();
      else await this.look();
      await this.leave();
    } catch (error) {
      if (!(error instanceof Silence || error instanceof Refusal)) throw error;
      this.say(error instanceof Silence ? `no answer from mongod (${error.message})` : error.message);
    }
    this.files.mark(this.settings, 'alive', this.time.now());
  }

  async look() {
    const { settings, mongod, memory } = this;
    const facts = this.fromFiles();
    try {
      Object.assign(facts, await atMongod(settings, mongod));
    } catch (error) {
      if (!(error instanceof Silence)) throw error;
      facts.state = 'SILENT';
      facts.silence = error.message;
    }
    facts.user = mongod.user;
    memory.removedFor = facts.status?.code === 93 ? memory.removedFor + 1 : 0;
    facts.removedFor = memory.removedFor;
    this.serve(facts);

    const context = { ...this, facts };
    let step = decide(facts);
    for (let looks = 0; step.look && looks < LOOKS; looks++) {
      Object.assign(facts, await look(context, step));
      step = decide(facts);
    }
    if (step.do) await this.act(context, step);
    else if (!step.look) this.say(step.say);
  }

  // Tells the probes, and remembers for the others, whether this member serves.
  serve({ state, primary }) {
    const { settings, memory, files } = this;
    const now = this.time.now();
    if (primary) memory.ledAt = now;
    // Who starts anew has to find the primary anew.
    if (state === 'SILENT' || state === 'OTHER') memory.ledAt = undefined;
    const serves = isServing(state, now - memory.ledAt);
    memory.servedAt = serves ? now : undefined;
    if (serves) files.mark(settings, 'ready', now);
    else files.unmark(settings, 'ready');
  }

  // Tells mongod's container, whose disk is empty, and which waits for that, whether mongod may start; see start.sh.
  async begin() {
    const { settings, memory, others, time, files } = this;
    this.serve({ state: 'SILENT' });
    const list = files.readList(settings);
    const around = list.problem ? [] : [...list.members, ...list.leaving].filter(({ pod }) => pod !== settings.pod);
    const [words, holdings] = await Promise.all([
      Promise.all(around.map(async member => [member.host, await others.ask(member)])).then(Object.fromEntries), others.askHoldings(around),
    ]);
    // What was asked for another empty disk counts no more.
    const since = files.markedAt(settings, 'empty');
    if (memory.empty?.since !== since) memory.empty = { since };
    const { go, say, asked } = begin({ list, pod: settings.pod, words, holdings, asked: memory.empty.asked });
    memory.empty.asked = asked;
    if (go) files.mark(settings, 'may-start', time.now());
    else this.sayOnce(say);
  }

  // Tells it, when it has been told to stop, and waits for that, whether it may; see stop.sh.
  async leave() {
    const { settings, memory, others, time, files } = this;
    if (!this.isToStop()) {
      memory.leaving = undefined;
      return;
    }
    memory.leaving ??= { since: time.now() };
    if (!memory.leaving.goes) {
      const announcedFor = time.now() - memory.leaving.since;
      const { host, voters } = await this.voters();
      const { go, say } = leave({ host, voters, stands: await others.askStands(voters.flat()), announcedFor });
      if (!go) {
        this.sayOnce(say);
        return;
      }
      memory.leaving.goes = true;
    }
    files.mark(settings, 'may-stop', time.now());
  }

  // By the list, and by the set itself as far as it can be asked; and under which name this is one of them.
  async voters() {
    const { settings, mongod, files } = this;
    const { members = [] } = files.readList(settings);
    const config = mongod.user && await mongod.run({ replSetGetConfig: 1 }).then(answer => answer.config, () => undefined);
    const groups = [members, config?.members.map(member => ({ ...member, pod: member.host.split('.')[0] })) ?? []];
    const host = groups.flat().find(({ pod }) => pod === settings.pod)?.host;
    return { host, voters: groups.map(group => group.filter(({ votes }) => votes > 0)) };
  }

  isToStop() {
    return this.files.markedAt(this.settings, 'stopping') !== undefined;
  }

  isEmpty() {
    return this.files.markedAt(this.settings, 'empty') !== undefined;
  }

  // For the others, when they are to start or to stop.
  stand() {
    const { memory: { leaving, servedAt }, time } = this;
    if (leaving) return leaving.goes ? 'goes' : 'stops';
    return time.now() - servedAt < FRESH ? 'serves' : 'absent';
  }

  // Seconds to the next round. What comes after an act that worked does not wait, and what that takes is seldom more than a few seconds.
  // But should acts ever change nothing, they are not to keep mongod busy.
  pause() {
    const { settings: { round } } = this;
    const now = this.time.now();
    if (this.isToStop() || this.isEmpty()) return Math.min(1, round);
    this.acts = this.acts.filter(at => now - at < WHILE);
    if (this.acts.length >= ACTS) return round;
    if (this.hasActed) return 0;
    return now - this.acts.at(-1) < SOON ? Math.min(1, round) : round;
  }

  fromFiles() {
    const { settings, memory, time, files } = this;
    const list = settings.arbiter ? { problem: 'an arbiter needs no list' } : files.readList(settings);
    const users = settings.arbiter ? [] : [{ id: 'root', username: settings.root }, ...list.users ?? []];
    for (const [key, { until }] of memory.failed) if (until <= time.now()) memory.failed.delete(key);
    // Somebody may have restored older ones.
    if (!(time.now() - memory.usersSince < settings.again * USERS)) Object.assign(memory, { users: {}, usersSince: time.now() });
    return {
      set: settings.set,
      arbiter: settings.arbiter,
      list,
      self: list.members?.find(({ pod }) => pod === settings.pod),
      credentials: Object.fromEntries(users.map(({ id, username }) => [id, files.readCredentials(settings, id, username)])),
      certificates: { now: settings.arbiter ? undefined : files.certificatesPrint(settings), used: memory.certificates },
      users: { ...memory.users },
      concern: memory.concern,
      version: time.now() - memory.version?.at < settings.remind ? memory.version : undefined,
      failed: Object.fromEntries([...memory.failed].map(([key, { why }]) => [key, why])),
    };
  }

  async act(context, step) {
    if (!step.quiet) this.sayOnce(step.say);
    const failed = await this.outcome(context, step);
    if (!failed) {
      this.acts.push(this.time.now());
      this.hasActed = true;
      this.said.delete(step.say);
      this.saidLast = '';
      if (step.quiet) this.sayOnce(`done: ${step.say}`);
    } else if (failed.passing) {
      this.say(`not yet: ${step.say} (${failed.why})`);
    } else {
      this.memory.failed.set(step.key, { why: failed.why, until: this.time.now() + this.settings.again });
      this.say(`could not ${step.say}: ${failed.why}`);
    }
  }

  async outcome(context, step) {
    try {
      const failed = await act(context, step);
      return typeof failed === 'string' ? { why: failed } : failed;
    } catch (error) {
      if (!(error instanceof Silence)) throw error;
      return { why: `no answer (${error.message})` };
    }
  }

  // What goes on, whenever it is another thing than before.
  say(sentence) {
    const now = this.time.now();
    if (sentence === this.saidLast && now - this.saidAt < this.settings.remind) return;
    Object.assign(this, { saidLast: sentence, saidAt: now });
    this.write(sentence);
  }

  // What is done, which may be tried many times.
  sayOnce(sentence) {
    const now = this.time.now();
    for (const [before, at] of this.said) if (now - at >= this.settings.remind) this.said.delete(before);
    if (this.said.has(sentence)) return;
    this.said.set(sentence, now);
    this.write(sentence);
  }

  write(sentence) {
    // One line, whatever somebody has called somebody.
    this.print(`${new Date(this.time.now() * 1000).toISOString().slice(0, 19)}Z ${sentence.replace(/\p{Cc}+/gu, ' ')}`);
  }
}

async function manage(env, connect) {
  const settings = settingsOf.read(env);
  const mongod = new Mongod(settings, connect);
  const others = word.askers(settings);
  const manager = new Manager({ settings, mongod, others });
  await word.listen(settings, mongod, manager);
  for (;;) {
    await manager.round();
    await clock.sleep(manager.pause());
  }
}

module.exports = { Manager, manage };
