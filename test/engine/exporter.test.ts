import { Size } from 'cdk8s';
import * as kplus from 'cdk8s-plus-28';
import { Monitor } from '../../src';
import { exporterOf } from '../../src/engine/exporter';
import { complaint } from '../support/synth';

const resources = { cpu: { request: kplus.Cpu.millis(50) } };
const NEED = { port: 9000, resources, taken: [7000, 7001], users: 'the server uses' };

test.each<[{ readonly port?: number }, number]>([[{}, 9000], [{ port: undefined }, 9000], [{ port: 1024 }, 1024], [{ port: 65535 }, 65535]])('an exporter of %j tells metrics on port %i', (exporter, port) => {
  expect(exporterOf<{ image: string; port?: number }>('prod/db', { image: 'x:1', ...exporter }, NEED)).toEqual({ image: 'x:1', port, resources, monitor: Monitor.none() });
});

test('what is said of its resources and its monitor is kept', () => {
  const said = { port: 9001, resources: { memory: { limit: Size.mebibytes(64) } }, monitor: Monitor.podMonitor() };
  expect(exporterOf('prod/db', said, NEED)).toEqual(said);
});

test.each([[1023, 'a whole number from 1024 to 65535'], [65536, 'a whole number from 1024 to 65535'], [7001, 'a port other than 7000, 7001, which the server uses']])('none may on port %i', (port, allowed) => {
  expect(complaint(() => exporterOf('prod/db', { port }, NEED))).toBe(`prod/db: 'exporter.port' must be ${allowed}, got ${port}`);
});

test('where there is no exporter, there is no port', () => expect(exporterOf('prod/db', undefined, NEED)).toBeUndefined());
