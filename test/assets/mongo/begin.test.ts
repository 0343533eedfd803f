import { program } from './support/programs';

const { begin } = program('begin.js');

const member = (_id: number, more: object = {}) => ({ _id, pod: `m-${_id}`, host: `h${_id}`, votes: 1, arbiterOnly: false, ...more });
const members = (count: number) => Array.from({ length: count }, (_, _id) => member(_id));
const byHost = (all: string[]) => Object.fromEntries(all.map((one, i) => [`h${i}`, one]));

/** What a member says that it holds: `P 4 9`, the primary of term 4, whose last write is the ninth of that term; `S` a secondary, `R` one that recovers. */
interface Counts { readonly voters?: number; readonly data?: number; readonly pending?: number; readonly votes?: number }
const held = (brief: string, { voters = 3, data = voters, pending = 0, votes = 1 }: Counts = {}) => {
  const [state, term, reached, kept = reached] = brief.split(' ');
  const states: Record<string, string> = { P: 'primary', S: 'secondary', R: 'recovering', I: 'startup2' };
  const optime = (text: string) => text.includes('/') ? text.replace('/', ' ') : `${term} ${text}`;
  return `${states[state!]} term ${term} voters ${voters} data ${data} pending ${pending} votes ${votes} reached ${optime(reached!)} kept ${optime(kept!)}`;
};

/** What m-0 does, whose disk is empty, by what the others say, m-1 first. */
const asked = (holds: string[], { words = holds.map((one): string => one === '' ? 'silent' : 'member 1'), list = members(holds.length + 1), leaving = [] as object[], before = undefined as unknown, counts = {} } = {}) => begin({
  pod: 'm-0',
  list: { members: list, leaving },
  words: byHost(['', ...words]),
  holdings: byHost(['', ...holds.map(one => one === '' ? 'silent' : held(one, { voters: list.length, ...counts }))]),
  asked: before,
});
const NEW = 'empty disk: mongod waits until all members report that they are new, or a majority has all data; not heard from: ';
const waits = (need: number, whom: string) => `empty disk: mongod waits until ${need} others have all that this member may have acknowledged; missing: ${whom}`;

describe('where nobody is heard of who is in a replica set', () => {
  const first = (...words: string[]) => asked(words.map(() => ''), { words });

  test.each([[['fresh', 'fresh']], [['empty', 'fresh']], [['empty', 'empty']]])('mongod starts if everybody is new: %j', words => expect(first(...words)).toEqual({ go: true }));

  test.each<[string[], string]>([
    [['silent', 'fresh'], 'm-1 (silent)'], [['unsure', 'empty'], 'm-1 (unsure)'], [['removed', 'silent'], 'm-1 (removed), m-2 (silent)'],
  ])('else it says whom it waits for, each once: %j', (words, names) => expect(first(...words)).toEqual({ go: false, say: `${NEW}${names}` }));

  test('a pod that is no member any more may have the data of a set', () => {
    const shrunk = (word: string) => begin({ pod: 'm-0', list: { members: members(1), leaving: [{ pod: 'm-3', host: 'h3' }] }, words: { h3: word }, holdings: { h3: 'nothing' } });
    expect(shrunk('silent')).toEqual({ go: false, say: `${NEW}m-3 (silent)` });
    expect(shrunk('fresh')).toEqual({ go: true });
  });

  test('without a list nobody knows', () => expect(begin({ list: { problem: 'the list is malformed' } })).toEqual({ go: false, say: 'empty disk, and the list is malformed' }));
});

describe('where there is a replica set', () => {
  test('mongod starts when a majority without it has all that the primary had', () => {
    expect(asked(['P 4 9', 'S 4 9']).go).toBe(true);
    expect(asked(['P 4 9', 'S 4 9', 'S 4 9', 'S 4 1']).go).toBe(true);
  });

  test('not while one of the two others lags behind, however much it is the primary\'s majority', () => {
    expect(asked(['P 4 9', 'S 4 8'])).toMatchObject({ go: false, say: waits(2, 'm-2 (behind)') });
    expect(asked(['P 4 9', 'S 4 9', 'S 4 8', 'S 4 8'])).toMatchObject({ go: false, say: waits(3, 'm-3 (behind), m-4 (behind)') });
  });

  test('what counts is what the primary had when it was first asked: under a constant writer nobody ever has everything', () => {
    const { asked: before, go } = asked(['P 4 9', 'S 4 8']);
    expect(go).toBe(false);
    expect(asked(['P 4 30', 'S 4 29'], { before }).go).toBe(true);
    expect(asked(['P 4 30', 'S 4 8'], { before })).toMatchObject({ go: false, asked: before });
  });

  test('it stays that when the primary is lost meanwhile', () => {
    const { asked: before } = asked(['P 4 9', 'S 4 8']);
    expect(asked(['', 'S 4 9'], { before })).toEqual({ go: false, asked: before, say: waits(2, 'm-1 (silent)') });
    expect(asked(['S 4 9', 'S 4 8'], { before }).go).toBe(false);
    expect(asked(['', ''], { before })).toMatchObject({ go: false, asked: before });
    expect(asked(['S 5 5/2', 'P 5 2'], { before }).go).toBe(true);
  });

  test('what is not on a disk does not count', () => expect(asked(['P 4 9', 'S 4 9 8']).go).toBe(false));

  test.each<[string, string[], string]>([
    ['there is none', ['S 4 9', 'S 4 9'], 'a primary'],
    ['it is of a term before', ['P 4 9', 'S 5 4/9'], 'a primary'],
    ['it has written nothing in its term', ['P 4 3/9', 'S 4 3/9'], 'a primary'],
    ['it is heard of alone', ['P 4 9', ''], 'm-2 (silent)'],
  ])('no primary is believed if %s', (_, holds, whom) => expect(asked(holds)).toEqual({ go: false, say: waits(2, whom) }));

  test('who has a term before has not everything', () => expect(asked(['P 4 9', 'S 3 4/9']).go).toBe(false));

  test.each([['R 4 9', 'recovering'], ['I 4 9', 'startup2']])('nor who does not serve: %s', (brief, state) => {
    expect(asked(['P 4 9', brief])).toMatchObject({ go: false, say: waits(2, `m-2 (${state})`) });
  });

  test('an optime is a term and a time: the longer one is not the later one', () => {
    expect(asked(['P 10 9', 'S 10 9/12']).go).toBe(false);
    expect(asked(['P 10 9', 'S 10 10/11']).go).toBe(true);
    expect(asked(['P 4 7301234567890123457', 'S 4 7301234567890123456']).go).toBe(false);
  });

  test('of two members each had everything, and without this one there is no primary', () => {
    expect(asked(['S 4 9']).go).toBe(true);
    expect(asked(['R 4 9'])).toMatchObject({ go: false, say: waits(1, 'm-1 (recovering)') });
  });

  test('with an arbiter all others that hold data must have everything; it holds nothing', () => {
    const arbiter = member(2, { arbiterOnly: true });
    const psa = (data: string) => asked([data, ''], { list: [member(0), member(1), arbiter], words: ['member 1', 'unsure'], counts: { data: 2 } });
    expect(psa('P 4 9').go).toBe(true);
    expect(psa('S 4 9')).toMatchObject({ go: false, say: waits(1, 'a primary') });
  });

  test('who has no vote makes no majority', () => {
    const holdings = { h1: held('P 4 9'), h2: held('S 4 8'), h3: held('S 4 9', { votes: 0 }) };
    const list = { members: [...members(3), member(3, { votes: 0 })], leaving: [] };
    expect(begin({ pod: 'm-0', list, words: {}, holdings })).toMatchObject({ go: false, say: waits(2, 'm-2 (behind)') });
  });

  test('who is to get a vote cannot be told from who has one, so it takes one more', () => {
    const growing = (holds: string[]) => asked(holds, { counts: { voters: 3, data: 3, pending: 1 } });
    expect(growing(['P 4 9', 'S 4 8', 'S 4 9'])).toMatchObject({ go: false, say: waits(3, 'm-2 (behind)') });
    expect(growing(['P 4 9', 'S 4 9', 'S 4 9']).go).toBe(true);
  });

  test('but who leads has one, and of a set of one that is all', () => {
    expect(asked(['P 4 9', ''], { counts: { voters: 1, data: 1, pending: 2 }, words: ['member 1', 'empty'] }).go).toBe(true);
    expect(asked(['S 4 9', ''], { counts: { voters: 1, data: 1, pending: 2 }, words: ['member 1', 'empty'] }).go).toBe(false);
  });

  test('a member that the list no longer has may still vote in the set', () => {
    const left = (holds: string[]) => begin({ pod: 'm-3', list: { members: members(3), leaving: [{ pod: 'm-3', host: 'h3' }] }, words: {}, holdings: byHost(holds.map(one => held(one, { voters: 4 }))) });
    expect(left(['P 4 9', 'S 4 8', 'S 4 9']).go).toBe(false);
    expect(left(['P 4 9', 'S 4 9', 'S 4 9']).go).toBe(true);
  });

  test('one that the list no longer has is named if it votes; where nobody can be named it says that', () => {
    const leaving = [{ pod: 'm-2', host: 'h2' }];
    const shrunk = (votes: number) => begin({ pod: 'm-0', list: { members: members(2), leaving }, words: {}, holdings: { h1: held('P 4 9'), h2: held('S 4 8', { votes }) } });
    expect(shrunk(1).say).toBe(waits(2, 'm-2 (behind)'));
    expect(shrunk(0).say).toBe(waits(2, 'members that are not in the list'));
  });

  test('one that is taken into a set of one needs nobody else', () => expect(asked(['P 4 9'], { counts: { voters: 1, data: 1 } }).go).toBe(true));

  test('where it can never be, it says so', () => {
    expect(asked(['S 4 9', ''], { words: ['member 1', 'empty'] }).say).toBe(waits(2, 'a primary, m-2 (empty); too few disks are left: somebody must decide'));
    expect(asked(['P 4 9', 'S 4 9', 'S 4 8', ''], { words: ['member 1', 'member 1', 'member 1', 'empty'] }).say).toBe(waits(3, 'm-3 (behind), m-4 (empty)'));
  });

  test('what is no such answer is none', () => {
    expect(begin({ pod: 'm-0', list: { members: members(2), leaving: [] }, words: { h1: 'member 1' }, holdings: { h1: 'primary term 4' } })).toEqual({ go: false, say: `${NEW}m-1 (member 1)` });
  });
});
