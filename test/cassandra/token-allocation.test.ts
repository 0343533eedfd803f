import { cluster, overrides } from './support/cluster';
import { chart, complaint, only } from '../support/synth';

const KEY = 'allocate_tokens_for_local_replication_factor';
const racks = (count: number) => (count === 0 ? undefined : ['a', 'b', 'c', 'd', 'e'].slice(0, count).map(name => ({ name })));
const ring = (count: number, value?: unknown) =>
  cluster({ nodes: 2 * Math.max(1, count), racks: racks(count), cassandraYaml: value === undefined ? undefined : { [KEY]: value } }, chart());
const written = (count: number, value?: unknown) => overrides(only('ConfigMap', ring(count, value)))[KEY];

test.each([[0, undefined], [1, undefined], [2, 2], [3, 3], [4, 3], [5, 3]])(
  'with %i racks the second node of each can join: tokens are dealt out for %p replicas', (count, value) => expect(written(count)).toBe(value),
);

// What TokenAllocation of 5.0.8 does with them when nodes join in our order: all of these give tokens to two and to three nodes of each rack.
test.each<[number, number[]]>([[0, [1, 2, 3, 4, 100]], [1, [1, 2, 3, 4, 100]], [2, [1, 2]], [3, [1, 2, 3]], [4, [1, 2, 3, 4]]])('with %i racks %j can be said instead', (count, values) => {
  for (const value of values) expect(written(count, value)).toBe(value);
});

test.each([0, 2])('tokens by chance can be said, with %i racks', count => expect(written(count, null)).toBeNull());

test.each<[number, number[], string]>([
  [1, [0, -1], 'a whole number, 1 or more'],
  [2, [0, -1, 3, 4], 'a whole number from 1 to 2'],
  [3, [0, 4, 5], 'a whole number from 1 to 3'],
  [4, [5, 100], 'a whole number from 1 to 4'],
])('with %i racks none of %j can be said, for no node would join after the first of a rack', (count, values, allowed) => {
  const instead = count > 1 ? `; there are ${count} racks, and with more replicas than racks only the first node of each joins` : '';
  for (const value of values) expect(complaint(() => ring(count, value))).toBe(`prod/events: 'cassandraYaml.${KEY}' must be ${allowed}, got ${value}${instead}`);
});

test('what is no number is refused as anywhere', () => {
  expect(complaint(() => ring(2, '2'))).toBe(`prod/events: 'cassandraYaml.${KEY}' must be a whole number, got '2'`);
});
