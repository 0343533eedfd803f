import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'fs';
import { tmpdir } from 'os';
import { join } from 'path';
import * as fc from 'fast-check';
import { Decide, Decider } from './support/decider';
import { Model, Violation } from './support/model';
import { ASSETS } from './support/program';

const MANY = Number(process.env.STORIES ?? 60);
jest.setTimeout(120_000 + 1000 * MANY);

/** What happens next, and to whom. */
const event = fc.record({
  what: fc.oneof(
    { arbitrary: fc.constant('step'), weight: 12 },
    { arbitrary: fc.constant('everybody steps'), weight: 2 },
    { arbitrary: fc.constant('down'), weight: 4 },
    { arbitrary: fc.constant('loses its disk'), weight: 4 },
    { arbitrary: fc.constantFrom('outage', 'removenode', 'grow', 'shrink', 'shrink and keep'), weight: 1 },
  ),
  who: fc.nat(4),
  times: fc.integer({ min: 1, max: 7 }),
  address: fc.nat(6),
});
/** Most begin with a ring that serves; the others with its first start. */
const story = fc.record({ members: fc.integer({ min: 1, max: 4 }), serves: fc.oneof(fc.constant(true), fc.boolean()), events: fc.array(event, { minLength: 3, maxLength: 30 }) });
interface Event { readonly what: string; readonly who: number; readonly times: number; readonly address: number }
interface Story { readonly members: number; readonly serves: boolean; readonly events: Event[] }

const it = (who: number, what: string, times = 1) => ({ who, what, times, address: who });
const START = 6; // steps from nothing to serving, without the marker

/** Told first, each time. */
const STORIES: Record<string, Story> = {
  'an outage of one, while the first loses its disk': { members: 2, serves: true, events: [it(1, 'down'), it(0, 'loses its disk'), it(0, 'step', START)] },
  'a member without its marker, while the first loses its disk': {
    members: 2, serves: false, events: [it(1, 'step'), it(0, 'step', START), it(1, 'step', START - 1), it(1, 'down'), it(1, 'step'), it(0, 'loses its disk'), it(0, 'step', START)],
  },
  'a disk lost whose node is removed, while another is down': { members: 3, serves: true, events: [it(1, 'loses its disk'), it(0, 'removenode'), it(2, 'down'), it(1, 'step', START)] },
  'a disk lost': { members: 2, serves: true, events: [it(1, 'loses its disk'), it(1, 'step', START)] },
  'two newcomers at once': { members: 3, serves: false, events: [it(1, 'step'), it(2, 'step'), it(0, 'step', START), it(1, 'step', 3), it(2, 'step', 3)] },
};

async function live(model: Model, { events, serves }: Story): Promise<void> {
  if (serves) await settle(model);
  for (const { what, who, times, address } of events) {
    const member = model.members[who % model.members.length];
    if (what === 'step') for (let i = 0; i < times; i++) await model.step(member, address);
    else if (what === 'everybody steps') for (let i = 0; i < times; i++) for (const one of model.members) await model.step(one, address);
    else if (what === 'down') model.down(member);
    else if (what === 'loses its disk') model.loseDisk(member);
    else if (what === 'outage') for (const one of model.members) model.down(one);
    else if (what === 'removenode' && model.lost().length > 0) model.remove(model.lost()[0].hostId);
    else if (what === 'grow' && model.members.length < 5) model.grow();
    else if (what.startsWith('shrink') && model.members.length > 1) model.shrink(what === 'shrink and keep');
  }
}

/** Everybody is up again, and has all the time in the world. */
async function settle(model: Model): Promise<boolean> {
  for (let round = 0, moves = true; moves && round < 12; round++) {
    moves = false;
    for (const member of model.members) for (let i = 0; i < 6; i++) if (await model.step(member, 0)) moves = true;
  }
  return model.members.every(({ phase, disk }) => phase === 'serving' && disk.joined);
}

/** Does what the first who waits says, knowing the truth; false if it says nothing that could be done. */
function operate(model: Model): boolean {
  const waits = model.members.filter(({ phase }) => phase !== 'serving');
  const [self] = waits;
  const claims = /delete the claims of ([^;]*)/.exec(self.said)?.[1].split(', ') ?? [];
  const joined = waits.filter(({ disk, said }) => disk.hostId && said.includes('touch .joined'));
  const [dead, ...more] = model.lost();
  if (joined.length > 0) {
    for (const one of joined) model.touch(one);
  } else if (claims.length > 0) {
    for (const one of model.members.filter(({ name }) => claims.includes(name))) model.loseDisk(one);
  } else if (/nodetool removenode/.test(self.said) && dead && more.length >= waits.length) {
    model.remove(dead.hostId);
  } else {
    const place = model.placeOf(self) ?? dead?.address;
    if (!place || !self.said.includes(`replaceNodes: { '${self.name}': '`)) return false;
    model.told.set(self.name, place);
  }
  return true;
}

/** The whole of a story: its events, and how it ends well. */
async function tell(decide: Decide, told: Story): Promise<void> {
  const model = new Model(told.members, decide);
  const shrinks = told.events.some(({ what }) => what.startsWith('shrink'));
  try {
    await live(model, told);
    const alone = !shrinks && !model.unmarked && model.members.some(({ disk }) => disk.joined) && model.lost().length <= 1;
    for (let acts = 0; !await settle(model); acts++) {
      const waits = model.members.map(({ name, phase, said }) => `${name} (${phase}): ${said}`).join('\n');
      if (alone) throw new Violation(`needs an operator:\n${waits}`);
      if (acts > 10 || !operate(model)) throw new Violation(`nobody can help:\n${waits}`);
    }
  } catch (error) {
    throw new Error([...model.story, String(error)].join('\n'));
  }
}

async function holds(program: string, numRuns: number, options: { seed?: number; endOnFailure?: boolean } = {}): Promise<fc.RunDetails<[Story]>> {
  const decider = new Decider(program);
  try {
    const property = fc.asyncProperty(story, async told => tell(async facts => decider.decide(facts), told));
    return await fc.check(property, { numRuns, examples: Object.values(STORIES).map(told => [told]), ...options });
  } finally {
    decider.end();
  }
}

test('whatever happens, there is one ring, nobody loses data, and in the end everybody serves', async () => {
  const details = await holds(join(ASSETS, 'decide.sh'), MANY);
  if (details.failed) throw new Error(`${fc.defaultReportMessage(details)}\n${details.errorInstance}`);
});

/** How decide.sh could be wrong: [the mistake, what is in the place of what, what comes of it]. */
const MISTAKES: [string, string, string, RegExp][] = [
  ['takes silence for absence', '[[ ! $(not_in newcomer) ]]', '[[ ! $(in_state serving) ]]', /a second ring/],
  ['founds beside one who has begun to join', '[[ ! $(not_in newcomer) ]]', '[[ ! $(in_state serving)$(in_state silent) ]]', /a second ring/],
  ['replaces although another is silent', 'if [[ $unaccounted ]]', 'if false', /replaces a node that has its disk/],
  ['names itself as a seed', 'local -a seeds=("${@:2}")', 'local -a seeds=("$self")', /its own seed/],
  ['joins beside a dead node', '(( ${#dead[@]} == 0 ))', 'true', /joins beside a node that is down/],
  ['knows no turns', 'first=$(first_before_who_does_not_serve)', "first=''", /two bootstraps at once/],
  ['never replaces', 'start "replace $lost"', 'wait_for "$lost"', /needs an operator/],
  ['waits for those that come later', 'if [[ ! $self && $c == stays ]]', 'if [[ $c == stays ]]', /nobody can help|needs an operator/],
];

test.each(MISTAKES)('a decide.sh that %s is found out', async (_, right, wrong, consequence) => {
  const folder = mkdtempSync(join(tmpdir(), 'decide-'));
  const source = readFileSync(join(ASSETS, 'decide.sh'), 'utf8');
  expect(source.split(right)).toHaveLength(2);
  writeFileSync(join(folder, 'decide.sh'), source.replace(right, () => wrong));
  const { failed, errorInstance } = await holds(join(folder, 'decide.sh'), 100, { seed: 1, endOnFailure: true });
  rmSync(folder, { recursive: true });
  expect(failed).toBe(true);
  expect(String(errorInstance)).toMatch(consequence);
});
