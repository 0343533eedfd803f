import { Duration } from 'cdk8s';
import { cluster, members } from './support/cluster';
import { MongoClusterProps, MongoMemberConfig } from '../../src';
import { complaint } from '../support/synth';

const refused = (props: Partial<MongoClusterProps>) => complaint(() => cluster(props)).replace(/^prod\/orders: /, '');
const list = (props: Partial<MongoClusterProps>) => members(cluster(props)).members;
const votes = (count: number): MongoMemberConfig[] => Array.from({ length: count }, () => ({ voting: true }));
const noVotes = (from: number, to: number): MongoMemberConfig[] => [...votes(from), ...Array.from({ length: to - from }, () => ({ voting: false }))];

test('each member has an id that is never another one\'s, and the Service that gives it its name', () => {
  expect(list({ members: 2, hidden: { members: 2 }, arbiter: {} })).toEqual([
    { _id: 0, pod: 'orders-0', service: 'orders', priority: 1, votes: 1 },
    { _id: 1, pod: 'orders-1', service: 'orders', priority: 1, votes: 1 },
    { _id: 100, pod: 'orders-hidden-0', service: 'orders-hidden', priority: 0, votes: 0, hidden: true },
    { _id: 101, pod: 'orders-hidden-1', service: 'orders-hidden', priority: 0, votes: 0, hidden: true },
    { _id: 200, pod: 'orders-arbiter-0', service: 'orders-arbiter', priority: 0, votes: 1, arbiterOnly: true },
  ]);
});

test('a tag that is undefined is none', () => {
  const tags = { dc: undefined, use: 'report' } as never;
  const [first, ...others] = list({ members: 1, memberConfig: [{ tags }], hidden: { members: 1, tags } });
  expect([first.tags, others[0].tags].map(each => Object.keys(each))).toEqual([['use'], ['use']]);
});

test('priority, votes and tags are those of the member of that ordinal, and defaults beyond', () => {
  expect(list({ memberConfig: [{ priority: 2, tags: { dc: 'east' } }, { voting: false }] })).toEqual([
    { _id: 0, pod: 'orders-0', service: 'orders', priority: 2, votes: 1, tags: { dc: 'east' } },
    { _id: 1, pod: 'orders-1', service: 'orders', priority: 0, votes: 0 },
    { _id: 2, pod: 'orders-2', service: 'orders', priority: 1, votes: 1 },
  ]);
});

test('hidden members vote, are behind and have tags where it is said', () => {
  expect(list({ members: 2, hidden: { members: 1, voting: true, secondaryDelay: Duration.hours(1), tags: { use: 'reports' } } })[2]).toEqual({
    _id: 100, pod: 'orders-hidden-0', service: 'orders-hidden', priority: 0, votes: 1, hidden: true, secondaryDelaySecs: 3600, tags: { use: 'reports' },
  });
  expect(list({ hidden: { members: 1, secondaryDelay: Duration.seconds(0) } })[3]).not.toHaveProperty('secondaryDelaySecs');
});

describe('numbers', () => {
  test.each<[Partial<MongoClusterProps>]>([
    [{ members: 1 }], [{ members: 7 }], [{ members: 8, memberConfig: noVotes(7, 8) }], [{ members: 50, memberConfig: noVotes(7, 50) }],
    [{ members: 6, arbiter: {} }], [{ members: 3, replicas: 5 }], [{ members: 3, replicas: 3 }],
    [{ members: 49, memberConfig: noVotes(7, 49), hidden: { members: 1 } }], [{ memberConfig: [{ priority: 1000 }] }], [{ memberConfig: [{ priority: 0.5 }, { priority: 0 }] }],
    [{ hidden: { members: 1, replicas: 2 } }],
  ])('a set with %j is accepted', props => expect(() => cluster(props)).not.toThrow());

  test.each<[Partial<MongoClusterProps>, string]>([
    [{ members: 0 }, "'members' must be a whole number from 1 to 50, got 0"],
    [{ members: 51 }, "'members' must be a whole number from 1 to 50, got 51"],
    [{ members: 2.5 }, "'members' must be a whole number from 1 to 50, got 2.5"],
    [{ members: NaN }, "'members' must be a whole number from 1 to 50, got NaN"],
    [{ members: '3' as never }, "'members' must be a whole number from 1 to 50, got '3'"],
    [{ members: 50, memberConfig: noVotes(6, 50), arbiter: {} }, "'members' must be 50 at most, hidden members and arbiter included, got 51"],
    [{ members: 8 }, "'members' must be 7 voters at most, hidden members and arbiter included, got 8; give the others no vote: memberConfig: [… { voting: false }]"],
    [{ members: 7, arbiter: {} }, "'members' must be 7 voters at most, hidden members and arbiter included, got 8; give the others no vote: memberConfig: [… { voting: false }]"],
    [{ members: 7, hidden: { members: 1, voting: true } }, "'members' must be 7 voters at most, hidden members and arbiter included, got 8; give the others no vote: memberConfig: [… { voting: false }]"],
    [{ members: 3, replicas: 2 }, "'replicas' must be a whole number from 3 to 50, got 2"],
    [{ members: 3, memberConfig: votes(4) }, "'memberConfig' must be a list of 3 entries at most, one for each member, got '4 entries'"],
    [{ memberConfig: [{ priority: -1 }] }, "'memberConfig[0].priority' must be a number from 0 to 1000, got -1"],
    [{ memberConfig: [{ priority: 1001 }] }, "'memberConfig[0].priority' must be a number from 0 to 1000, got 1001"],
    [{ memberConfig: [{ priority: NaN }] }, "'memberConfig[0].priority' must be a number from 0 to 1000, got NaN"],
    [{ memberConfig: [{ priority: '1' as never }] }, "'memberConfig[0].priority' must be a number from 0 to 1000, got '1'"],
    [{ memberConfig: [{ voting: false, priority: 1 }] }, "'memberConfig[0].priority' must be 0 for a member without a vote, got 1"],
    [{ members: 1, memberConfig: [{ priority: 0 }] }, "'memberConfig' must be a list with at least one member that can become primary, with a vote and a priority above 0, got [{\"priority\":0}]"],
    [{ memberConfig: [{ tags: { 'a b': 'x' } }] }, "'memberConfig[0].tags' must be keyed by 1 to 63 letters, digits, _, - or ., got 'a b'"],
    [{ memberConfig: [{ tags: { a: '' } }] }, "'memberConfig[0].tags.a' must be a string that is not empty, got ''"],
    [{ memberConfig: [{ tags: { a: 1 as never } }] }, "'memberConfig[0].tags.a' must be a string, got 1"],
    [{ hidden: { members: 0 } }, "'hidden.members' must be a whole number from 1 to 49, got 0"],
    [{ hidden: { members: 50 } }, "'hidden.members' must be a whole number from 1 to 49, got 50"],
    [{ hidden: { members: 2, replicas: 1 } }, "'hidden.replicas' must be a whole number from 2 to 50, got 1"],
    [{ hidden: { members: 1, secondaryDelay: Duration.millis(1500) } }, "'hidden.secondaryDelay' must be a whole number of seconds from 0 to 2147483647, got '1.5 seconds'"],
    [{ hidden: { members: 1, tags: { '': 'x' } } }, "'hidden.tags' must be keyed by 1 to 63 letters, digits, _, - or ., got ''"],
  ])('a set with %j is refused', (props, said) => expect(refused(props)).toBe(said));
});
