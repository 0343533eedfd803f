import { containers, count, entries, fields, filled, given, isHeadless, items, lastOrdinal, list, podLabels, POD_KINDS, podTemplate, quantity, scalar, selects, text } from '../../src/manifest/reading';
import { headless, service, statefulSet } from '../support/manifests';

describe('what is there', () => {
  test.each([0, '', false, [], {}, NaN])('%j is given', (value) => {
    expect(given(value)).toBe(true);
  });

  test.each([undefined, null])('%p is not given', (value) => {
    expect(given(value)).toBe(false);
  });

  test.each([1, 'a', false, true, [0], {}, ' '].map(value => [value]))('%j is filled', (value) => {
    expect(filled(value)).toBe(true);
  });

  test.each([undefined, null, 0, '', []].map(value => [value]))('%j is not filled', (value) => {
    expect(filled(value)).toBe(false);
  });
});

describe('what it is', () => {
  test.each<[unknown, unknown]>([[{ a: 1 }, { a: 1 }], [null, {}], [undefined, {}], ['text', {}], [5, {}], [[1], [1]]])('fields of %j are %j', (value, read) => {
    expect(fields(value)).toEqual(read);
  });

  test.each<[unknown, unknown]>([[[1, 'a'], [1, 'a']], [undefined, []], [null, []], ['text', []], [{ 0: 'a', length: 1 }, []]])('the list in %j is %j', (value, read) => {
    expect(list(value)).toEqual(read);
  });

  test.each<[unknown, unknown]>([[[{ a: 1 }, null, 'text', { b: 2 }], [{ a: 1 }, {}, {}, { b: 2 }]], [undefined, []], ['text', []], [{}, []]])('the items of %j are %j, each in its place', (value, read) => {
    expect(items(value)).toEqual(read);
  });

  test.each<[unknown, unknown]>([[{ a: 1, b: null }, [['a', 1], ['b', null]]], [undefined, []], [null, []], ['text', []], [['a'], []], [5, []]])('the entries of %j are %j', (value, read) => {
    expect(entries(value)).toEqual(read);
  });

  test.each([['a', 'a'], ['', 'else'], [undefined, 'else'], [null, 'else'], [5, 'else'], [{}, 'else']])('the text %p is %p', (value, read) => {
    expect(text(value, 'else')).toBe(read);
  });

  test.each([['a', 'a'], ['', ''], [5, '5'], [true, 'true'], [null, 'null'], [undefined, 'undefined'], [{ a: 1 }, ''], [['a'], ''], [Object.create(null), '']])('the scalar %p is %p', (value, read) => {
    expect(scalar(value)).toBe(read);
  });

  test.each([[0, 0], [3, 3], [1.5, 1.5], ['3', 7], [undefined, 7], [null, 7], [{}, 7]])('the count %p is %p', (value, read) => {
    expect(count(value, 7)).toBe(read);
  });
});

describe('what it means', () => {
  test('only a Service with clusterIP None is headless', () => {
    const services = [headless(), service(), headless({ 'spec.clusterIP': 'none' }), headless({ spec: null }), {}];
    expect(services.map(isHeadless)).toEqual([true, false, false, false, false]);
  });

  test('init containers come first, each with its path', () => {
    const set = { kind: 'StatefulSet', spec: { template: { spec: { containers: [{ name: 'a' }, null], initContainers: [{ name: 'b' }] } } } };
    expect(containers(set)).toEqual([
      { container: { name: 'b' }, path: 'spec.template.spec.initContainers[0]', init: true },
      { container: { name: 'a' }, path: 'spec.template.spec.containers[0]', init: false },
      { container: {}, path: 'spec.template.spec.containers[1]', init: false },
    ]);
  });

  test.each<[string, unknown, string]>([
    ['Pod', { metadata: 1, spec: 2 }, ''],
    ['CronJob', { spec: { jobTemplate: { spec: { template: { metadata: 1, spec: 2 } } } } }, 'spec.jobTemplate.spec.template.'],
    ...['DaemonSet', 'Deployment', 'Job', 'ReplicaSet', 'ReplicationController', 'StatefulSet'].map((kind): [string, unknown, string] => [kind, { spec: { template: { metadata: 1, spec: 2 } } }, 'spec.template.']),
  ])('a %s has its pod in %j', (kind, rest, path) => {
    const [metadata, spec] = [{ labels: { app: 'db' } }, { containers: [{ name: 'db' }] }];
    const manifest = JSON.parse(JSON.stringify({ kind, ...rest as object }).replace('"metadata":1', `"metadata":${JSON.stringify(metadata)}`).replace('"spec":2', `"spec":${JSON.stringify(spec)}`));
    expect(podTemplate(manifest)).toEqual({ metadata, spec, path });
    expect(containers(manifest)).toEqual([{ container: { name: 'db' }, path: `${path}spec.containers[0]`, init: false }]);
    expect(podLabels(manifest)).toEqual({ app: 'db' });
    expect(POD_KINDS).toContain(kind);
  });

  test.each([{}, { spec: null }, { spec: { template: null } }, { spec: { template: { spec: null } } }, { spec: { template: { spec: { containers: {}, initContainers: 'b' } } } }])('there are no containers in %j', (set) => {
    expect(containers(set)).toEqual([]);
  });

  test.each<[string, unknown, unknown]>([
    ['spec.template.metadata.labels', { app: 'db' }, { app: 'db' }], ['spec.template.metadata.labels', null, {}], ['spec.template.metadata.labels', 'app', {}], ['spec.template.metadata', null, {}], ['spec.template', null, {}], ['spec', null, {}],
  ])('where %s is %j the pods have labels %j', (path, value, labels) => {
    expect(podLabels(statefulSet({ [path]: value }))).toEqual(labels);
  });

  test.each<[unknown, unknown, number]>([
    [3, 0, 2], [3, 5, 7], [1, 0, 0], [0, 0, 0], [0, 5, 5], [-1, 0, 0], [undefined, undefined, 0], [null, null, 0], ['3', '5', 0],
  ])('of %p replicas from %p the last ordinal is %p', (replicas, start, last) => {
    expect(lastOrdinal({ spec: { replicas, ordinals: { start } } })).toBe(last);
  });

  test.each([{}, { spec: null }, { spec: 'text' }, { spec: { ordinals: null } }])('the last ordinal of %j is 0', (set) => {
    expect(lastOrdinal(set)).toBe(0);
  });
});

describe('quantities', () => {
  test.each([
    ['0', 0], ['1', 1], ['1.', 1], ['1.5', 1.5], ['.5', 0.5], ['+1', 1], [1, 1], [0.5, 0.5], [1e21, 1e21],
    ['1n', 1e-9], ['1u', 1e-6], ['1m', 1e-3], ['1k', 1e3], ['1M', 1e6], ['1G', 1e9], ['1T', 1e12], ['1P', 1e15], ['1E', 1e18],
    ['1Ki', 1024], ['1Mi', 1024 ** 2], ['1Gi', 1024 ** 3], ['1Ti', 1024 ** 4], ['1Pi', 1024 ** 5], ['1Ei', 1024 ** 6],
    ['1e3', 1e3], ['1E3', 1e3], ['1e+3', 1e3], ['15e-1', 1.5], ['1.5Gi', 1.5 * 1024 ** 3],
  ])('the quantity %p is %p', (value, number) => {
    expect(quantity(value)).toBeCloseTo(number, 12);
  });

  test.each(['', '.', '-1', '1 Gi', 'Gi', '1gi', '1GiB', '1K', '1e', '1e1.5', 'e3', '0x10', ' 1', '1\n', NaN, Infinity, -1, undefined, null, true, ['1'], {}])('%p is no quantity', (value) => {
    expect(quantity(value)).toBeNaN();
  });
});

describe('selectors', () => {
  const LABELS = { app: 'db', tier: 'data' };
  const expression = (key: unknown, operator: unknown, values?: unknown) => ({ matchExpressions: [{ key, operator, values }] });

  test.each<[unknown]>([
    [undefined], [null], [{}], ['text'], [{ matchLabels: { app: 'db' } }], [{ matchLabels: LABELS }], [{ matchLabels: null, matchExpressions: null }],
    [expression('app', 'In', ['db', 'mongo'])], [expression('app', 'NotIn', ['mongo'])], [expression('other', 'NotIn', ['db'])], [expression('app', 'NotIn', 'db')],
    [expression('app', 'Exists')], [expression('other', 'DoesNotExist')], [expression('toString', 'DoesNotExist')], [expression({}, 'DoesNotExist')],
  ])('a selector of %j matches', (selector) => {
    expect(selects(selector, LABELS)).toBe(true);
  });

  test.each<[unknown]>([
    [{ matchLabels: { app: 'mongo' } }], [{ matchLabels: { app: 'db', other: 'x' } }], [{ matchLabels: { app: null } }],
    [expression('app', 'In', ['mongo'])], [expression('app', 'In')], [expression('other', 'In', ['db'])], [expression('app', 'NotIn', ['db'])],
    [expression('other', 'Exists')], [expression('toString', 'Exists')], [expression('app', 'DoesNotExist')], [expression(['app'], 'Exists')],
    [{ matchLabels: { app: 'mongo' }, ...expression('app', 'Exists') }],
    [{ matchExpressions: [{ key: 'app', operator: 'Exists' }, { key: 'other', operator: 'Exists' }] }],
  ])('a selector of %j does not match', (selector) => {
    expect(selects(selector, LABELS)).toBe(false);
  });
});
