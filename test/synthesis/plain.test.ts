import { readFileSync } from 'fs';
import { Lazy } from 'cdk8s';
import * as kplus from 'cdk8s-plus-28';
import { MAPS, plain, SPELLING } from '../../src/synthesis/plain';
import { complaint } from '../support/synth';

const { IntOrString, Quantity } = kplus.k8s;

test('what is undefined or null is left out; 0, an empty text, false and empty collections are values', () => {
  expect(plain({ a: undefined, b: null, c: 0, d: '', e: false, f: [], g: {}, h: { i: undefined } })).toEqual({ c: 0, d: '', e: false, f: [], g: {}, h: {} });
  expect(Object.keys(plain({ a: undefined, b: 1 }) as object)).toEqual(['b']);
  expect(plain([1, null, undefined, 'a'])).toEqual([1, undefined, undefined, 'a']);
});

test('quantities and the like are what they stand for', () => {
  expect(plain({ port: IntOrString.fromNumber(0), size: Quantity.fromString('10Gi') })).toEqual({ port: 0, size: '10Gi' });
});

test('lazy values and tokens are produced, also where they produce another, or nothing', () => {
  class Token { public resolve(): unknown { return { b: Lazy.any({ produce: () => 'c' }) }; } }

  expect(plain({ a: new Token(), d: Lazy.any({ produce: () => undefined }), e: Lazy.any({ produce: () => null }) })).toEqual({ a: { b: 'c' } });
});

test('fields are spelled as Kubernetes spells them, but the keys of maps are the user\'s own', () => {
  expect(Object.keys(plain({ constructor: 'x' }) as object)).toEqual(['constructor']);
  expect(plain({ clusterIp: 'None', ports: [{ hostIp: '10.0.0.1' }], labels: { hostIp: 'a' }, selector: Lazy.any({ produce: () => ({ clusterIp: 'b' }) }) })).toEqual({
    clusterIP: 'None', ports: [{ hostIP: '10.0.0.1' }], labels: { hostIp: 'a' }, selector: { clusterIp: 'b' },
  });
});

test('keys are sorted unless cdk8s is told not to', () => {
  const keys = () => Object.keys(plain({ b: 1, a: 2 }) as object);
  expect(keys()).toEqual(['a', 'b']);
  process.env.CDK8S_DISABLE_SORT = '1';
  expect(keys()).toEqual(['b', 'a']);
  delete process.env.CDK8S_DISABLE_SORT;
});

test('a map without a prototype is a map', () => {
  expect(plain(Object.assign(Object.create(null) as object, { a: 1 }))).toEqual({ a: 1 });
});

test.each([[new Date(0), 'Date'], [new Map(), 'Map'], [new (class Odd { public value = {}; })(), 'Odd']])('rejects what is no data: %p', (value, name) => {
  expect(complaint(() => plain({ a: value }))).toBe(`a ${name} cannot be written to YAML`);
});

describe('the generated classes of cdk8s-plus', () => {
  const code = readFileSync(require.resolve('cdk8s-plus-28/lib/imports/k8s.js'), 'utf8');
  const functions = new Map([...code.matchAll(/^function (toJson_\w+)\(obj\) \{([\s\S]*?)\n\}/gm)].map(match => [match[1]!, match[2]!]));
  const spelling: Record<string, string> = {};
  const maps = new Set<string>();

  /** Reads how a type is copied, and the types of its fields. */
  function visit(name: string, seen: Set<string>): void {
    if (seen.has(name)) return;
    seen.add(name);
    for (const [, field, copied] of functions.get(name)!.matchAll(/'([^']+)': (.*)/g)) {
      const prop = /obj\.(\w+)/.exec(copied!)![1]!;
      if (prop !== field) spelling[prop] = field!;
      if (copied!.includes('Object.entries(')) maps.add(field!);
      for (const [type] of copied!.matchAll(/toJson_\w+/g)) visit(type, seen);
    }
  }

  beforeAll(() => ['toJson_StatefulSetSpec', 'toJson_ServiceSpec', 'toJson_PodDisruptionBudgetSpec', 'toJson_JobSpec', 'toJson_CronJobSpec'].forEach(name => visit(name, new Set())));

  test('spell these fields otherwise than Kubernetes, and no others', () => expect(spelling).toEqual(Object.fromEntries(SPELLING)));
  test('have these maps, and no others', () => expect([...maps].sort()).toEqual([...MAPS].sort()));
});
