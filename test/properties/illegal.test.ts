import { Size } from 'cdk8s';
import * as kplus from 'cdk8s-plus-28';
import * as fc from 'fast-check';
import { ClaimProps, DisruptionBudget, HeadlessService, HeadlessServiceProps, Spread, StatefulBackend, StatefulBackendProps, UpdateStrategy } from '../../src';
import { backends, build, headlessServices } from '../support/arbitraries';
import { chart, complaint } from '../support/synth';

// One thing wrong in something that is otherwise legal: it is refused, and the message names the construct, the prop and the value.

const notACount = fc.oneof(fc.integer({ max: -1 }), fc.double({ noInteger: true }), fc.constantFrom(NaN, Infinity, 2147483648, 9007199254740992));
const notAPort = fc.oneof(fc.integer({ max: 0 }), fc.integer({ min: 65536 }), fc.double({ noInteger: true }), fc.constantFrom(NaN, Infinity));
const notAName = fc.oneof(fc.string({ minLength: 64, unit: fc.constantFrom('a', 'b') }), fc.string({ maxLength: 10 })).filter(name => !/^[a-z]([-a-z0-9]{0,50}[a-z0-9])?$/.test(name));
const notNothing = fc.oneof(fc.string(), fc.integer(), fc.array(fc.string(), { maxLength: 2 }), fc.boolean(), fc.constant(null));

const shown = (value: unknown) => typeof value === 'string' ? `'${JSON.stringify(value).slice(1, -1)}'` : typeof value === 'number' ? String(value) : JSON.stringify(value);

const SERVICE: [string, fc.Arbitrary<unknown>, (value: never) => HeadlessServiceProps][] = [
  ...['type', 'clusterIP', 'externalName', 'externalIPs', 'loadBalancerSourceRanges'].map(
    (prop): [string, fc.Arbitrary<unknown>, (value: never) => HeadlessServiceProps] => [prop, notNothing, value => ({ [prop]: value }) as HeadlessServiceProps],
  ),
  ['metadata.name', notAName, name => ({ metadata: { name } })],
  ['ports[0].port', notAPort, port => ({ ports: [{ port }] })],
  ['ports[0].targetPort', notAPort, targetPort => ({ ports: [{ port: 1, targetPort }] })],
  ['ports[0].name', notAName.filter(name => !/^[a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?$/.test(name)), name => ({ ports: [{ port: 1, name }] })],
  ['ports[0].nodePort', notNothing, nodePort => ({ ports: [{ port: 1, nodePort }] })],
];

test.each(SERVICE)('a HeadlessService rejects any bad %s', (what, bad, props) => {
  fc.assert(fc.property(headlessServices, bad, (legal, value) => {
    const message = complaint(() => new HeadlessService(chart(), 'db', { ...legal, ...props(value as never) }));
    expect(message.startsWith(`prod/db: '${what}' must be `)).toBe(true);
    expect(message).toContain(`, got ${shown(value)}`);
  }), { numRuns: 60 });
});

const absolute = (number: number) => kplus.PercentOrAbsolute.absolute(number);

const BACKEND: [string, fc.Arbitrary<unknown>, (value: never) => StatefulBackendProps][] = [
  ['replicas', notACount, replicas => ({ replicas })],
  ['ordinalsStart', notACount, ordinalsStart => ({ ordinalsStart })],
  ['revisionHistoryLimit', notACount, revisionHistoryLimit => ({ revisionHistoryLimit })],
  ['metadata.name', notAName.filter(name => !/^[a-z0-9]([-a-z0-9]{0,50}[a-z0-9])?$/.test(name)), name => ({ metadata: { name } })],
  ['securityContext.user', fc.oneof(notACount, fc.constant(0)), user => ({ securityContext: { user } })],
  ['securityContext.group', notACount, group => ({ securityContext: { group } })],
  ['securityContext.fsGroup', notACount, fsGroup => ({ securityContext: { fsGroup } })],
  ['updateStrategy.partition', notACount, partition => ({ updateStrategy: UpdateStrategy.rollingUpdate({ partition }) })],
  ['updateStrategy.maxUnavailable', fc.oneof(fc.integer({ max: 0 }), fc.double({ noInteger: true })), value => ({ updateStrategy: UpdateStrategy.rollingUpdate({ maxUnavailable: absolute(value) }) })],
  ['disruptionBudget.minAvailable', fc.oneof(fc.integer({ max: -1 }), fc.double({ noInteger: true })), value => ({ disruptionBudget: DisruptionBudget.minAvailable(absolute(value)) })],
  ['spread[0].maxSkew', fc.oneof(fc.integer({ max: 0 }), fc.double({ noInteger: true })), maxSkew => ({ spread: [Spread.hard(kplus.Topology.ZONE, { maxSkew })] })],
];

test.each(BACKEND)('a StatefulBackend rejects any bad %s', (what, bad, props) => {
  fc.assert(fc.property(backends, bad, (legal, value) => {
    const message = complaint(() => new StatefulBackend(chart(), 'db', { ...legal.props, ...props(value as never) }));
    expect(message.startsWith(`prod/db: '${what}' must be `)).toBe(true);
    expect(message).toContain(`, got ${shown(value)}`);
  }), { numRuns: 40 });
});

const CLAIM: [string, fc.Arbitrary<unknown>, (value: never) => Partial<ClaimProps>, (value: never) => string][] = [
  ['size', fc.constantFrom(0, NaN, Infinity, 1e-9), value => ({ size: Size.gibibytes(value) }), value => `'${value}Gi'`],
  ['limit', fc.constantFrom(0, NaN, Infinity, 1e-9), value => ({ limit: Size.gibibytes(value) }), value => `'${value}Gi'`],
  ['accessModes', fc.constant([]), accessModes => ({ accessModes }), () => '[]'],
];

test.each(CLAIM)('a claim rejects any bad %s', (what, bad, props, got) => {
  fc.assert(fc.property(backends, bad, (legal, value) => {
    const backend = build(chart(), legal);
    expect(complaint(() => backend.addClaim('more', { size: Size.gibibytes(1), ...props(value as never) }))).toMatch(
      new RegExp(`^prod/backend/more: '${what}' must be .*, got ${got(value as never).replace(/[[\]]/g, '\\$&')}`),
    );
  }), { numRuns: 20 });
});
