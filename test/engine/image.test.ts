import { Duration } from 'cdk8s';
import { imageName, isBelow, versionOf } from '../../src/engine/image';
import { cluster as ring } from '../cassandra/support/cluster';
import { cluster as set } from '../mongo/support/cluster';
import { complaint } from '../support/synth';

test.each([
  ['cassandra', 'cassandra', undefined, false], ['cassandra:5.0', 'cassandra', '5.0', false], ['registry.example:5000/cassandra', 'cassandra', undefined, false],
  ['registry.example:5000/a/mongo:8.0@sha256:ab', 'mongo', '8.0', true], ['mongo@sha256:ab', 'mongo', undefined, true], ['', '', undefined, false],
])('the image %s is %s with tag %s, and digest: %s', (image, program, tag, digest) => expect(imageName(image)).toEqual({ program, tag, digest }));

test.each<[string, number[]]>([
  ['5', [5]], ['5.0', [5, 0]], ['5.0.8', [5, 0, 8]], ['5.0.8-jammy', [5, 0, 8]], ['v4.1', [4, 1]], ['5-jammy', [5]], ['latest', []], ['', []], ['20260101', []], ['5.0.8.1', []], ['jammy-5', []], ['5.x', []],
])('the tag %s begins with %j', (tag, version) => expect(versionOf(tag)).toEqual(version));

test.each<[number[], number[], boolean]>([
  [[4, 1], [5, 0], true], [[5, 0], [5, 0], false], [[5], [5, 0, 8], false], [[5, 0], [5, 0, 8], false], [[5, 0, 7], [5, 0, 8], true], [[5, 0, 8], [5, 0, 8], false],
  [[5, 1], [5, 0, 8], false], [[6], [5, 0, 8], false],
  [[4], [5, 0, 8], true], [[], [5, 0], false],
])('version %j is below %j: %s', (version, least, below) => expect(isBelow(version, least)).toBe(below));

const OLD = 'older ones do not start with the cassandra.yaml that is written here';
const WEEK = Duration.days(7);

test.each([
  ['cassandra:3.11', undefined, '5.0', OLD], ['cassandra:4.1.5', undefined, '5.0', OLD], ['cassandra:4', undefined, '5.0', OLD], ['registry.example/mirror/cassandra:4.0-jammy', undefined, '5.0', OLD],
  ['cassandra:5.0.7', WEEK, '5.0.8', 'repairEvery needs it: older ones do not start with auto_repair'], ['cassandra:4.1', WEEK, '5.0.8', 'repairEvery needs it: older ones do not start with auto_repair'],
])('a ring is not made of %s', (image, repairEvery, least, instead) => {
  expect(complaint(() => ring({ image, repairEvery }))).toBe(`prod/events: 'image' must be Cassandra ${least} or later, got '${image}'; ${instead}`);
});

test.each(['mongo:4.4', 'mongo:5.0.31', 'mongo:3', 'docker.io/library/mongo:5.0-focal'])('a set is not made of %s', (image) => {
  expect(complaint(() => set({ image }))).toBe(`prod/orders: 'image' must be MongoDB 6.0 or later, got '${image}'; the managers run in mongosh, which older images do not have in that form`);
});

test.each(['cassandra:5.0.7', 'cassandra:5.0', 'cassandra:latest', 'cassandra', 'cassandra@sha256:0', 'registry.example/our-cassandra:1.2.3', 'cassandra:main'])('but may be of %s', image => expect(() => ring({ image })).not.toThrow());

test.each(['mongo:6.0', 'mongo:7.0', 'mongo:8', 'own/mongodb:1.0', 'percona/percona-server-mongodb:5.0'])('a set may be of %s', image => expect(() => set({ image })).not.toThrow());
test.each(['cassandra:5.0.8', 'cassandra:5.0', 'cassandra:5', 'cassandra:5.1-rc', 'own:1.0', 'cassandra@sha256:0'])('a ring may be repaired on %s', image => expect(() => ring({ image, repairEvery: WEEK })).not.toThrow());
