import { hash } from '../../src/synthesis/hash';

test('is the same in whatever order maps are written, but not lists', () => {
  expect(hash({ b: [1, { d: null, c: 2 }], a: '' })).toBe(hash({ a: '', b: [1, { c: 2, d: null }] }));
  expect(hash([1, 2])).not.toBe(hash([2, 1]));
  expect(hash({ a: 1 })).toMatch(/^[0-9a-f]{8}$/);
});
