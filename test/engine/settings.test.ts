import { Size } from 'cdk8s';
import * as kplus from 'cdk8s-plus-28';
import { exporterPort, matching, memoryLimit, requested } from '../../src/engine/settings';
import { complaint } from '../support/synth';

const NEED = { least: 512, because: 'the cache is derived from it' };

test.each(['ab', 'a'])('the text %p is of the form', text => expect(matching('prod/db', 'name', text, /^[ab]+$/, 'letters')).toBe(text));
test.each([['', "''"], ['c', "'c'"], [5 as never, '5']])('%p is not of the form', (text, got) => {
  expect(complaint(() => matching('prod/db', 'name', text, /^[ab]+$/, 'letters'))).toBe(`prod/db: 'name' must be letters, got ${got}`);
});

test.each([[Size.mebibytes(512), 512], [Size.kibibytes(524289), 512.0009765625]])('%j of memory are enough', (limit, mebibytes) => {
  expect(memoryLimit('prod/db', 'resources', { memory: { limit } }, NEED)).toBe(mebibytes);
});

test.each<[kplus.ContainerResources, string]>([
  [{}, 'nothing'], [{ memory: {} }, 'nothing'], [{ memory: { limit: Size.mebibytes(511) } }, "'511 MiB'"], [{ memory: { limit: Size.mebibytes(NaN) } }, "'NaN MiB'"],
])('%j of memory are not enough', (resources, got) => {
  expect(complaint(() => memoryLimit('prod/db', 'hidden.resources', resources, NEED))).toBe(
    `prod/db: 'hidden.resources.memory.limit' must be 512 MiB or more, because the cache is derived from it, got ${got}`,
  );
});

test('as much is requested as may be used, unless said otherwise', () => {
  const [less, more] = [Size.mebibytes(1), Size.mebibytes(2)];
  expect(requested({ memory: { limit: more } })).toEqual({ memory: { request: more, limit: more } });
  expect(requested({ memory: { request: less, limit: more } })).toEqual({ memory: { request: less, limit: more } });
  expect(requested({})).toEqual({ memory: {} });
});

test.each<[{ readonly port?: number }, number]>([[{}, 9000], [{ port: undefined }, 9000], [{ port: 1024 }, 1024], [{ port: 65535 }, 65535]])('an exporter of %j tells metrics on port %i', (exporter, port) => {
  expect(exporterPort<{ image: string; port?: number }>('prod/db', { image: 'x:1', ...exporter }, 9000, [7000], 'the server uses')).toEqual({ image: 'x:1', port });
});

test.each([[1023, 'a whole number from 1024 to 65535'], [65536, 'a whole number from 1024 to 65535'], [7001, 'a port other than 7000, 7001, which the server uses']])('none may on port %i', (port, allowed) => {
  expect(complaint(() => exporterPort('prod/db', { port }, 9000, [7000, 7001], 'the server uses'))).toBe(`prod/db: 'exporter.port' must be ${allowed}, got ${port}`);
});

test('where there is no exporter, there is no port', () => expect(exporterPort('prod/db', undefined, 9000, [], '')).toBeUndefined());
