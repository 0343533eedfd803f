import { program } from './support/programs';

const { begin, isComplete } = program('begin.js');

const member = (_id: number, votes = 1) => ({ _id, host: `h${_id}`, votes });
const MEMBERS = [member(0), member(1), member(2)];
const asked = (words: string[], stands: string[] = [], self = MEMBERS[0], leaving: object[] = []) => begin({
  self,
  list: { members: MEMBERS, leaving },
  words: Object.fromEntries(words.map((word, i) => [`h${i}`, word])),
  stands: Object.fromEntries(stands.map((stand, i) => [`h${i}`, stand])),
});
const WAITS = { go: false, say: 'the disk is empty, and mongod not started before the others have a primary without it, or all say that they are new' };

test.each([[['', 'fresh', 'fresh']], [['', 'empty', 'fresh']], [['', 'empty', 'empty']]])('mongod starts where everybody is new: %j', words => expect(asked(words)).toEqual({ go: true }));

test.each([[['', 'silent', 'fresh']], [['', 'unsure', 'fresh']], [['', 'removed', 'fresh']], [['', 'member 1', 'fresh']], [['', 'fresh']]])(
  'it does not where one of them is not known to be: %j', words => expect(asked(words)).toEqual(WAITS),
);

test('nor where a pod that is no member any more is not known to be', () => {
  expect(asked(['', 'fresh', 'fresh', 'silent'], [], MEMBERS[0], [member(3)])).toEqual(WAITS);
  expect(asked(['', 'fresh', 'fresh', 'fresh'], [], MEMBERS[0], [member(3)])).toEqual({ go: true });
});

test('it does where somebody serves who has everything', () => {
  expect(asked(['', 'member 1', 'member 1'], ['', 'serves', 'complete'])).toEqual({ go: true });
  expect(asked(['', 'member 1', 'member 1'], ['', 'serves', 'serves'])).toEqual(WAITS);
});

test('who has no vote, and who is no member, does no harm', () => {
  expect(asked([], [], member(1, 0))).toEqual({ go: true });
  expect(begin({ list: { members: MEMBERS, leaving: [] }, words: {}, stands: {} })).toEqual({ go: true });
});

test('without a list nobody knows', () => expect(begin({ list: { problem: 'the list is malformed' } })).toEqual({ go: false, say: 'the disk is empty, and the list is malformed' }));

describe('who has everything', () => {
  const counts = { term: 4, writeMajorityCount: 2, writableVotingMembersCount: 3 };
  const committed = (t: unknown) => ({ ...counts, optimes: { lastCommittedOpTime: { t } } });

  test.each<[string, object, boolean]>([
    ['PRIMARY', committed(4), true], ['PRIMARY', committed({ toString: () => '4' }), true], ['PRIMARY', committed(3), false], ['PRIMARY', { ...counts, optimes: {} }, false],
    ['PRIMARY', counts, false], ['SECONDARY', committed(4), false], ['SECONDARY', { ...counts, writeMajorityCount: 3 }, true], ['PRIMARY', { ...counts, writeMajorityCount: 3 }, true],
    ['OTHER', { ...counts, writeMajorityCount: 3 }, false], ['ARBITER', {}, false], ['SECONDARY', {}, false],
  ])('%s, %j: %s', (state, status, complete) => expect(isComplete({ state, status })).toBe(complete));
});
