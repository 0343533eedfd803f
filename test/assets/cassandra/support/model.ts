import { Decide } from './decider';

/** What may be on a disk, and how a newcomer's gate sees it. */
interface Disk {
  /** Cassandra was let loose on it, with this verdict. */
  began?: string;
  /** Cassandra got as far as making its system tables. */
  system?: boolean;
  /** A member's identity and data. */
  hostId?: string;
  /** The marker of alive.sh. */
  joined: boolean;
}

/** gone: no pod. gate: announces what its disk is. sure: has fallen silent, for a second look. starting: Cassandra comes up, which takes its time. */
type Phase = 'gone' | 'gate' | 'sure' | 'starting' | 'serving';

interface Member {
  readonly name: string;
  disk: Disk;
  phase: Phase;
  address: string;
  /** The ring as it was told, before it looks at the others. */
  asked?: string[];
  verdict: string;
  seeds: string[];
  said: string;
}

/** What must never happen. */
export class Violation extends Error {}

/** A ring of few members, and what becomes of it when each newcomer does as decide.sh says. */
export class Model {
  readonly members: Member[] = [];
  readonly story: string[] = [];
  /** `replaceNodes`. */
  readonly told = new Map<string, string>();
  /** Scaled away, with the disk that each has left behind. */
  private readonly away = new Map<string, Disk>();
  /** The ring: who owns data, at the address it was last seen. */
  private ring = new Map<string, string>();
  private count = 0;
  /** An operator has removed a node: then only Cassandra keeps two from joining at once, who each believe it their turn. */
  private removed = false;
  /** Somebody went down that served, but without its marker; that takes an operator. */
  unmarked = false;

  constructor(count: number, private readonly decide: Decide) {
    for (let index = 0; index < count; index++) this.grow();
  }

  grow(): void {
    const name = `a-${this.members.length}`;
    this.members.push({ name, disk: this.away.get(name) ?? { joined: false }, phase: 'gone', address: '', verdict: '', seeds: [], said: '' });
    this.away.delete(name);
  }

  /** Without decommission; the disk may stay for later. */
  shrink(keepsDisk: boolean): void {
    const { name, disk } = this.members.pop()!;
    if (keepsDisk) this.away.set(name, disk);
  }

  down(member: Member): void {
    if (member.phase === 'serving' && !member.disk.joined) this.unmarked = true;
    member.phase = 'gone';
  }

  loseDisk(member: Member): void {
    this.down(member);
    member.disk = { joined: false };
  }

  /** The marker, by hand. */
  touch(member: Member): void {
    member.phase = 'gone';
    member.disk.joined = true;
  }

  /** One step on its way to serving. True if that changed something. */
  async step(member: Member, address: number): Promise<boolean> {
    const { disk } = member;
    switch (member.phase) {
      case 'gone':
        // few addresses, so that they are used again
        member.address = this.free(address);
        member.phase = disk.joined ? 'starting' : 'gate';
        member.verdict = '';
        member.asked = undefined;
        return true;
      case 'gate':
        if (!member.asked) {
          member.asked = this.ask(member);
          return false;
        }
        return this.look(member);
      case 'sure':
        return this.confirm(member);
      case 'starting':
        return this.start(member);
      case 'serving': {
        const { joined } = disk;
        disk.joined = true;
        return !joined;
      }
    }
  }

  entries(): { address: string; hostId: string }[] {
    return [...this.ring].map(([hostId, address]) => ({ address, hostId }));
  }

  /** In the ring, and on no disk any more. */
  lost(): { address: string; hostId: string }[] {
    const disks = [...this.members.map(({ disk }) => disk), ...this.away.values()];
    return this.entries().filter(({ hostId }) => !disks.some(disk => disk.hostId === hostId));
  }

  /** Where the ring knows it. */
  placeOf({ disk }: Member): string | undefined {
    return disk.hostId && this.ring.get(disk.hostId);
  }

  /** `nodetool removenode` of one that is lost. */
  remove(hostId: string): void {
    this.removed = true;
    this.ring.delete(hostId);
  }

  private free(wish: number): string {
    const taken = this.members.filter(({ phase }) => phase !== 'gone').map(({ address }) => address);
    for (let at = wish; ; at++) if (!taken.includes(`1.${at}`)) return `1.${at}`;
  }

  private announced({ disk }: Member): string {
    return disk.system && disk.began === 'found' ? 'founder' : disk.began ? 'unfinished' : 'newcomer';
  }

  private ask(self: Member): string[] {
    if (!this.members.some(other => other !== self && other.phase === 'serving')) return ['unknown nobody serves'];
    return this.entries().map(({ address, hostId }) => `entry ${address} ${hostId} dc r`);
  }

  private async look(self: Member): Promise<boolean> {
    [self.verdict, ...self.seeds] = await this.decides(self);
    self.said = self.verdict;
    if (self.verdict.startsWith('wait ')) {
      self.asked = undefined;
      return false;
    }
    self.phase = 'sure';
    return true;
  }

  private async confirm(self: Member): Promise<boolean> {
    const same = this.ask(self).join() === self.asked!.join() && (await this.decides(self)).join() === [self.verdict, ...self.seeds].join();
    self.asked = undefined;
    self.phase = same ? 'starting' : 'gate';
    if (!same) return true;
    this.story.push(`${self.name} at ${self.address}: ${self.verdict}, seeds ${self.seeds.join(' ')}`);
    this.check(self);
    self.disk.began = self.verdict;
    return true;
  }

  private async decides(self: Member): Promise<string[]> {
    const facts = this.members.map(one => {
      const disk = this.announced(one);
      if (one === self) return `self ${one.name} r stays ${disk}`;
      return `member ${one.name} r stays ${one.phase === 'serving' ? `serving ${one.address}` : one.phase === 'gate' && disk !== 'founder' ? disk : 'silent'}`;
    });
    const words = [...this.told].map(([name, address]) => `replace ${name} ${address}`);
    const [verdict, seeds = ''] = await this.decide([...facts, ...words, ...self.asked!]);
    return [verdict, ...seeds.split(' ').slice(1)];
  }

  /** Held to the truth, which the pod itself cannot see. */
  private check(self: Member): void {
    if (self.disk.hostId) return; // has all its data: Cassandra just starts, whatever the verdict
    const others = this.members.filter(other => other !== self);
    const dead = [...this.ring].find(([, address]) => `replace ${address}` === self.verdict)?.[0];
    if (self.verdict === 'found') {
      if (others.some(({ disk }) => disk.hostId)) throw new Violation('a second ring: a member has data');
      if (others.some(other => other.verdict === 'found' && other.phase === 'starting')) throw new Violation('a second ring: two founders');
    } else {
      if (self.seeds.includes(self.name)) throw new Violation('joins without fetching its data: its own seed');
      if (!this.removed && others.some(other => !other.disk.hostId && other.phase === 'starting')) throw new Violation('two bootstraps at once');
    }
    if (self.verdict.startsWith('replace ')) {
      if (!dead) throw new Violation('replaces nobody');
      if (others.some(({ disk }) => disk.hostId === dead)) throw new Violation('replaces a node that has its disk');
    }
    if (self.verdict === 'join' && this.entries().some(({ hostId }) => !others.some(({ disk, phase }) => disk.hostId === hostId && phase === 'serving'))) {
      throw new Violation('joins beside a node that is down');
    }
  }

  /** What Cassandra makes of it. */
  private start(self: Member): boolean {
    const { disk, verdict } = self;
    if (!disk.system) {
      disk.system = true;
      return true;
    }
    const reaches = verdict === '' || verdict === 'found' || self.seeds.some(seed => this.members.some(other => other.name === seed && other.phase === 'serving'));
    const replaces = [...this.ring].find(([, address]) => verdict === `replace ${address}`)?.[0];
    const refuses = !disk.hostId && verdict.startsWith('replace ') && (!replaces || this.members.some(other => other.disk.hostId === replaces && other.phase === 'serving'));
    const another = !disk.hostId && this.members.some(other => other !== self && other.phase === 'starting' && other.disk.system && !other.disk.hostId);
    if (!reaches || refuses || another) { // it ends, and start.sh goes to the gate again
      self.phase = 'gate';
      return true;
    }
    if (!disk.hostId) {
      if (verdict === 'found') {
        this.ring.clear();
        this.away.clear(); // nodes of a ring that is no more
      }
      if (replaces) this.ring.delete(replaces);
      disk.hostId = `h${++this.count}`;
    }
    // Who had the address before is not known any more; with its disk, it makes itself known again.
    this.ring.delete([...this.ring].find(([hostId, address]) => address === self.address && hostId !== disk.hostId)?.[0] ?? '');
    this.ring.set(disk.hostId, self.address);
    self.phase = 'serving';
    self.verdict = '';
    return true;
  }
}
