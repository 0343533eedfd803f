import { ASSETS, program } from './programs';
import { Node, Refused, ReplicaSet, Unreachable, Wish } from './replica-set';

/** The manager has ended in the middle of something. */
class Crash extends Error {}

interface Secret { username: string; password: string; previousPassword?: string }

const NAMESPACE = 'prod';
const DOMAIN = 'cluster.local';
const hostOf = ({ pod, service }: { pod: string; service: string }) => `${pod}.${service}.${NAMESPACE}.svc.${DOMAIN}:27017`;

/** A manager as it runs beside one mongod: it stops before each command, until it is told to go on. */
class Running {
  busy = false;
  dead = false;
  said = '';
  readonly manager: any;
  private goOn?: { go(): void; fail(error: Error): void };
  private halted?: () => void;

  constructor(private readonly world: World, readonly node: Node) {
    const settings = { ...world.settings(node), answer: 10, change: 15, again: 30, remind: 600, round: 5 };
    const { Manager } = program('loop.js', world.folder);
    const { Mongod } = program('mongod.js', world.folder);
    this.manager = new Manager({
      settings,
      mongod: new Mongod(settings, async () => this.connection()),
      others: {
        ask: async (member: Wish) => world.word(node, world.set.nodes.find(({ pod }) => pod === member.pod)),
        askServices: async (services: string[]) => world.crowd(node, services),
        askStands: async (members: { host: string }[]) => world.stands(node, members),
        askHoldings: async (members: { host: string }[]) => world.holdings(node, members),
        leadsHere: async () => !node.dnsLate,
      },
      files: world.files(node),
      time: { now: () => world.now },
      print: (line: string) => {
        this.said = line.slice(21);
        world.set.story.push(`${node.pod}: ${this.said}`);
      },
    });
  }

  /** As far as to its next command, or to the end of its round. */
  async step(): Promise<void> {
    const halted = new Promise<void>(resolve => { this.halted = resolve; });
    const { goOn } = this;
    this.goOn = undefined;
    if (goOn) {
      goOn.go();
    } else {
      this.busy = true;
      this.manager.round().catch((error: Error) => {
        if (!this.dead) this.world.error ??= error;
      }).finally(() => {
        this.busy = false;
        this.halted?.();
      });
    }
    await halted;
    if (this.world.error) throw this.world.error;
  }

  async round(): Promise<void> {
    do await this.step(); while (this.busy);
  }

  async crash(): Promise<void> {
    this.dead = true;
    while (this.busy) {
      const halted = new Promise<void>(resolve => { this.halted = resolve; });
      const { goOn } = this;
      this.goOn = undefined;
      goOn?.fail(new Crash());
      await halted;
    }
  }

  private async gate(): Promise<void> {
    if (this.dead) throw new Crash();
    await new Promise<void>((go, fail) => {
      this.goOn = { go, fail };
      this.halted?.();
    });
  }

  private connection() {
    const { node, world: { set } } = this;
    let user: { name: string; pwd: string } | undefined;
    let { starts } = node;
    if (!node.runs) throw new Unreachable();
    return {
      run: async (command: Record<string, unknown>) => {
        await this.gate();
        // as a driver does, by itself
        if (starts !== node.starts && user) set.login(node, user.name, user.pwd);
        starts = node.starts;
        try {
          return await set.run(node, user?.name, command, async () => this.gate());
        } catch (error) {
          if (![Refused, Unreachable, Crash].some(kind => error instanceof kind)) this.world.error ??= error as Error;
          throw error;
        }
      },
      login: async (name: string, pwd: string) => {
        await this.gate();
        set.login(node, name, pwd);
        user = { name, pwd };
      },
      close: async () => {},
    };
  }
}

/** Pods, each with a mongod and its manager, and what the managers go by. */
export class World {
  readonly set = new ReplicaSet();
  now = 1_000_000;
  list: Wish[] = [];
  defaultWriteConcern?: unknown;
  readonly secrets: Record<string, Secret> = { 'root': { username: 'root', password: 'r1' }, 'user-0': { username: 'app', password: 'a1' } };
  error?: Error;
  private readonly managers = new Map<Node, Running>();
  private read?: { readonly text: string; readonly list: unknown };

  constructor(readonly folder = ASSETS) {}

  settings(node: { pod: string; service: string }) {
    return { pod: node.pod, namespace: NAMESPACE, set: 'rs0', domain: DOMAIN, port: 27017, arbiter: node.service.endsWith('-arbiter'), tls: false, certificates: '' };
  }

  wants(list: Wish[]): void {
    this.list = list;
    this.set.story.push(`the list: ${list.map(({ pod, votes, priority }) => `${pod}${votes ? '' : ' no vote'}${priority ? '' : ' no priority'}`).join(', ')}`);
    for (const wish of list) {
      if (this.set.nodes.some(({ pod }) => pod === wish.pod)) continue;
      const node = new Node(wish.pod, wish.service, hostOf(wish));
      this.set.nodes.push(node);
      this.managers.set(node, new Running(this, node));
    }
  }

  files(node: Node) {
    return {
      mark: (_: unknown, name: string) => { if (name === 'may-start') this.set.letGo(node); },
      unmark: () => {},
      markedAt: (_: unknown, name: string) => name === 'empty' && node.held ? node.starts : undefined,
      takeCertificates: () => {},
      certificatesPrint: () => undefined,
      readList: () => this.checked(),
      readCredentials: (_: unknown, id: string) => ({ ...this.secrets[id], print: JSON.stringify(this.secrets[id]) }),
    };
  }

  /** What a manager reads is as long the same, and not its own to change, as the list is. */
  private checked(): unknown {
    const text = JSON.stringify({ members: this.list, leaving: this.leaving, users: [{ id: 'user-0', roles: [{ role: 'readWrite', db: 'shop' }] }], defaultWriteConcern: this.defaultWriteConcern });
    if (this.read?.text !== text) this.read = { text, list: frozen(program('files.js', this.folder).checkedList(JSON.parse(text), { namespace: NAMESPACE, domain: DOMAIN, port: 27017 })) };
    return this.read.list;
  }

  /** Pods that are no members any more: nobody lowers `replicas` here. */
  get leaving(): { pod: string; service: string }[] {
    return this.set.nodes.filter(node => !this.list.some(({ pod }) => pod === node.pod)).map(({ pod, service }) => ({ pod, service }));
  }

  manager(node: Node): Running {
    return this.managers.get(node)!;
  }

  async crash(node: Node): Promise<void> {
    await this.manager(node).crash();
    this.managers.set(node, new Running(this, node));
  }

  /** Nothing runs any more. */
  async end(): Promise<void> {
    for (const node of this.set.nodes) await this.manager(node).crash();
  }

  async down(node: Node): Promise<void> {
    await this.crash(node);
    this.set.stop(node);
  }

  async step(node: Node): Promise<void> {
    // the pod is one: without it, there is no manager either
    if (!node.up) return;
    this.now += 1;
    await this.manager(node).step();
  }

  /** What the manager of `to` answers: by the very program that answers in the pod. */
  async word(from: Node, to: Node | undefined): Promise<string> {
    if (!to || !this.set.sees(from, to)) return 'silent';
    if (to.held) return 'empty';
    return program('word.js', this.folder).ownWord(this.settings(to), this.mongodOf(to));
  }

  async holdings(from: Node, members: { host: string }[]): Promise<Record<string, string>> {
    const { holdings } = program('word.js', this.folder);
    const nodes = members.flatMap(({ host }) => this.set.nodes.find(node => node.host === host) ?? []);
    return Object.fromEntries(await Promise.all(nodes.map(async node =>
      [node.host, this.set.sees(from, node) && node.runs ? await holdings(this.settings(node), this.mongodOf(node)) : 'silent'])));
  }

  private mongodOf(node: Node) {
    const { user } = this.manager(node).manager.mongod;
    const run = async (command: Record<string, unknown>) => {
      try {
        return await this.set.run(node, user, command, async () => {}, false);
      } catch (error) {
        return { ok: 0, code: 8, ...(error as object) };
      }
    };
    return { user, run };
  }

  stands(from: Node, members: { host: string }[]): Record<string, string> {
    const nodes = members.flatMap(({ host }) => this.set.nodes.find(node => node.host === host) ?? []);
    return Object.fromEntries(nodes.map(node => [node.host, this.set.sees(from, node) ? this.manager(node).manager.stand() : 'silent']));
  }

  /** A pod that is not there has no address in DNS. */
  async crowd(from: Node, services: string[]): Promise<[string, string][]> {
    const others = this.set.nodes.filter(node => node !== from && node.up && services.includes(node.service));
    return Promise.all(others.map(async node => [node.pod, await this.word(from, node)] as [string, string]));
  }

  /** Whether a rotation can begin: the one before has come to its end. */
  isRotated(id: string): boolean {
    const { username, password } = this.secrets[id];
    const leader = this.leader();
    return leader?.users.get(username)?.pwd === password;
  }

  rotate(id: string): void {
    const { username, password } = this.secrets[id];
    this.secrets[id] = { username, password: `${password}'`, previousPassword: password };
    this.set.story.push(`the password of ${id} changes`);
  }

  leader(): Node | undefined {
    return this.set.nodes.filter(node => node.up && node.leads && !node.cut).sort((a, b) => b.disk.term - a.disk.term)[0];
  }

  /** Everybody is up, sees everybody, and has time. */
  async settles(rounds = 60): Promise<boolean> {
    for (const node of this.set.nodes) {
      Object.assign(node, { cut: false, dnsLate: false, lags: false });
      this.set.start(node);
    }
    for (let round = 0; round < rounds; round++) {
      this.now += 5;
      for (const node of this.set.nodes) this.set.tick(node);
      for (const node of this.set.nodes) {
        const { busy } = this.manager(node);
        if (node.up) await this.manager(node).round();
        if (busy && node.up) await this.manager(node).round();
        // what is left to people
        if (this.manager(node).said.endsWith('delete this pod')) {
          await this.down(node);
          this.set.start(node);
        }
      }
      if (this.isAsWished()) return true;
    }
    return false;
  }

  isAsWished(): boolean {
    const leader = this.leader();
    if (!leader) return false;
    const shown = (members: { host: string; votes: number; priority: number; arbiterOnly: boolean }[]) =>
      members.map(({ host, votes, priority, arbiterOnly }) => [host, votes, priority, arbiterOnly].join()).sort().join('\n');
    const { members } = leader.disk.config!;
    return shown(members) === shown(this.list.map(wish => ({ ...wish, host: hostOf(wish) }))) && !members.some(({ newlyAdded }) => newlyAdded)
      && this.list.every(({ pod }) => ['PRIMARY', 'SECONDARY', 'ARBITER'].includes(this.set.nodes.find(node => node.pod === pod)!.state))
      && Object.keys(this.secrets).every(id => this.isRotated(id));
  }
}

function frozen<T extends object>(value: T): T {
  for (const inner of Object.values(value)) if (typeof inner === 'object' && inner !== null) frozen(inner as object);
  return Object.freeze(value);
}
