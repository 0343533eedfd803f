import { rmSync } from 'fs';
import * as fc from 'fast-check';
import { mistaken } from './support/programs';
import { Violation, Wish } from './support/replica-set';
import { World } from './support/world';

const MANY = 100;

type Kind = 'step' | 'steps' | 'tick' | 'ticks' | 'write' | 'lags' | 'keeps up' | 'restart' | 'down' | 'up' | 'cut' | 'join' | 'loses its disk' | 'its manager crashes' | 'outage' | 'DNS is late' | 'DNS is there' | 'list' | 'rotate' | 'time';

interface Event { readonly what: Kind; readonly who: number; readonly times: number }
interface Story { readonly list: number; readonly events: Event[]; readonly settled: boolean }

const data = (n: number, more: Partial<Wish> = {}): Wish =>
  ({ _id: n, pod: `orders-${n}`, service: 'orders', priority: 1, votes: 1, hidden: false, arbiterOnly: false, secondaryDelaySecs: 0, tags: {}, ...more });
const HIDDEN: Wish = { ...data(100), pod: 'orders-hidden-0', service: 'orders-hidden', priority: 0, hidden: true };
const ARBITER: Wish = { ...data(200), pod: 'orders-arbiter-0', service: 'orders-arbiter', priority: 0, arbiterOnly: true };

const LISTS: Wish[][] = [
  [data(0), data(1), data(2)],
  [data(0)],
  [data(0), data(1), data(2), data(3), data(4)],
  [data(0), data(1), ARBITER],
  [data(0), data(1), data(2, { priority: 0 })],
  [data(0), data(1), data(2, { priority: 0, votes: 0 })],
  [data(0), data(1), data(2), HIDDEN],
  [data(0), ARBITER],
  [data(0, { priority: 0 }), data(1), data(2, { priority: 2, tags: { zone: 'a' } })],
  [0, 1, 2, 3, 4, 5, 6].map(n => data(n)),
];
// Of these, seven are for measuring: a member more is a lot more to go through at random.
const RANDOM = LISTS.length - 1;

const KINDS: [Kind, number][] = [
  ['step', 30], ['steps', 8], ['tick', 30], ['ticks', 8], ['write', 8], ['lags', 3], ['keeps up', 3], ['restart', 3], ['down', 4], ['up', 6], ['cut', 4], ['join', 4], ['loses its disk', 3],
  ['its manager crashes', 4], ['outage', 1], ['DNS is late', 2], ['DNS is there', 2], ['list', 4], ['rotate', 1], ['time', 2],
];
const event: fc.Arbitrary<Event> = fc.record({
  what: fc.oneof(...KINDS.map(([kind, weight]) => ({ arbitrary: fc.constant(kind), weight }))),
  who: fc.nat(8),
  times: fc.integer({ min: 1, max: 12 }),
});
const story: fc.Arbitrary<Story> = fc.record({ list: fc.nat(RANDOM - 1), events: fc.array(event, { maxLength: 120, size: 'max' }), settled: fc.boolean() });

const it = (what: Kind, who = 0, times = 1): Event => ({ what, who, times });

/** What is known to happen, in any case. */
const STORIES: Record<string, Story> = {
  'a first start': { list: 0, settled: false, events: [] },
  'first start of one, which grows': { list: 1, settled: true, events: [it('list', 2)] },
  'five become one': { list: 2, settled: true, events: [it('write'), it('list', 1), it('steps', 0, 12)] },
  'an arbiter comes, goes, and comes': { list: 0, settled: true, events: [it('list', 3), it('ticks', 0, 9), it('list', 0), it('steps', 0, 12), it('list', 3)] },
  'one and an arbiter become two and an arbiter': { list: 7, settled: true, events: [it('list', 3)] },
  'the primary is to lose its priority': { list: 0, settled: true, events: [it('list', 8)] },
  'the disk of 0 is lost': { list: 0, settled: true, events: [it('write'), it('ticks', 0, 5), it('loses its disk', 0), it('up', 0), it('steps', 0, 12)] },
  'the disk of 0 is lost while the others are down': { list: 0, settled: true, events: [it('write'), it('ticks', 0, 5), it('down', 1), it('down', 2), it('loses its disk', 0), it('up', 0), it('step', 0, 12)] },
  'an outage, the disk of 0 is lost, and DNS is late': {
    list: 0,
    settled: true,
    events: [it('write'), it('ticks', 0, 5), it('outage'), it('loses its disk', 0), it('DNS is late', 1), it('DNS is late', 2), it('up', 0), it('up', 1), it('up', 2), it('DNS is there', 1), it('DNS is there', 2), it('step', 0, 12)],
  },
  'the list is cut down to 0, whose disk is lost': { list: 0, settled: true, events: [it('write'), it('ticks', 0, 5), it('list', 1), it('loses its disk', 0), it('up', 0), it('step', 0, 12)] },
  'the list is cut down to 0, whose disk is lost while the others are down': {
    list: 0, settled: true, events: [it('write'), it('ticks', 0, 5), it('list', 1), it('outage'), it('loses its disk', 0), it('up', 0), it('step', 0, 12), it('step', 0, 12)],
  },
  'the disk of 0 is lost, and only one that lags behind is there': {
    list: 0,
    settled: true,
    events: [
      it('cut', 2), it('tick', 0), it('write'), it('tick', 1), it('tick', 0), it('outage'), it('join', 2), it('loses its disk', 0), it('up', 0), it('up', 2),
      it('steps', 0, 4), it('ticks', 0, 6), it('steps', 0, 4), it('ticks', 0, 6),
    ],
  },
  'the disk of 0 is lost, and the new primary is lost before anybody else has all it has': {
    list: 0,
    settled: true,
    events: [
      it('cut', 2), it('tick', 0), it('write'), it('tick', 1), it('tick', 0), it('outage'), it('join', 2), it('loses its disk', 0), it('up', 0), it('up', 1), it('up', 2),
      it('tick', 1), it('step', 1, 12), it('step', 0, 12), it('tick', 1), it('down', 1), it('tick', 2), it('tick', 2),
    ],
  },
  'of three, one lags behind, another loses its disk, and the primary restarts': {
    list: 0,
    settled: true,
    events: [
      it('lags', 2), it('write'), it('tick', 1), it('tick', 0), it('loses its disk', 1), it('up', 1), it('steps', 0, 9), it('tick', 0), it('step', 1, 12),
      it('down', 0), it('tick', 2), it('tick', 2), it('up', 0), it('ticks', 0, 3),
    ],
  },
  'of five, two lag behind, another one loses its disk, and two restart': {
    list: 2,
    settled: true,
    events: [
      it('lags', 3), it('lags', 4), it('write'), it('tick', 1), it('tick', 2), it('tick', 0), it('loses its disk', 1), it('up', 1), it('steps', 0, 9), it('tick', 0), it('step', 1, 12),
      it('down', 0), it('down', 2), it('tick', 3), it('tick', 3), it('up', 0), it('up', 2), it('ticks', 0, 3),
    ],
  },
  'the same with three, while the set grows, and one that has all has no vote yet': {
    list: 0,
    settled: true,
    events: [
      it('lags', 2), it('list', 2), it('steps', 0, 12), it('tick', 0), it('write'), it('tick', 1), it('tick', 3), it('step', 3, 9), it('loses its disk', 1), it('up', 1), it('step', 1, 12),
      it('down', 0), it('tick', 2), it('tick', 2), it('up', 0), it('ticks', 0, 3),
    ],
  },
  'of three, one lags behind, another, which the list no longer has, loses its disk, and the primary restarts': {
    list: 0,
    settled: true,
    events: [
      it('lags', 2), it('write'), it('tick', 1), it('tick', 0), it('list', 1), it('loses its disk', 1), it('up', 1), it('step', 1, 12), it('tick', 0),
      it('down', 0), it('tick', 2), it('tick', 2), it('up', 0), it('ticks', 0, 3),
    ],
  },
  'of five, one has a write that only the primary has as well, loses its disk, asks while the primary is cut off, and what it said before counts': {
    list: 2,
    settled: true,
    events: [
      it('write'), it('tick', 1), it('loses its disk', 1), it('cut', 0), it('up', 1), it('step', 1, 12), it('join', 0), it('tick', 2), it('step', 1, 12),
      it('down', 0), it('down', 2), it('tick', 3), it('tick', 3), it('up', 0), it('up', 2), it('ticks', 0, 3),
    ],
  },
  'an outage with DNS late': { list: 0, settled: true, events: [it('outage'), it('DNS is late', 0), it('DNS is late', 1), it('DNS is late', 2), it('up', 0), it('up', 1), it('up', 2)] },
  'a primary that is cut off is to be the only one': {
    list: 0,
    settled: true,
    events: [it('write'), it('ticks', 0, 5), it('cut', 0), it('list', 1), it('step', 0, 12), it('step', 0, 12), it('step', 0, 12), it('tick', 1), it('tick', 2), it('write'), it('tick', 1), it('tick', 2), it('join', 0), it('write'), it('ticks', 0, 3)],
  },
  'rotation while one is cut off': { list: 0, settled: true, events: [it('cut', 1), it('rotate', 0), it('steps', 0, 12), it('its manager crashes', 0), it('steps', 0, 9)] },
  'one becomes three, and both newcomers lose their disks before they have a vote': {
    list: 1,
    settled: true,
    events: [
      it('list', 0), it('steps', 0, 12), it('down', 1), it('steps', 0, 12), it('down', 2), it('loses its disk', 1), it('loses its disk', 2), it('up', 1), it('up', 2), it('steps', 0, 9),
    ],
  },
};

async function happen(world: World, { what, who, times }: Event): Promise<void> {
  const { set, set: { nodes } } = world;
  const node = nodes[who % nodes.length];
  if (!what.startsWith('step') && !what.startsWith('tick')) set.story.push(`${what}: ${['outage', 'list', 'rotate', 'time'].includes(what) ? '' : node.pod}`);
  switch (what) {
    case 'step': for (let i = 0; i < times; i++) await world.step(node); break;
    case 'steps': for (let i = 0; i < times * 3; i++) for (const one of nodes) { await world.step(one); } break;
    case 'tick': set.tick(node); break;
    case 'ticks': for (let i = 0; i < times; i++) for (const one of nodes) set.tick(one); break;
    case 'write': for (const one of nodes) set.write(one); break;
    case 'lags': node.lags = true; break;
    case 'keeps up': node.lags = false; break;
    case 'restart': await world.down(node); set.start(node); break;
    case 'down': await world.down(node); break;
    case 'up': set.start(node); break;
    case 'cut': node.cut = true; break;
    case 'join': node.cut = false; break;
    case 'loses its disk': if (set.mayLose(node)) { await world.down(node); set.loseDisk(node); } break;
    case 'its manager crashes': await world.crash(node); break;
    case 'outage': for (const one of nodes) await world.down(one); break;
    case 'DNS is late': node.dnsLate = true; break;
    case 'DNS is there': node.dnsLate = false; break;
    case 'list': world.wants(LISTS[who % RANDOM]); break;
    case 'rotate': { const id = ['root', 'user-0'][who % 2]; if (world.isRotated(id)) world.rotate(id); break; }
    case 'time': world.now += 60; break;
  }
}

/** The whole of a story, and how it ends well. */
async function tell(told: Story, folder?: string, overlooked: string[] = []): Promise<void> {
  const world = new World(folder);
  world.set.overlooked = overlooked;
  try {
    world.wants(LISTS[told.list]);
    if (told.settled) await converge(world);
    for (const one of told.events) await happen(world, one);
    await converge(world);
  } catch (error) {
    throw new Error([...world.set.story.slice(-120), String(error instanceof Violation ? error.message : (error as Error).stack)].join('\n'));
  } finally {
    await world.end();
  }
}

async function converge(world: World): Promise<void> {
  if (await world.settles()) return;
  throw new Violation(`does not come to what the list says: ${JSON.stringify(world.set.nodes.map(node => [node.pod, node.state, node.disk.config?.version, node.disk.config?.members.map(({ _id }) => _id), [...node.users.keys()]]))}`);
}

async function holds(numRuns: number, folder?: string, overlooked: string[] = [], options: fc.Parameters<[Story]> = {}): Promise<fc.RunDetails<[Story]>> {
  return fc.check(fc.asyncProperty(story, async told => tell(told, folder, overlooked)), { numRuns, examples: Object.values(STORIES).map(told => [told]), ...options });
}

test.each(Object.entries(STORIES))("the story '%s' ends well", async (_, told) => {
  await tell(told);
});

test.each(Array.from({ length: 15 }, (_, commands) => commands))('a first start ends well if the manager that makes the set is killed after %d commands', async (commands) => {
  await tell({ list: 0, settled: false, events: [it('ticks'), it('step', 0, commands), it('its manager crashes'), it('ticks')] });
});

test('one command is between the set and its first user, and a manager was killed there', async () => {
  const world = new World();
  world.wants(LISTS[1]);
  const [node] = world.set.nodes;
  for (let steps = 0; !node.disk.config && steps < 50; steps++) await world.step(node);
  expect([node.disk.config?.members.length, [...node.users.keys()]]).toEqual([1, []]);
  await world.crash(node);
  await converge(world);
  expect([...node.users.keys()]).toEqual(['root', 'app']);
  await world.end();
});

test('whatever happens, there is one set, no majority write is lost, and in the end all is as the list says', async () => {
  // A minute, to find a failure and to make it small.
  const details = await holds(MANY, undefined, [], { interruptAfterTimeLimit: 50_000, markInterruptAsFailure: true });
  if (details.failed) throw new Error(`${fc.defaultReportMessage(details)}\n${details.errorInstance}`);
});

/** Seconds until all is as the list says, where each manager pauses for as long as it says, and mongod needs a second for what it does. */
async function secondsUntilSettled(world: World, { writes = false, limit = 120 } = {}): Promise<number> {
  const due = new Map(world.set.nodes.map(node => [node, 0]));
  for (let second = 0; second < limit; second++) {
    for (const node of world.set.nodes) world.set.tick(node);
    for (const node of world.set.nodes) {
      if (due.get(node)! > second) continue;
      let pause = 0;
      for (let rounds = 0; pause === 0 && rounds < 50; rounds++) {
        await world.manager(node).round();
        pause = world.manager(node).manager.pause();
        if (writes) for (const one of world.set.nodes) world.set.write(one);
      }
      due.set(node, second + pause);
    }
    if (world.isAsWished()) return second;
    world.now += 1;
  }
  return limit;
}

test.each([[0, 15], [9, 25]])('a first start of list %d takes less than %d seconds, because what comes next does not wait', async (list, limit) => {
  const world = new World();
  world.wants(LISTS[list]!);
  expect(await secondsUntilSettled(world)).toBeLessThan(limit);
  await world.end();
});

test.each([[0, 1], [0, 0], [2, 1], [2, 0]])('under a constant writer a lost disk of list %d, member %d, is back within half a minute where nobody lags', async (list, who) => {
  const world = new World();
  world.wants(LISTS[list]!);
  await converge(world);
  const node = world.set.nodes[who]!;
  await world.down(node);
  world.set.loseDisk(node);
  world.set.start(node);
  expect(await secondsUntilSettled(world, { writes: true })).toBeLessThan(30);
  await world.end();
});

/** How the manager could be wrong: [the mistake, [the file, what is in the place of what], what comes of it, what is overlooked before that]. */
const MISTAKES: [string, [string, string, string][], RegExp, string[]][] = [
  ['takes silence for absence', [['decide-first.js', "word !== 'fresh')", "!['fresh', 'silent'].includes(word))"], ['begin.js', "NEW = ['fresh', 'empty']", "NEW = ['fresh', 'empty', 'silent']"]], /a second set: orders-0 makes one/, []],
  ['goes by hello, to which a member whose DNS is late is new', [['word.js', 'if (arbiter) {', 'if (true) {']], /a second set: orders-0 makes one/, []],
  ['asks only those that are in the list', [['decide-first.js', ', ...list.leaving]', ']'], ['begin.js', ', ...list.leaving]', ']'], ['decide-first.js', ', ...crowd] }', '] }']], /a second set: orders-0 makes one/, []],
  ['starts on an empty disk at once', [['begin.js', 'if (list.problem)', 'if (true) return { go: true }; else if (list.problem)']], /a majority write is lost/, []],
  ['starts on one when the primary has a majority', [['begin.js', 'if (goal && suffice(voting.filter(hasAll)))', 'if (leader)']], /a majority write is lost/, []],
  ['asks of the others less than a majority', [['begin.js', 'Math.min(majority, others)', '1']], /a majority write is lost/, []],
  ['takes who lags behind for one who has all', [['begin.js', ' && isAsFar(held.kept, goal.reached)', '']], /a majority write is lost/, []],
  ['asks when there is no primary', [['begin.js', '(leader || alone)', 'true']], /a majority write is lost/, []],
  ['counts who has no vote yet', [['begin.js', 'members.length - pending', 'members.length']], /a majority write is lost/, []],
  ['goes by the list, from which the set has not yet removed it', [['begin.js', 'if (known.length === 0)', 'if (known.length === 0 || !list.members.some(member => member.pod === pod && member.votes > 0))']], /a majority write is lost/, []],
  ['makes a set as any member', [['decide-first.js', 'self._id !== FOUNDER', 'false']], /a second set: orders-\d makes one/, []],
  ['makes a set of all at once', [['decide-first.js', 'members: [{ _id: self._id, host: self.host }]', 'members: list.members.map(({ _id, host }) => ({ _id, host }))'],
    ['decide-first.js', 'foundUnlessHeardOf({ self, set, others })', 'foundUnlessHeardOf({ self, set, others, list })'], ['decide-first.js', 'foundUnlessHeardOf({ self, set, others:', 'foundUnlessHeardOf({ self, set, list, others:']],
  /initiates with others/, []],
  ['uses force', [['act.js', 'replSetReconfig: config,', 'replSetReconfig: config, force: true,']], /a forced reconfiguration/, []],
  ['steps down by force', [['act.js', 'replSetStepDown: 60,', 'replSetStepDown: 60, force: true,']], /a forced step down/, []],
  ['removes all at once', [['decide-members.js', 'member !== gone)', 'pairs.some(pair => pair[1] === member))']], /more than one voter changes at once/, []],
  ['takes in all at once', [['decide-members.js', '[...config.members, newMember(wish, config.members)]', '[...config.members, ...missing.map(one => newMember(one, config.members))]']], /more than one voter changes at once/, []],
  ['does not count who is healthy', [['decide-members.js', 'healthy.length * 2 <= count', 'false']], /a removal that costs the majority/, []],
  ['does not look whom to elect', [['decide-members.js', 'if (!after.some(', 'if (false && !after.some('], ['decide-members.js', 'if (!isMe(member) && falls(member, next))', 'if (falls(member, next))'],
    ['decide-members.js', 'ending.filter(one => !isMe(one))', 'ending']], /a removal that leaves nobody to elect/, []],

  // What comes of it, if that goes unnoticed.
  ['makes a second set, which takes writes,', [['decide-first.js', "word !== 'fresh')", "!['fresh', 'silent'].includes(word))"], ['begin.js', "NEW = ['fresh', 'empty']", "NEW = ['fresh', 'empty', 'silent']"]], /a second set acknowledges writes/, ['a second set: ']],
  ['uses force and takes whom it likes', [['act.js', 'replSetReconfig: config,', 'replSetReconfig: config, force: true,'], ['decide-members.js', 'healthy.length * 2 <= count', 'false'], ['decide-members.js', 'else if (!committed)', 'else if (false)']],
    /a majority write is lost/, ['a forced', 'a removal', 'more than one']],

  ['never steps down', [['decide-members.js', 'if (myEnd) yield', 'if (myEnd) yield { say: "no" }; else if (false) yield']], /does not come to what the list says/, []],
  ['leaves it open what writes wait for', [['decide-members.js', 'if (w !== wished) yield', 'if (false) yield']], /does not come to what the list says/, []],
  ['never has mongod look for itself again', [['decide.js', 'const PATIENCE = 12', 'const PATIENCE = Infinity']], /does not come to what the list says/, []],
  ['forgets the password that was', [['act.js', '[root, memory.root, { username: root.username, password: root.previousPassword }]', '[root]']], /does not come to what the list says/, []],
];

test.each(MISTAKES)('a manager that %s is found out', async (_, changes, consequence, overlooked) => {
  const folder = mistaken(changes);
  const { failed, errorInstance } = await holds(150, folder, overlooked, { seed: 2, endOnFailure: true });
  rmSync(folder, { recursive: true });
  expect(failed).toBe(true);
  expect(String(errorInstance)).toMatch(consequence);
});
