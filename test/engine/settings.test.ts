import { Size } from 'cdk8s';
import * as kplus from 'cdk8s-plus-28';
import { matching, memoryLimit, requested } from '../../src/engine/settings';
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
