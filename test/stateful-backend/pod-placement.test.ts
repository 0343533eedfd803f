import { Duration, Lazy } from 'cdk8s';
import * as kplus from 'cdk8s-plus-28';
import { PodPlacement, StatefulBackend, StatefulBackendProps } from '../../src';
import { cluster as ring } from '../cassandra/support/cluster';
import { cluster as set } from '../mongo/support/cluster';
import { chart, complaint, only } from '../support/synth';

const define = (props: StatefulBackendProps) => new StatefulBackend(chart(), 'db', { containers: [{ image: 'x:1' }], ...props });
const pod = (props: StatefulBackendProps) => only('StatefulSet', define(props)).spec.template.spec;
const pool = (...values: string[]) => kplus.Node.labeled(kplus.NodeLabelQuery.in('pool', values));
const term = (...values: string[]) => ({ matchExpressions: [{ key: 'pool', operator: 'In', values }] });

test('taints are tolerated, whether a prop says so or the scheduling', () => {
  const db = define({ tolerations: [kplus.NodeTaintQuery.is('dedicated', 'databases', { effect: kplus.TaintEffect.NO_SCHEDULE }), kplus.NodeTaintQuery.any()] });
  db.scheduling.tolerate(kplus.Node.tainted(kplus.NodeTaintQuery.exists('later')));
  expect(only('StatefulSet', db).spec.template.spec.tolerations).toEqual([
    { effect: 'NoSchedule', key: 'dedicated', operator: 'Equal', value: 'databases' }, { operator: 'Exists' }, { key: 'later', operator: 'Exists' },
  ]);
});

test('of nodes without a weight one is enough, and others are preferred', () => {
  const { affinity } = pod({ nodeAffinity: [{ node: pool('a') }, { node: pool('b', 'c'), weight: undefined }, { node: pool('d'), weight: 1 }, { node: pool('e'), weight: 100 }] });
  expect(affinity).toEqual({
    nodeAffinity: {
      requiredDuringSchedulingIgnoredDuringExecution: { nodeSelectorTerms: [term('a'), term('b', 'c')] },
      preferredDuringSchedulingIgnoredDuringExecution: [{ weight: 1, preference: term('d') }, { weight: 100, preference: term('e') }],
    },
  });
});

test('what is said twice goes together', () => {
  const { nodeSelector, priorityClassName } = pod({
    nodeSelector: { a: 'b', same: 'x' }, priorityClassName: 'high', podFields: { nodeSelector: { c: 'd', same: 'x' }, priorityClassName: 'high' },
  });
  expect([nodeSelector, priorityClassName]).toEqual([{ a: 'b', c: 'd', same: 'x' }, 'high']);
});

test.each<StatefulBackendProps>([
  {}, { tolerations: [], nodeAffinity: [], nodeSelector: {} }, { tolerations: undefined, nodeAffinity: undefined, nodeSelector: undefined, priorityClassName: undefined },
  { nodeSelector: { a: undefined } as never, podFields: { priorityClassName: undefined } },
])('nothing is said where nothing is asked: %j', (props) => {
  const { tolerations, affinity, nodeSelector, priorityClassName } = pod(props);
  expect([tolerations, affinity, nodeSelector, priorityClassName]).toEqual([undefined, undefined, undefined, undefined]);
});

test.each<[StatefulBackendProps, string]>([
  [{ nodeAffinity: [{ node: pool('a') }, { node: pool('b'), weight: 0 }] }, "'nodeAffinity[1].weight' must be a whole number from 1 to 100, got 0"],
  [{ nodeAffinity: [{ node: pool('b'), weight: 1.5 }] }, "'nodeAffinity[0].weight' must be a whole number from 1 to 100, got 1.5"],
  [{ nodeAffinity: [{ node: pool('b'), weight: NaN }] }, "'nodeAffinity[0].weight' must be a whole number from 1 to 100, got NaN"],
  [{ priorityClassName: 'low', podFields: { priorityClassName: 'high' } }, "'priorityClassName' must be 'high' or left out, because podFields says it, too, got 'low'"],
  [{ nodeSelector: { a: 'b' }, podFields: { nodeSelector: { a: '' } } }, "'nodeSelector.a' must be '' or left out, because podFields says it, too, got 'b'"],
  [{ assignedUser: true, securityContext: { user: 1 } }, "'securityContext.user' must be left out if assignedUser leaves it to the cluster, got 1"],
])('a placement of case %# is refused', (props, said) => expect(complaint(() => define(props))).toBe(`prod/db: ${said}`));

test('a user who is assigned is not named, and volumes that are right already are not gone through', () => {
  const seccompProfile = { type: 'RuntimeDefault' };
  expect(pod({ assignedUser: true }).securityContext).toEqual({ runAsNonRoot: true, fsGroupChangePolicy: 'OnRootMismatch', seccompProfile });
  expect(pod({ assignedUser: true, securityContext: { user: undefined, ensureNonRoot: false } }).securityContext).toEqual({ runAsNonRoot: false, fsGroupChangePolicy: 'OnRootMismatch', seccompProfile });
  for (const assignedUser of [false, undefined]) expect(pod({ assignedUser }).securityContext).toEqual({ runAsNonRoot: true, seccompProfile });
});

const VALUE = "empty, or up to 63 letters, digits, '-', '_' or '.', beginning and ending with a letter or digit";
const QUALIFIED = "up to 63 letters, digits, '-', '_' or '.', beginning and ending with a letter or digit, after an optional domain and '/'";
const KEYS = "labels whose keys are up to 63 letters, digits, '-', '_' or '.', after an optional domain and '/'";
const { NodeLabelQuery, NodeTaintQuery } = kplus;
const { NO_EXECUTE } = kplus.TaintEffect;
const late = (value: unknown) => Lazy.any({ produce: () => value }) as never;
const tolerating = (query: kplus.NodeTaintQuery) => ({ tolerations: [NodeTaintQuery.any(), query] });
const on = (query: kplus.NodeLabelQuery, weight?: number) => ({ nodeAffinity: [{ node: kplus.Node.labeled(NodeLabelQuery.exists('pool'), query), weight }] });
const long = (length: number) => 'a'.repeat(length);

describe.each<[string, string, (props: PodPlacement & Pick<StatefulBackendProps, 'podFields'>) => unknown]>([
  ['a backend', 'prod/db', define],
  ['a ring', 'prod/events', props => ring(props)],
  ['a replica set', 'prod/orders', props => set(props)],
])('at %s', (_, where, make) => {
  test.each<[string, PodPlacement & Pick<StatefulBackendProps, 'podFields'>]>([
    ['a taint of 63 letters', tolerating(NodeTaintQuery.is(long(63), long(63)))],
    ['a taint with a domain, without a value', tolerating(NodeTaintQuery.is('example.org/a', ''))],
    ['a taint for no time at all', tolerating(NodeTaintQuery.exists('a', { effect: NO_EXECUTE, evictAfter: Duration.millis(0) }))],
    ['a taint that is told later', tolerating(NodeTaintQuery.is(late('a'), late('b')))],
    ['labels of 63 letters', { nodeSelector: { [long(63)]: long(63) }, podFields: { nodeSelector: { 'example.org/a': '' } } }],
    ['a label by the name of a method', { nodeSelector: { toString: 'x' }, podFields: { nodeSelector: { a: 'b' } } }],
    ['labels that are told later', { nodeSelector: { a: late('b') } }],
    ['nodes of one of two pools', on(NodeLabelQuery.in('example.org/a', [long(63), '']))],
    ['nodes that are told later', on(NodeLabelQuery.in(late('a'), late(['b'])))],
    ['a preference for what no label can be', on(NodeLabelQuery.is('a', 'b c'), 1)],
  ])('pods take %s', (__, props) => expect(() => make(props)).not.toThrow());

  test.each<[string, PodPlacement & Pick<StatefulBackendProps, 'podFields'>, string]>([
    ['a taint of 64 letters', tolerating(NodeTaintQuery.exists(long(64))), `'tolerations[1].key' must be ${QUALIFIED}, got '${long(64)}'`],
    ['a taint with a blank', tolerating(NodeTaintQuery.is('a b', 'c')), `'tolerations[1].key' must be ${QUALIFIED}, got 'a b'`],
    ['no taint', tolerating(NodeTaintQuery.is('', 'c')), "'tolerations[1].operator' must be 'Exists' if there is no key, got 'Equal'"],
    ['a value with a blank', tolerating(NodeTaintQuery.is('a', 'b c')), `'tolerations[1].value' must be ${VALUE}, got 'b c'`],
    ['a value of 64 letters', tolerating(NodeTaintQuery.is('a', long(64))), `'tolerations[1].value' must be ${VALUE}, got '${long(64)}'`],
    ['an effect that there is not', tolerating(NodeTaintQuery.is('a', 'b', { effect: 'Never' as never })), "'tolerations[1].effect' must be 'NoSchedule' or 'PreferNoSchedule' or 'NoExecute', got 'Never'"],
    ['a part of a second', tolerating(NodeTaintQuery.exists('a', { effect: NO_EXECUTE, evictAfter: Duration.millis(1500) })), "'tolerations[1].evictAfter' must be a whole number of seconds, 0 or more, got '1.5 seconds'"],
    ['taints that are told later, all at once', { tolerations: late([]) }, expect.stringContaining("'tolerations' must be a list, got ")],
    ['nodes that are told later, all at once', { nodeAffinity: late([]) }, expect.stringContaining("'nodeAffinity' must be a list, got ")],
    ['a label with a blank', { nodeSelector: { 'a b': 'c' } }, `'nodeSelector' must be ${KEYS}, got 'a b'`],
    ['a label without a key', { nodeSelector: { '': 'c' } }, `'nodeSelector' must be ${KEYS}, got ''`],
    ['a label with a value of 64 letters', { nodeSelector: { a: long(64) } }, `'nodeSelector.a' must be ${VALUE}, got '${long(64)}'`],
    ['a label with a blank among the fields', { podFields: { nodeSelector: { 'a b': 'c' } } }, `'podFields.nodeSelector' must be ${KEYS}, got 'a b'`],
    ['a label with a bad value among the fields', { podFields: { nodeSelector: { a: '-' } } }, `'podFields.nodeSelector.a' must be ${VALUE}, got '-'`],
    ['nodes of a label with a blank', on(NodeLabelQuery.exists('a b')), `'nodeAffinity[0].node.labelSelector[1].key' must be ${QUALIFIED}, got 'a b'`],
    ['nodes of a value with a blank', on(NodeLabelQuery.is('a', 'b c')), `'nodeAffinity[0].node.labelSelector[1].values[0]' must be ${VALUE}, got 'b c'`],
    ['nodes of none of several', on(NodeLabelQuery.in('a', [])), "'nodeAffinity[0].node.labelSelector[1].values' must be one or more values for 'In', got []"],
    ['a preference for a label with a blank', on(NodeLabelQuery.exists('a b'), 1), `'nodeAffinity[0].node.labelSelector[1].key' must be ${QUALIFIED}, got 'a b'`],
  ])('pods do not take %s', (__, props, said) => expect(complaint(() => make(props))).toEqual(typeof said === 'string' ? `${where}: ${said}` : said));
});
