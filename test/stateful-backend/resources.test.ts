import { Size } from 'cdk8s';
import * as kplus from 'cdk8s-plus-28';
import { StatefulBackend } from '../../src';
import { chart, only } from '../support/synth';

const written = (resources?: kplus.ContainerResources) => {
  const { containers, initContainers } = only('StatefulSet', new StatefulBackend(chart(), 'db', { containers: [{ image: 'x:1', resources }], initContainers: [{ image: 'x:1', resources }] })).spec.template.spec;
  expect(initContainers[0].resources).toEqual(containers[0].resources);
  return containers[0].resources;
};

test.each<[kplus.ContainerResources | undefined, unknown]>([
  [undefined, undefined],
  [{}, undefined],
  [{ cpu: { request: kplus.Cpu.millis(10) } }, { requests: { cpu: '10m' } }],
  [{ cpu: { request: kplus.Cpu.units(0.5), limit: kplus.Cpu.millis(1000) } }, { requests: { cpu: '500m' }, limits: { cpu: '1' } }],
  [{ memory: { limit: Size.gibibytes(1) } }, { limits: { memory: '1Gi' } }],
  [{ memory: { request: Size.kibibytes(1536), limit: Size.gibibytes(1.3) } }, { requests: { memory: '1536Ki' }, limits: { memory: '1395864371200m' } }],
  [{ ephemeralStorage: { request: Size.mebibytes(512), limit: Size.tebibytes(1) } }, { requests: { 'ephemeral-storage': '512Mi' }, limits: { 'ephemeral-storage': '1Ti' } }],
])('resources of %j are written as they were asked for, in whichever unit, and as the server spells it', (resources, said) => expect(written(resources)).toEqual(said));
