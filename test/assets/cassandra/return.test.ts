import { execFileSync } from 'child_process';
import { readFileSync } from 'fs';
import { join } from 'path';
import * as fc from 'fast-check';
import { ASSETS } from './support/program';

const PROGRAM = readFileSync(join(ASSETS, 'return.sh'), 'utf8');

/** What return.sh, or a broken one, says of each of these facts, in one process. */
const verdicts = (all: string[], program = PROGRAM): string[] => execFileSync('bash', ['-c', `${program}\nwhile IFS= read -r facts; do printf '%b' "$facts" | may_return 100 /data; done`], {
  input: all.map(facts => `${facts.replaceAll('\n', '\\n')}\\n\n`).join(''),
  encoding: 'utf8',
}).split('\n').slice(0, -1);

const OLD = /^wait this disk's node was last alive/;
const REMOVED = /^wait the ring no longer contains the node of this disk \(host id me\)/;
const KNOWN = 'member a-1 r stays serving 1.1\nentry 1.0 me dc r\nentry 1.1 other dc r';

test.each<[string, string, string | RegExp]>([
  ['a disk of just now', `disk a-0 ns 0 me\n${KNOWN}`, 'back'],
  ['of just in time', `disk a-0 ns 100 me\naway a-1\n${KNOWN}`, 'back'],
  ['of just too late', `disk a-0 ns 101 me\naway a-1\n${KNOWN}`, OLD],
  ['too late, while all others were away too', 'disk a-0 ns 500 me\naway a-1 400\naway a-2 900\nunknown nobody', 'back'],
  ['too late, and one was alive a second too long after it', 'disk a-0 ns 500 me\naway a-1 399\naway a-2 900\nunknown nobody', OLD],
  ['too late, and one says nothing', 'disk a-0 ns 500 me\naway a-1 450\naway a-2\nunknown nobody', OLD],
  ['too late, and alone', 'disk a-0 ns 500 me\nunknown nobody', 'back'],
  ['removed', 'disk a-0 ns 0 me\nentry 1.1 other dc r', REMOVED],
  ['removed, and nobody says so', 'disk a-0 ns 0 me\nunknown nobody serves CQL', 'back'],
  ['without a host id', 'disk a-0 ns 0\nentry 1.1 other dc r', 'back'],
  ['replaced by another pod', 'disk a-0 ns 0 me\nmember a-1 r stays serving 1.1\nentry 1.1 me dc r', "wait a-1 at 1.1 has taken the place of this disk's node (host id me): delete the claims of a-0 and its pod"],
  ['known at its last address, where nobody serves', 'disk a-0 ns 0 me\nmember a-1 r stays silent\nentry 1.1 me dc r', 'back'],
])('whether a member may return: %s', (_, facts, expected) => {
  const [verdict] = verdicts([facts]);
  if (typeof expected === 'string') expect(verdict).toBe(expected);
  else expect(verdict).toMatch(expected);
});

const others = fc.array(fc.record({ away: fc.integer({ min: 0, max: 400 }), says: fc.boolean() }), { minLength: 1, maxLength: 4 });
const STORIES = fc.sample(fc.record({ own: fc.integer({ min: 0, max: 400 }), others }), { numRuns: 200, seed: 20 });

/**
 * The stories of which a program decides wrongly. A disk may not bring back a row that was deleted while it was away, and whose deletion is forgotten: a deletion is
 * forgotten 100 seconds after it was made, by nodes that are alive then. From the last moment of this one on, another one may have deleted, and forgotten if it
 * lived on for longer than that. Time counts backwards, to now.
 */
function mistakes(program?: string): unknown[] {
  const facts = STORIES.map(story => [`disk a-0 ns ${story.own}`, ...story.others.map(({ away, says }, i) => `away a-${i + 1}${says ? ` ${away}` : ''}`)].join('\n'));
  const said = verdicts(facts, program);
  return STORIES.filter((story, i) => {
    const mayBringBack = story.own > 100 && story.others.some(({ away, says }) => !says || story.own - away > 100);
    return said[i]!.startsWith('wait') !== mayBringBack;
  });
}

test('no disk is started on that could bring a deleted row back, and none is kept away that could not', () => expect(mistakes()).toEqual([]));

test.each([
  ['takes silence for absence', 'if [[ ! $b ]] || ((', 'if [[ $b ]] && (('],
  ['lets back whoever was away for less than the others remember, times two', 'seconds - b > $1', 'seconds - b > 2 * $1'],
  ['goes by whether others were away at all', '(( seconds - b > $1 ))', 'false'],
  ['keeps away whoever was away', 'if (( seconds > $1 )) && [[ ! $earlier ]]', 'if (( seconds > $1 ))'],
  ['looks at nobody else', 'if (( seconds > $1 )) && [[ ! $earlier ]]', 'if false'],
])('a program that %s is found out', (_, right, wrong) => {
  expect(PROGRAM).toContain(right);
  expect(mistakes(PROGRAM.replace(right, () => wrong))).not.toEqual([]);
});
