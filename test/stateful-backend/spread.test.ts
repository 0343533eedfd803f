import * as kplus from 'cdk8s-plus-28';
import { NodeInclusionPolicy, Spread, SpreadOptions, StatefulBackend } from '../../src';
import { chart, complaint, only } from '../support/synth';

const define = (spread?: Spread[]) => new StatefulBackend(chart(), 'db', { containers: [{ image: 'x:1' }], spread });
const constraints = (spread?: Spread[]) => only('StatefulSet', define(spread)).spec.template.spec.topologySpreadConstraints;
const { HOSTNAME, REGION, ZONE } = kplus.Topology;

test('pods are spread over hosts hard and over zones soft, by labels that outlive a change of the pods', () => {
  const labelSelector = { matchLabels: { 'cdk8s.io/metadata.addr': 'db' } };
  expect(constraints()).toEqual([
    { labelSelector, maxSkew: 1, topologyKey: 'kubernetes.io/hostname', whenUnsatisfiable: 'DoNotSchedule', nodeTaintsPolicy: 'Honor' },
    { labelSelector, maxSkew: 1, topologyKey: 'topology.kubernetes.io/zone', whenUnsatisfiable: 'ScheduleAnyway' },
  ]);
});

test('they can be spread otherwise', () => {
  expect(constraints([Spread.hard(ZONE, { maxSkew: 2, minDomains: 3 }), Spread.soft(ZONE), Spread.soft(kplus.Topology.custom('rack'))])).toMatchObject([
    { maxSkew: 2, minDomains: 3, topologyKey: 'topology.kubernetes.io/zone', whenUnsatisfiable: 'DoNotSchedule' },
    { maxSkew: 1, topologyKey: 'topology.kubernetes.io/zone', whenUnsatisfiable: 'ScheduleAnyway' },
    { maxSkew: 1, topologyKey: 'rack', whenUnsatisfiable: 'ScheduleAnyway' },
  ]);
});

test('they can be left to the scheduler', () => expect(constraints([])).toBeUndefined());

test('a spread tells what the places are', () => expect(Spread.hard(REGION).over).toBe(REGION));

test.each([0, -1, 1.5, NaN])('rejects a skew of %p', (maxSkew) => {
  expect(complaint(() => define([Spread.soft(HOSTNAME), Spread.hard(ZONE, { maxSkew })]))).toBe(`prod/db: 'spread[1].maxSkew' must be a whole number, 1 or more, got ${maxSkew}`);
});

test.each([0, 0.5])('rejects a minimum of %p places', (minDomains) => {
  expect(complaint(() => define([Spread.hard(ZONE, { minDomains })]))).toBe(`prod/db: 'spread[0].minDomains' must be a whole number, 1 or more, got ${minDomains}`);
});

test('rejects a minimum of places where it would mean nothing', () => {
  expect(complaint(() => define([Spread.soft(ZONE, { minDomains: 2 })]))).toBe("prod/db: 'spread[0].minDomains' must be left out for a soft spread, got 2");
});

test('rejects the same spread twice', () => {
  expect(complaint(() => define([Spread.hard(ZONE), Spread.soft(ZONE), Spread.hard(ZONE, { maxSkew: 2 })]))).toBe(
    "prod/db: 'spread[2]' must be the only hard spread over its topology domains, got 'topology.kubernetes.io/zone'",
  );
  expect(complaint(() => define([Spread.soft(ZONE), Spread.soft(ZONE)]))).toBe(
    "prod/db: 'spread[1]' must be the only soft spread over its topology domains, got 'topology.kubernetes.io/zone'",
  );
});

test('counts the pods that it is told to', () => {
  const { topologySpreadConstraints } = only('StatefulSet', define([Spread.soft(HOSTNAME, { matchLabels: { app: 'all' } })])).spec.template.spec;
  expect(topologySpreadConstraints[0].labelSelector).toEqual({ matchLabels: { app: 'all' } });
});

test('where a spread is hard, nodes that the pods may not use are not counted', () => {
  const [hard, soft] = constraints([Spread.hard(HOSTNAME), Spread.soft(HOSTNAME)]);
  expect([hard.nodeTaintsPolicy, soft.nodeTaintsPolicy]).toEqual(['Honor', undefined]);
});

test('what nodes and which pods are counted can be said', () => {
  const said = { nodeTaintsPolicy: NodeInclusionPolicy.IGNORE, nodeAffinityPolicy: NodeInclusionPolicy.HONOR, matchLabelKeys: ['controller-revision-hash'] };
  expect(constraints([Spread.hard(ZONE, said), Spread.soft(ZONE, said), Spread.soft(HOSTNAME, { matchLabelKeys: [] })])).toEqual([
    expect.objectContaining({ nodeTaintsPolicy: 'Ignore', nodeAffinityPolicy: 'Honor', matchLabelKeys: ['controller-revision-hash'] }),
    expect.objectContaining({ nodeTaintsPolicy: 'Ignore', nodeAffinityPolicy: 'Honor', matchLabelKeys: ['controller-revision-hash'] }),
    expect.not.objectContaining({ matchLabelKeys: expect.anything() }),
  ]);
});

test.each<[SpreadOptions, string]>([
  [{ matchLabelKeys: [''] }, "matchLabelKeys[0]' must be the key of a label, got ''"],
  [{ matchLabelKeys: ['a', 'b c'] }, "matchLabelKeys[1]' must be the key of a label, got 'b c'"],
  [{ matchLabelKeys: ['a'.repeat(64)] }, `matchLabelKeys[0]' must be the key of a label, got '${'a'.repeat(64)}'`],
  [{ matchLabelKeys: ['Example.org/a'] }, "matchLabelKeys[0]' must be the key of a label, got 'Example.org/a'"],
  [{ matchLabelKeys: ['cdk8s.io/metadata.addr'] }, "matchLabelKeys[0]' must be a label that the pods are not counted by already, got 'cdk8s.io/metadata.addr'"],
  [{ matchLabels: { app: 'x' }, matchLabelKeys: ['app'] }, "matchLabelKeys[0]' must be a label that the pods are not counted by already, got 'app'"],
  [{ nodeTaintsPolicy: 'honor' as NodeInclusionPolicy }, "nodeTaintsPolicy' must be Honor or Ignore, got 'honor'"],
  [{ nodeAffinityPolicy: 'No' as NodeInclusionPolicy }, "nodeAffinityPolicy' must be Honor or Ignore, got 'No'"],
])('rejects %j', (options, said) => expect(complaint(() => define([Spread.soft(HOSTNAME, options)]))).toBe(`prod/db: 'spread[0].${said}`));

test.each(['a', 'a'.repeat(63), 'example.org/a', 'pod-template-hash', 'A_b.c'])('a key may be %p', (key) => {
  expect(constraints([Spread.soft(HOSTNAME, { matchLabels: { app: 'x' }, matchLabelKeys: [key] })])[0].matchLabelKeys).toEqual([key]);
});
