import * as fc from 'fast-check';
import { RackOfPods, Ring } from '../../src/cassandra/ring';

const one: RackOfPods[] = [{ set: 'db', rack: 'rack1' }];
const three: RackOfPods[] = ['a', 'b', 'c'].map(rack => ({ set: `db-${rack}`, rack, zone: rack }));
const pods = (ring: Ring) => ring.members.map(member => member.pod);

test('the nodes of one rack join by ordinal', () => {
  expect(pods(new Ring(one, 3, 0))).toEqual(['db-0', 'db-1', 'db-2']);
});

test('those of several racks join in turn: the first of each, then the second', () => {
  expect(pods(new Ring(three, 5, 0))).toEqual(['db-a-0', 'db-b-0', 'db-c-0', 'db-a-1', 'db-b-1']);
});

test.each([[3, [1, 1, 1]], [4, [2, 1, 1]], [5, [2, 2, 1]], [6, [2, 2, 2]], [7, [3, 2, 2]]])('%i nodes in three racks are %j', (nodes, replicas) => {
  const ring = new Ring(three, nodes, 0);
  expect(three.map(rack => ring.replicas(rack))).toEqual(replicas);
});

test.each([[1, ['db-0']], [2, ['db-0', 'db-1']], [3, ['db-0', 'db-1', 'db-2']], [9, ['db-0', 'db-1', 'db-2']]])('of %i nodes %j are seeds', (nodes, seeds) => {
  expect(new Ring(one, nodes, 0).seeds.map(seed => seed.pod)).toEqual(seeds);
});

test('each rack has a seed', () => {
  expect(new Ring(three, 6, 0).seeds.map(seed => seed.rack)).toEqual(['a', 'b', 'c']);
});

test('who leaves is last, and no seed', () => {
  const ring = new Ring(one, 4, 2);
  expect(ring.toString()).toBe('db-0 rack1 stays\ndb-1 rack1 stays\ndb-2 rack1 leaves\ndb-3 rack1 leaves\n');
  expect(ring.seeds.map(seed => seed.pod)).toEqual(['db-0', 'db-1']);
});

test('another number of nodes changes nothing but the end, and every pod is one that its StatefulSet makes', () => {
  fc.assert(fc.property(fc.constantFrom(one, three), fc.integer({ min: 3, max: 40 }), fc.nat(9), (racks, nodes, more) => {
    const ring = new Ring(racks, nodes, 0);
    const grown = new Ring(racks, nodes + more, 0);
    expect(grown.members.slice(0, nodes)).toEqual(ring.members);
    expect(grown.seeds).toEqual(ring.seeds);
    const made = racks.flatMap(rack => Array.from({ length: ring.replicas(rack) }, (_, i) => `${rack.set}-${i}`));
    expect([...pods(ring)].sort()).toEqual(made.sort());
  }));
});
