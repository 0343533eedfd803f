import { readFileSync } from 'fs';
import { join } from 'path';
import * as fc from 'fast-check';

interface Member { readonly _id: number; readonly host: string }
interface Facts { readonly host?: string; readonly voters: Member[][]; readonly stands: Record<string, string>; readonly announcedFor: number }

interface Program { readonly NOTICE: number; isServing(state: string, leaderlessFor: number): boolean; leave(facts: Facts): { go: boolean; say?: string } }

const SOURCE = readFileSync(join(__dirname, '..', '..', '..', 'assets', 'mongo', 'manager', 'leave.js'), 'utf8');

/** The program, or what becomes of it by a mistake. */
function load(source = SOURCE): Program {
  const module = { exports: {} as Program };
  // eslint-disable-next-line @typescript-eslint/no-implied-eval
  new Function('module', source)(module);
  return module.exports;
}

const { isServing, leave, NOTICE } = load();

const hostOf = (_id: number) => `m-${_id}.m:27017`;
const set = (count: number): Member[] => Array.from({ length: count }, (_, _id) => ({ _id, host: hostOf(_id) }));
const stands = (...words: string[]) => Object.fromEntries(words.map((word, i) => [hostOf(i), word]));
const asked = (voters: Member[] | Member[][], self: number, words: Record<string, string>, announcedFor = NOTICE) =>
  leave({ voters: (Array.isArray(voters[0]) ? voters : [voters]) as Member[][], host: hostOf(self), stands: words, announcedFor });

test('while the others have a majority, a member stops when it has told them', () => {
  const words = stands('serves', 'serves', 'stops');
  expect(asked(set(3), 2, words, NOTICE - 0.1)).toEqual({ go: false, say: 'this member is about to stop, and tells the others' });
  expect(asked(set(3), 2, words)).toEqual({ go: true });
});

test.each([['absent'], ['goes']])('while one of three is %s, none of the other two stops', (word) => {
  expect(asked(set(3), 1, stands(word, 'stops', 'serves'))).toEqual({ go: false, say: 'this member is about to stop, and waits for m-0: without it the others have no majority' });
});

test('of two that are told to at once, the first goes first', () => {
  const words = stands('stops', 'stops', 'serves');
  expect(asked(set(3), 0, words)).toEqual({ go: true });
  expect(asked(set(3), 1, words).go).toBe(false);
});

test.each<[string, Member[], Record<string, string>]>([
  ['nobody votes with it', set(1), stands('stops')],
  ['the others never have a majority without it', set(2), stands('stops', 'serves')],
  ['there is no majority to lose', set(3), stands('stops', 'absent', 'absent')],
  ['there is none even with those that wait', set(5), stands('stops', 'stops', 'goes', 'absent', 'absent')],
  ['it has no vote', set(3).slice(1), stands('stops', 'absent', 'absent')],
])('it need not wait where %s', (_, members, words) => expect(asked(members, 0, words, 0)).toEqual({ go: true }));

test('nor where nobody knows who the others are', () => {
  expect(leave({ voters: [], stands: {}, announcedFor: 0 })).toEqual({ go: true });
  expect(leave({ voters: [set(3)], stands: {}, announcedFor: 0 })).toEqual({ go: true });
});

test('a majority is one of the list and of the set as it is', () => {
  const words = stands('serves', 'serves', 'stops', 'absent', 'absent');
  expect(asked([set(3), set(3)], 2, words)).toEqual({ go: true });
  expect(asked([set(3), set(5)], 2, words)).toEqual({ go: false, say: 'this member is about to stop, and waits for m-3, m-4: without it the others have no majority' });
  expect(asked([set(5), set(3)], 2, words).go).toBe(false);
});

test.each<[string, number, boolean]>([
  ['PRIMARY', NaN, true], ['SECONDARY', 0, true], ['SECONDARY', 29.9, true], ['SECONDARY', 30, false], ['SECONDARY', NaN, false], ['ARBITER', 29.9, true], ['ARBITER', 30, false],
  ['OTHER', 0, false], ['SILENT', 0, false],
])('a %s that has known no primary for %d seconds serves: %s', (state, seconds, serves) => expect(isServing(state, seconds)).toBe(serves));

test('where all are cut off from each other there is nothing to lose, and nobody waits', () => {
  expect(asked(set(3), 1, stands('absent', 'stops', 'absent'), 0)).toEqual({ go: true });
});

/** One member: where it stands, since when, and what it saw when it last looked. A look takes less time than the notice is long. */
interface Stopping { stand: string; since: number; saw?: { at: number; words: Record<string, string> } }

/** Members are told to stop, look, and decide by what they saw, in any order; true if a majority was given away. */
function givesItAway(program: Program, count: number): boolean {
  const majority = Math.floor(count / 2) + 1;
  const moment = fc.record({
    who: fc.nat(count - 1),
    what: fc.constantFrom('stop', 'stop', 'look', 'look', 'decide', 'decide', 'wait', 'back'),
    seconds: fc.integer({ min: 1, max: NOTICE }),
  });
  const { failed } = fc.check(fc.property(fc.array(moment, { minLength: 30 * count, maxLength: 40 * count }), (story) => {
    const life: Stopping[] = Array.from({ length: count }, () => ({ stand: 'serves', since: 0 }));
    const left = () => life.filter(({ stand }) => ['serves', 'stops'].includes(stand)).length;
    let now = 0;
    for (const { who, what, seconds } of story) {
      const one = life[who]!;
      if (what === 'stop' && one.stand === 'serves') Object.assign(one, { stand: 'stops', since: now, saw: undefined });
      if (what === 'look' && one.stand === 'stops') one.saw = { at: now, words: stands(...life.map(({ stand }) => stand)) };
      if (what === 'wait') now += seconds;
      if (what === 'back' && one.stand === 'goes') one.stand = 'serves';
      if (what !== 'decide' || one.stand !== 'stops' || !one.saw || now - one.saw.at >= NOTICE) continue;
      const [{ at, words }, before] = [one.saw, left()];
      one.saw = undefined;
      if (program.leave({ voters: [set(count)], host: hostOf(who), stands: words, announcedFor: at - one.since }).go) one.stand = 'goes';
      if (before >= majority && left() < majority) return false;
    }
    return true;
  }), { numRuns: 300, endOnFailure: true, seed: count });
  return failed;
}

test.each([3, 4, 5, 7])('however looks and words cross, of %d the majority is never given away', count => expect(givesItAway(load(), count)).toBe(false));

test.each([
  ['decides by a look from before it has told the others', 'announcedFor < NOTICE', 'false'],
  ['counts on whoever is to go first', ' && other._id > self._id', ''],
  ['counts on whoever has gone', "stands[other.host] === 'serves' ||", "['serves', 'goes'].includes(stands[other.host]) ||"],
])('one that %s is found out', (_, right, wrong) => {
  expect(SOURCE.split(right)).toHaveLength(2);
  expect(givesItAway(load(SOURCE.replace(right, wrong)), 3)).toBe(true);
});
