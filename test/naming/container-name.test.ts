import * as kplus from 'cdk8s-plus-28';
import { USUAL_CONTAINER, usualInitContainer } from '../../src/naming/container-name';
import { chart } from '../support/synth';

test('containers without a name are called as cdk8s-plus calls them', () => {
  const pod = new kplus.Pod(chart(), 'pod', { containers: [{ image: 'x:1' }], initContainers: [{ image: 'x:1' }, { image: 'x:1', name: 'own' }, { image: 'x:1' }] });
  expect(pod.containers.map(({ name }) => name)).toEqual([USUAL_CONTAINER]);
  expect(pod.initContainers.map(({ name }) => name)).toEqual([usualInitContainer(0), 'own', usualInitContainer(2)]);
});
