/** What must never happen. */
export class Violation extends Error {}

/** An answer, and nobody's mistake: of thousands of them nobody asks where they come from, which it takes longer to find out than to answer. */
class Answer extends Error {
  constructor(message?: string) {
    const { stackTraceLimit } = Error;
    Error.stackTraceLimit = 0;
    super(message);
    Error.stackTraceLimit = stackTraceLimit;
  }
}

/** No connection, or none any more. */
export class Unreachable extends Answer {}

/** An answer of mongod: `code` is the server's. */
export class Refused extends Answer {
  constructor(readonly code: number, readonly codeName: string, message = codeName) { super(message); }
}

export interface Wish {
  _id: number;
  pod: string;
  service: string;
  priority: number;
  votes: number;
  hidden: boolean;
  arbiterOnly: boolean;
  secondaryDelaySecs: number;
  tags: Record<string, string>;
}

interface Member {
  _id: number;
  host: string;
  arbiterOnly: boolean;
  priority: number;
  votes: number;
  hidden: boolean;
  secondaryDelaySecs: number;
  tags: Record<string, string>;
  newlyAdded?: boolean;
}

interface Config {
  _id: string;
  version: number;
  /** -1 after a forced reconfiguration: then only the version counts. */
  term: number;
  members: Member[];
  settings: { replicaSetId: string };
}

interface User { user: string; pwd: string; roles: { role: string; db: string }[]; customData?: any }

type Entry = { term: number; id: number } & ({ op: 'noop' | 'write' } | { op: 'user'; user: User } | { op: 'concern'; w: unknown });

/** What a restart leaves; `begun` when mongod was started on it. */
interface Disk { begun?: boolean; config?: Config; log: Entry[]; term: number; voted: number }

type Command = Record<string, any>;

const EMPTY = (): Disk => ({ log: [], term: 0, voted: 0 });
const copy = <T>(value: T): T => structuredClone(value);

/** One mongod in its pod. */
export class Node {
  disk = EMPTY();
  up = true;
  /** The pod is up, and mongod held back, because its disk is empty. */
  held: boolean;
  cut = false;
  /** Is there, votes, and fetches nothing: maintenance, load. */
  lags = false;
  dnsLate = false;
  leads = false;
  /** Has found itself in its config. */
  found = false;
  /** Counts its starts: connections end with it. */
  starts = 1;
  commit = 0;
  /** As leader: how much each of the others has said that it has. Whoever says less later, because it has lost its disk, is not heard. */
  readonly progress = new Map<Node, number>();

  constructor(readonly pod: string, readonly service: string, readonly host: string) {
    this.held = !this.arbiter;
  }

  /** Of mongod, not of its pod. */
  get runs(): boolean { return this.up && !this.held; }

  get arbiter(): boolean { return this.service.endsWith('-arbiter'); }

  get self(): Member | undefined {
    return this.found ? this.disk.config?.members.find(({ host }) => host === this.host) : undefined;
  }

  get state(): 'STARTUP' | 'REMOVED' | 'STARTUP2' | 'ARBITER' | 'PRIMARY' | 'SECONDARY' {
    if (!this.disk.config) return 'STARTUP';
    if (!this.self) return 'REMOVED';
    if (this.self.arbiterOnly) return 'ARBITER';
    if (this.disk.log.length === 0) return 'STARTUP2';
    return this.leads ? 'PRIMARY' : 'SECONDARY';
  }

  get users(): Map<string, User> {
    return new Map(this.disk.log.flatMap(entry => entry.op === 'user' ? [[entry.user.user, entry.user]] : []));
  }

  get concern(): unknown {
    return this.disk.log.reduce<unknown>((w, entry) => entry.op === 'concern' ? entry.w : w, undefined);
  }
}

const STATES = { STARTUP: 0, PRIMARY: 1, SECONDARY: 2, STARTUP2: 5, ARBITER: 7, DOWN: 8, REMOVED: 10 };

const votes = (member: Member) => member.votes > 0 && !member.newlyAdded;
const electable = (member: Member) => member.priority > 0 && !member.arbiterOnly && !member.newlyAdded;
const newer = (a: Config, b: Config) => a.term !== -1 && b.term !== -1 && a.term !== b.term ? a.term > b.term : a.version > b.version;
const same = (a: Config | undefined, b: Config) => a?.version === b.version && a.term === b.term;
const isBehind = (log: Entry[], other: Entry[]) => {
  const [term, its] = [log.at(-1)?.term ?? 0, other.at(-1)?.term ?? 0];
  return its > term || (its === term && other.length > log.length);
};
const isMajority = (some: number, all: number) => some * 2 > all;

/**
 * A replica set by MongoDB's rules, as small as it can be: nothing happens by itself, all is a tick of one node. What managers send it is held to
 * what must never happen, by the truth, which none of them can see.
 */
export class ReplicaSet {
  readonly nodes: Node[] = [];
  readonly story: string[] = [];
  /** Majority writes that were acknowledged, with the set that did. */
  readonly acknowledged = new Map<number, string>();
  /** Sent by managers; what each was told last of the others' health. */
  private readonly told = new Map<Node, Map<string, boolean>>();
  private count = 0;
  /** For tests of what a mistake comes to, if it goes unnoticed. */
  overlooked: string[] = [];

  violation(what: string): void {
    if (!this.overlooked.some(prefix => what.startsWith(prefix))) throw new Violation(what);
  }

  start(node: Node): void {
    if (node.up) return;
    node.up = true;
    node.held = !node.arbiter && !node.disk.begun;
    node.starts++;
    node.found = !node.dnsLate && !!node.disk.config?.members.some(({ host }) => host === node.host);
  }

  /** By its manager. */
  letGo(node: Node): void {
    if (node.up && node.held) this.story.push(`${node.pod} starts on an empty disk`);
    node.held = false;
    node.disk.begun = true;
  }

  stop(node: Node): void {
    node.up = false;
    node.leads = false;
    node.commit = 0;
    node.progress.clear();
  }

  /** Whether MongoDB itself survives the loss of this disk; else no manager could help. */
  mayLose(node: Node): boolean {
    const { config, log } = node.disk;
    const latest = this.nodes.map(({ disk }) => disk.config!).filter(Boolean).reduce<Config | undefined>((a, b) => !a || newer(b, a) ? b : a, undefined);
    if (!latest) return true;
    // A newcomer that has no vote yet cannot be told from one that has. If its disk is lost and that of another one, people have to take it off the list.
    const lost = latest.members.filter(({ host, arbiterOnly }) => !arbiterOnly && (host === node.host || !this.byHost(host)?.disk.config));
    if (latest.members.filter(votes).length > 2 && lost.length > 1 && lost.some(({ newlyAdded }) => newlyAdded)) return false;
    if (!config) return true;
    const others = this.nodes.filter(other => other !== node && other.disk.config);
    if (others.length === 0) return true;
    if (log.length === 0 && !node.arbiter) return true;
    const voters = latest.members.filter(votes);
    const intact = others.filter(other => voters.some(({ host }) => host === other.host) && same(other.disk.config, latest) && (other.arbiter || other.disk.log.length > 0));
    // Somebody has everything, and those who have not are too few to elect one of themselves.
    const whole = intact.filter(other => !other.arbiter && this.hasAll(other));
    return isMajority(intact.length, voters.length) && !isMajority(intact.length - whole.length, voters.length)
      && whole.some(other => electable(latest.members.find(({ host }) => host === other.host)!));
  }

  loseDisk(node: Node): void {
    this.stop(node);
    node.disk = EMPTY();
    node.found = false;
    // Nobody has anything any more.
    if (!this.nodes.some(({ disk }) => disk.config)) this.acknowledged.clear();
  }

  /** One pod another. */
  sees(from: Node, to: Node): boolean {
    return from.up && to.up && (from === to || (!from.cut && !to.cut && !to.dnsLate));
  }

  /** One mongod another. */
  reaches(from: Node, to: Node): boolean {
    return from.runs && to.runs && this.sees(from, to);
  }

  /** A while for this node: heartbeats, elections, data. */
  tick(node: Node): void {
    if (!node.runs || !node.self) return;
    this.heartbeats(node);
    if (!node.self) return;
    if (node.leads) this.lead(node);
    else this.follow(node);
  }

  /** A client's, with a majority. */
  write(node: Node): void {
    if (node.up && node.leads) this.append(node, { op: 'write' });
  }

  private byHost(host: string): Node | undefined {
    return this.nodes.find(node => node.host === host);
  }

  private others(node: Node): Node[] {
    return node.disk.config!.members.flatMap(({ host }) => this.byHost(host) ?? []).filter(other => other !== node && this.reaches(node, other));
  }

  private heartbeats(node: Node): void {
    for (const other of this.others(node)) {
      const mine = node.disk.config!;
      const its = other.disk.config;
      if (its && its.settings.replicaSetId !== mine.settings.replicaSetId) continue;
      if (!its || newer(mine, its)) this.install(other, copy(mine));
      else if (newer(its, mine)) this.install(node, copy(its));
      else if (!other.found && !other.dnsLate) other.found = mine.members.some(({ host }) => host === other.host);
      if (other.self && node.self) {
        this.hearTerm(node, other.disk.term);
        this.hearTerm(other, node.disk.term);
      }
    }
  }

  private install(node: Node, config: Config): void {
    node.disk.config = config;
    node.found = (node.found || !node.dnsLate) && config.members.some(({ host }) => host === node.host);
    if (!node.self || !electable(node.self)) node.leads = false;
  }

  private hearTerm(node: Node, term: number): void {
    if (term <= node.disk.term) return;
    node.disk.term = term;
    node.leads = false;
  }

  private lead(node: Node): void {
    const { members } = node.disk.config!;
    const seen = [node, ...this.others(node)].map(({ host }) => host);
    if (!isMajority(members.filter(member => votes(member) && seen.includes(member.host)).length, members.filter(votes).length)) {
      node.leads = false;
      return;
    }
    this.advance(node);
    const arrived = members.find(member => member.newlyAdded && this.others(node).some(other => other.host === member.host && other.state === 'SECONDARY'));
    if (arrived && this.mayReconfigure(node)) {
      const config = copy(node.disk.config!);
      config.version++;
      delete config.members.find(({ host }) => host === arrived.host)!.newlyAdded;
      this.install(node, config);
    }
  }

  private follow(node: Node): void {
    const leader = this.others(node).find(other => other.leads && other.disk.term >= node.disk.term && other.disk.config!.members.some(({ host }) => host === node.host));
    if (leader && node.self!.arbiterOnly) return;
    const source = leader ?? this.ahead(node);
    if (source && !node.lags) this.replicate(node, source);
    else if (leader) return;
    else if (node.state === 'SECONDARY' && electable(node.self!)) this.elect(node);
  }

  /** Without a leader, data comes from whoever has more. */
  private ahead(node: Node): Node | undefined {
    if (node.self!.arbiterOnly) return undefined;
    return this.others(node).find(other => other.state === 'SECONDARY' && isBehind(node.disk.log, other.disk.log));
  }

  private replicate(node: Node, source: Node): void {
    const theirs = source.disk.log;
    let common = 0;
    while (common < theirs.length && node.disk.log[common]?.id === theirs[common].id) common++;
    for (const { id } of node.disk.log.slice(common)) if (this.acknowledged.has(id)) this.violation(`a majority write is lost: ${node.pod} rolls it back`);
    node.disk.log = [...theirs];
    if (!source.leads) return;
    source.progress.set(node, Math.max(source.progress.get(node) ?? 0, theirs.length));
    this.advance(source);
  }

  private elect(node: Node): void {
    const config = node.disk.config!;
    const voters = config.members.filter(votes);
    const term = node.disk.term + 1;
    const granting = [node, ...this.others(node)].filter(other => {
      if (!voters.some(({ host }) => host === other.host) || !other.self || other.disk.voted >= term || other.disk.term > term) return false;
      if (newer(other.disk.config!, config) || other.disk.config!.settings.replicaSetId !== config.settings.replicaSetId) return false;
      // Beside arbiters fewer than a majority acknowledge a write, and an arbiter's vote can lose it: MongoDB's to answer for.
      if (other.arbiter) return this.hasAll(node);
      // An empty one votes for anybody: it has forgotten what it had acknowledged.
      return !isBehind(node.disk.log, other.disk.log);
    });
    if (!isMajority(granting.length, voters.length)) return;
    for (const other of granting) {
      other.disk.voted = term;
      this.hearTerm(other, term);
    }
    node.disk.term = term;
    node.leads = true;
    node.commit = 0;
    node.progress.clear();
    this.story.push(`${node.pod} leads in term ${term}`);
    if (!this.hasAll(node)) this.violation(`a majority write is lost: ${node.pod} leads without it`);
    if (config.term !== -1) this.install(node, { ...copy(config), term });
    this.append(node, { op: 'noop' });
  }

  private hasAll({ disk: { log, config } }: Node): boolean {
    const ids = new Set(log.map(({ id }) => id));
    return [...this.acknowledged].every(([id, set]) => set !== config?.settings.replicaSetId || ids.has(id));
  }

  private append(node: Node, entry: { op: 'noop' | 'write' } | { op: 'user'; user: User } | { op: 'concern'; w: unknown }): number {
    const id = ++this.count;
    node.disk.log = [...node.disk.log, { ...entry, term: node.disk.term, id }];
    this.advance(node);
    return id;
  }

  /** How much a majority has; what was waited for is acknowledged. */
  private advance(node: Node): void {
    const { config, log, term } = node.disk;
    for (let length = log.length; length > node.commit; length--) {
      if (log[length - 1].term !== term || !this.onMajority(node, length)) continue;
      node.commit = length;
      if (!this.hasAll(node)) this.violation(`a majority write is lost: ${node.pod} acknowledges others without it`);
      const set = config!.settings.replicaSetId;
      const other = [...this.acknowledged.values()].find(before => before !== set);
      for (const { id, op } of log.slice(0, length)) {
        if (op === 'noop') continue;
        if (other) this.violation('a second set acknowledges writes');
        this.acknowledged.set(id, set);
      }
    }
  }

  private onMajority(node: Node, length: number): boolean {
    const voters = node.disk.config!.members.filter(votes);
    const holding = voters.map(({ host }) => this.byHost(host)).filter(other => other && !other.arbiter && (other === node || (node.progress.get(other) ?? 0) >= length));
    const writable = voters.filter(({ arbiterOnly }) => !arbiterOnly).length;
    return holding.length >= Math.min(Math.floor(voters.length / 2) + 1, writable);
  }

  private isCommitted(node: Node): boolean {
    const { config } = node.disk;
    const voters = config!.members.filter(votes);
    const having = [node, ...this.others(node)].filter(other => voters.some(({ host }) => host === other.host) && same(other.disk.config, config!));
    return isMajority(having.length, voters.length);
  }

  private mayReconfigure(node: Node): boolean {
    return this.isCommitted(node) && node.commit > 0 && this.onMajority(node, node.commit);
  }

  /** Who has logged in, and on which start of this mongod. */
  login(node: Node, user: string, pwd: string): void {
    if (!node.runs) throw new Unreachable();
    if (node.users.get(user)?.pwd !== pwd) throw new Refused(18, 'AuthenticationFailed');
  }

  /** As mongod answers. `settled` is awaited where a command waits for a majority; `decides` is for who goes by the answer. */
  async run(node: Node, user: string | undefined, command: Command, settled: () => Promise<void>, decides = true): Promise<any> {
    if (!node.runs) throw new Unreachable();
    const [name] = Object.keys(command);
    this.authorize(node, user, name);
    const needsPrimary = ['createUser', 'updateUser', 'setDefaultRWConcern', 'replSetReconfig', 'replSetStepDown'];
    if (needsPrimary.includes(name) && !node.leads) throw new Refused(10107, 'NotWritablePrimary');
    switch (name) {
      case 'hello': return this.hello(node);
      case 'replSetGetStatus': return this.status(node, decides);
      case 'replSetGetConfig': return this.getConfig(node, command);
      case 'replSetInitiate': return this.initiate(node, command.replSetInitiate);
      case 'replSetReconfig': return this.reconfigure(node, command);
      case 'replSetStepDown': return this.stepDown(node, command);
      case 'rotateCertificates': return { ok: 1 };
      case 'buildInfo': return { version: '8.0.4', ok: 1 };
      case 'getParameter': return { featureCompatibilityVersion: { version: '8.0' }, ok: 1 };
      case 'shutdown':
        this.stop(node);
        this.start(node);
        throw new Unreachable();
      case 'usersInfo': return { users: this.usersInfo(node, command), ok: 1 };
      case 'getDefaultRWConcern':
        return node.concern === undefined ? { defaultWriteConcernSource: 'implicit', ok: 1 } : { defaultWriteConcern: { w: node.concern }, defaultWriteConcernSource: 'global', ok: 1 };
      case 'setDefaultRWConcern':
        return this.majorityWrite(node, { op: 'concern', w: command.defaultWriteConcern.w }, settled);
      case 'createUser': {
        if (node.users.has(command.createUser)) throw new Refused(51003, 'Location51003');
        this.story.push(`${node.pod} creates ${command.createUser}`);
        return this.majorityWrite(node, { op: 'user', user: { user: command.createUser, pwd: command.pwd, roles: command.roles, customData: command.customData } }, settled);
      }
      case 'updateUser': {
        const { updateUser: _, writeConcern, ...changes } = command;
        const before = node.users.get(command.updateUser);
        if (!before) throw new Refused(11, 'UserNotFound');
        return this.majorityWrite(node, { op: 'user', user: { ...before, ...changes } }, settled);
      }
      default: throw new Refused(59, 'CommandNotFound');
    }
  }

  private authorize(node: Node, user: string | undefined, name: string): void {
    if (name === 'hello') return;
    const exception = node.users.size === 0 && !node.arbiter && ['replSetInitiate', 'replSetReconfig', 'replSetGetStatus', 'createUser'].includes(name);
    const isRoot = user !== undefined && node.users.get(user)?.roles.some(({ role }) => role === 'root');
    if (!exception && !isRoot) throw new Refused(13, 'Unauthorized');
  }

  private hello(node: Node): any {
    const { state, self } = node;
    if (!self) return { isWritablePrimary: false, secondary: false, info: 'Does not have a valid replica set config', ok: 1 };
    const leader = [node, ...this.others(node)].find(other => other.leads);
    return { setName: node.disk.config!._id, primary: leader?.host, isWritablePrimary: state === 'PRIMARY', secondary: state === 'SECONDARY', ...(self.arbiterOnly && { arbiterOnly: true }), ok: 1 };
  }

  private status(node: Node, decides: boolean): any {
    const { config } = node.disk;
    if (!config) throw new Refused(94, 'NotYetInitialized', 'no replset config has been received');
    if (!node.self) throw new Refused(93, 'InvalidReplicaSetConfig');
    const members = config.members.map(({ _id, host }) => {
      const other = this.byHost(host);
      const health = other && this.reaches(node, other) ? 1 : 0;
      return { _id, name: host, health, state: health ? STATES[other!.state] : STATES.DOWN, stateStr: health ? other!.state : '(not reachable/healthy)', ...(other === node && { self: true, configVersion: config.version }) };
    });
    if (decides) this.told.set(node, new Map(members.map(({ name, health, state }) => [name, health === 1 && [1, 2, 7].includes(state)])));
    const last = { t: node.disk.log.at(-1)?.term ?? -1, ts: node.disk.log.length };
    const optimes = { writtenOpTime: last, appliedOpTime: last, durableOpTime: last };
    const voters = config.members.filter(votes);
    const writableVotingMembersCount = voters.filter(({ arbiterOnly }) => !arbiterOnly).length;
    const counts = { votingMembersCount: voters.length, writableVotingMembersCount, writeMajorityCount: Math.min(Math.floor(voters.length / 2) + 1, writableVotingMembersCount) };
    return { set: config._id, term: node.disk.term, myState: STATES[node.state], members, ...counts, optimes, ok: 1 };
  }

  private getConfig(node: Node, { commitmentStatus }: Command): any {
    const { config } = node.disk;
    if (!config) throw new Refused(94, 'NotYetInitialized');
    if (commitmentStatus && !node.leads) throw new Refused(10107, 'NotWritablePrimary');
    const shown = copy(config);
    for (const member of shown.members) delete member.newlyAdded;
    return { config: shown, ...(commitmentStatus && { commitmentStatus: this.mayReconfigure(node) }), ok: 1 };
  }

  private usersInfo(node: Node, { usersInfo, filter }: Command): any[] {
    const users = [...node.users.values()].map(({ pwd: _, ...user }) => copy(user));
    return usersInfo === 1
      ? users.filter(({ customData }) => customData?.managedBy === filter['customData.managedBy'] && customData?.id === filter['customData.id'])
      : users.filter(({ user }) => user === usersInfo.user);
  }

  private async majorityWrite(node: Node, entry: { op: 'user'; user: User } | { op: 'concern'; w: unknown }, settled: () => Promise<void>): Promise<any> {
    const id = this.append(node, entry);
    await settled();
    if (!node.leads) throw new Refused(189, 'PrimarySteppedDown');
    if (!this.acknowledged.has(id)) throw new Refused(64, 'WriteConcernTimeout');
    return { ok: 1 };
  }

  private initiate(node: Node, { _id, members }: { _id: string; members: { _id: number; host: string }[] }): any {
    if (node.disk.config) throw new Refused(23, 'AlreadyInitialized');
    if (members.length !== 1 || members[0].host !== node.host) this.violation('initiates with others than itself');
    if (node.dnsLate) throw new Refused(93, 'InvalidReplicaSetConfig', 'No host described in new configuration maps to this node');
    if (this.nodes.some(({ disk }) => disk.config)) this.violation(`a second set: ${node.pod} makes one, and there is one`);
    const member: Member = { arbiterOnly: false, priority: 1, votes: 1, hidden: false, secondaryDelaySecs: 0, tags: {}, ...members[0] };
    this.story.push(`${node.pod} initiates`);
    this.install(node, { _id, version: 1, term: 0, members: [member], settings: { replicaSetId: `set-${++this.count}` } });
    node.disk.log = [{ op: 'noop', term: 0, id: ++this.count }];
    return { ok: 1 };
  }

  private reconfigure(node: Node, { replSetReconfig: wished, force }: Command): any {
    const old = node.disk.config!;
    const next: Config = copy(wished);
    this.story.push(`${node.pod} reconfigures to ${next.members.map(({ _id, votes: v, priority }) => `${_id}${v ? '' : ' no vote'}${priority ? '' : ' no priority'}`).join(', ')}`);
    if (force) this.violation('a forced reconfiguration');
    this.hold(node, old, next);
    for (const member of next.members) {
      const before = old.members.find(({ _id }) => _id === member._id);
      if (before?.arbiterOnly !== undefined && before.arbiterOnly !== member.arbiterOnly) throw new Refused(103, 'NewReplicaSetConfigurationIncompatible', 'arbiterOnly');
      if (!member.arbiterOnly && !force && (before ? before.newlyAdded : member.votes > 0)) member.newlyAdded = true;
    }
    if (force) {
      this.install(node, { ...next, version: Math.max(old.version, next.version) + 10000, term: -1 });
      return { ok: 1 };
    }
    if (!this.mayReconfigure(node)) throw new Refused(308, 'CurrentConfigNotCommittedYet');
    this.validate(node, old, next);
    this.install(node, { ...next, term: node.disk.term });
    return { ok: 1 };
  }

  /** To what no manager may ask for, whether MongoDB takes it or not; by what it was told. */
  private hold(node: Node, old: Config, next: Config): void {
    const raw = ({ members }: Config) => members.filter(member => member.votes > 0);
    const changed = (a: Config, b: Config) => raw(a).filter(({ _id, host }) => !raw(b).some(other => other._id === _id && other.host === host));
    const gone = changed(old, next);
    const come = changed(next, old);
    // a new name is no other voter
    const renamed = gone.filter(({ _id }) => come.some(other => other._id === _id)).length;
    if (next.version === old.version + 1 && gone.length + come.length - 2 * renamed > 1) this.violation('more than one voter changes at once');
    const told = this.told.get(node)!;
    // Who is told to have its data gets its vote with the primary's next heartbeat, and cannot be told from one that has it.
    const counts = ({ host, newlyAdded }: Member) => !newlyAdded || told.get(host) === true;
    const rest = next.members.filter(member => votes(member) && old.members.some(before => before._id === member._id && counts(before)));
    if (gone.length > renamed && same(old, { ...next, version: next.version - 1 })) {
      if (!isMajority(rest.filter(({ host }) => told.get(host)).length, rest.length)) this.violation('a removal that costs the majority');
      if (!rest.some(member => electable(member) && told.get(member.host))) this.violation('a removal that leaves nobody to elect');
    }
  }

  private validate(node: Node, old: Config, next: Config): void {
    const refuse = (why: string) => { throw new Refused(103, 'NewReplicaSetConfigurationIncompatible', why); };
    if (next.version <= old.version) refuse('version');
    for (const field of ['_id', 'host'] as const) if (new Set(next.members.map(member => member[field])).size < next.members.length) refuse(`two of one ${field}`);
    const voters = (config: Config) => config.members.filter(votes).map(({ _id }) => _id);
    const difference = [...voters(old).filter(id => !voters(next).includes(id)), ...voters(next).filter(id => !voters(old).includes(id))];
    if (difference.length > 1) refuse('more than one voting member');
    const implicit = ({ members }: Config) => {
      const all = members.filter(member => member.votes > 0);
      const writable = all.filter(({ arbiterOnly }) => !arbiterOnly).length;
      return writable === all.length || writable > Math.floor(all.length / 2) + 1;
    };
    if (implicit(old) !== implicit(next) && node.concern === undefined) refuse('implicit default write concern');
    const data = (config: Config) => config.members.filter(({ arbiterOnly }) => !arbiterOnly);
    const all = old.members.filter(member => member.votes > 0).length;
    const arbiters = old.members.length - data(old).length;
    if (Math.floor(all / 2) + 1 > all - arbiters && next.members.length === 3 && data(next).length === 2 && next.members.filter(({ priority }) => priority > 0).length > 1) refuse('PSA');
    const self = next.members.find(({ host }) => host === node.host);
    if (!self || !electable(self)) throw new Refused(104, 'NodeNotElectable');
    const answering = next.members.filter(member => votes(member) && this.byHost(member.host) && this.reaches(node, this.byHost(member.host)!));
    if (!isMajority(answering.length, next.members.filter(votes).length)) throw new Refused(74, 'NodeNotFound', 'Quorum check failed');
    for (const { host } of next.members) {
      const its = this.byHost(host)?.disk.config;
      if (its && its.settings.replicaSetId !== next.settings.replicaSetId) refuse('replica set ID');
    }
  }

  private stepDown(node: Node, { force }: Command): any {
    if (force) this.violation('a forced step down');
    const heir = this.others(node).find(other => {
      const member = node.disk.config!.members.find(({ host }) => host === other.host)!;
      return electable(member) && other.state === 'SECONDARY' && other.disk.log.at(-1)?.id === node.disk.log.at(-1)?.id;
    });
    if (!heir) throw new Refused(262, 'ExceededTimeLimit');
    node.leads = false;
    this.story.push(`${node.pod} steps down`);
    this.elect(heir);
    return { ok: 1 };
  }
}
