import * as kplus from 'cdk8s-plus-28';
import { Spread, StatefulBackend } from '../../src';
import { chart, complaint, only } from '../support/synth';

const define = (spread?: Spread[]) => new StatefulBackend(chart(), 'db', { containers: [{ image: 'x:1' }], spread });
const constraints = (spread?: Spread[]) => only('StatefulSet', define(spread)).spec.template.spec.topologySpreadConstraints;
const { HOSTNAME, REGION, ZONE } = kplus.Topology;

test('pods are spread over hosts hard and over zones soft, by labels that outlive a change of the pods', () => {
  const labelSelector = { matchLabels: { 'cdk8s.io/metadata.addr': 'db' } };
  expect(constraints()).toEqual([
    { labelSelector, maxSkew: 1, topologyKey: 'kubernetes.io/hostname', whenUnsatisfiable: 'DoNotSchedule' },
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
