import * as kplus from 'cdk8s-plus-28';
import { StatefulBackend, UpdateStrategy } from '../../src';
import { chart, complaint, only } from '../support/synth';

const define = (updateStrategy?: UpdateStrategy) => new StatefulBackend(chart(), 'db', { containers: [{ image: 'x:1' }], replicas: 3, updateStrategy });
const { absolute, percent } = kplus.PercentOrAbsolute;

test.each([
  [undefined, undefined],
  [UpdateStrategy.onDelete(), { type: 'OnDelete' }],
  [UpdateStrategy.rollingUpdate(), { type: 'RollingUpdate' }],
  [UpdateStrategy.rollingUpdate({ partition: 0 }), { type: 'RollingUpdate', rollingUpdate: { partition: 0 } }],
  [UpdateStrategy.rollingUpdate({ partition: 2, maxUnavailable: absolute(2) }), { type: 'RollingUpdate', rollingUpdate: { partition: 2, maxUnavailable: 2 } }],
  [UpdateStrategy.rollingUpdate({ maxUnavailable: percent(50) }), { type: 'RollingUpdate', rollingUpdate: { maxUnavailable: '50%' } }],
])('a strategy is written as it was asked for: %#', (strategy, written) => {
  expect(only('StatefulSet', define(strategy)).spec.updateStrategy).toEqual(written);
});

test.each([-1, 1.5, NaN])('rejects the partition %p', (partition) => {
  expect(complaint(() => define(UpdateStrategy.rollingUpdate({ partition })))).toBe(
    `prod/db: 'updateStrategy.partition' must be a whole number from 0 to 2147483647, got ${partition}`,
  );
});

test.each([[absolute(0), '0'], [percent(0), "'0%'"], [absolute(-1), '-1'], [percent(101), "'101%'"]])('rejects to update so many at a time: %#', (maxUnavailable, got) => {
  expect(complaint(() => define(UpdateStrategy.rollingUpdate({ maxUnavailable })))).toBe(
    `prod/db: 'updateStrategy.maxUnavailable' must be a whole number of pods, 1 or more, or from 1% to 100%, got ${got}`,
  );
});
