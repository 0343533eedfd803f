import * as kplus from 'cdk8s-plus-28';
import { DisruptionBudget, StatefulBackend, StatefulBackendProps, UnhealthyPodEvictionPolicy } from '../../src';
import { recommended } from '../support/labels';
import { chart, complaint, only, synth } from '../support/synth';

const define = (props: StatefulBackendProps) => new StatefulBackend(chart(), 'db', { containers: [{ image: 'x:1' }], ...props });
const kinds = (props: StatefulBackendProps) => synth(define(props)).map(manifest => manifest.kind);

const { absolute, percent } = kplus.PercentOrAbsolute;

test.each([0, 1])('there is no budget for %p pods', replicas => expect(kinds({ replicas })).toEqual(['Service', 'StatefulSet']));

test.each([2, 3, 50])('of %p pods one may be down, whatever state the others are in', (replicas) => {
  expect(only('PodDisruptionBudget', define({ replicas }))).toEqual({
    apiVersion: 'policy/v1',
    kind: 'PodDisruptionBudget',
    metadata: { name: 'db', namespace: 'prod', labels: recommended('db') },
    spec: { maxUnavailable: 1, selector: { matchLabels: { 'cdk8s.io/metadata.addr': 'db' } }, unhealthyPodEvictionPolicy: 'AlwaysAllow' },
  });
});

test.each([
  [DisruptionBudget.maxUnavailable(absolute(0)), { maxUnavailable: 0 }],
  [DisruptionBudget.maxUnavailable(absolute(2)), { maxUnavailable: 2 }],
  [DisruptionBudget.maxUnavailable(percent(0)), { maxUnavailable: '0%' }],
  [DisruptionBudget.minAvailable(percent(100)), { minAvailable: '100%' }],
  [DisruptionBudget.minAvailable(absolute(2)), { minAvailable: 2 }],
])('another budget can be asked for: %#', (disruptionBudget, { ...fields }) => {
  const { selector, unhealthyPodEvictionPolicy, ...rest } = only('PodDisruptionBudget', define({ disruptionBudget })).spec;
  expect(rest).toEqual(fields);
  expect([selector, unhealthyPodEvictionPolicy]).toEqual([{ matchLabels: { 'cdk8s.io/metadata.addr': 'db' } }, 'AlwaysAllow']);
});

test('pods that are not ready can be made to count', () => {
  const options = { unhealthyPodEvictionPolicy: UnhealthyPodEvictionPolicy.IF_HEALTHY_BUDGET };
  expect(only('PodDisruptionBudget', define({ disruptionBudget: DisruptionBudget.minAvailable(absolute(1), options) })).spec.unhealthyPodEvictionPolicy).toBe('IfHealthyBudget');
});

test('it can be turned off', () => {
  expect(kinds({ replicas: 3, disruptionBudget: DisruptionBudget.none() })).toEqual(['Service', 'StatefulSet']);
});

test.each([
  [DisruptionBudget.maxUnavailable(absolute(-1)), 'maxUnavailable', '-1'],
  [DisruptionBudget.maxUnavailable(absolute(1.5)), 'maxUnavailable', '1.5'],
  [DisruptionBudget.minAvailable(percent(101)), 'minAvailable', "'101%'"],
  [DisruptionBudget.minAvailable(percent(-1)), 'minAvailable', "'-1%'"],
  [DisruptionBudget.minAvailable(percent(NaN)), 'minAvailable', "'NaN%'"],
])('rejects an amount that is none: %#', (disruptionBudget, what, got) => {
  expect(complaint(() => define({ disruptionBudget }))).toBe(
    `prod/db: 'disruptionBudget.${what}' must be a whole number of pods, 0 or more, or from 0% to 100%, got ${got}`,
  );
});
