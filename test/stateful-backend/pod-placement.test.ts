import * as kplus from 'cdk8s-plus-28';
import { StatefulBackend, StatefulBackendProps } from '../../src';
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
