import * as fc from 'fast-check';
import { inOrder } from '../../src/synthesis/in-order';
import { anyCharacter } from '../support/characters';

test.each([5, 100])('up to %d keys are put in the order of sort', (maxLength) => {
  fc.assert(fc.property(fc.array(fc.oneof(fc.string(), fc.string({ unit: anyCharacter }), fc.constantFrom('a', 'B', 'ä', '10', '9')), { maxLength }), (keys) => {
    expect(inOrder([...keys])).toEqual([...keys].sort());
  }));
});

test('many keys are sorted as well', () => {
  const keys = Array.from({ length: 1000 }, (_, i) => String(i * 7919 % 1000));
  expect(inOrder([...keys])).toEqual([...keys].sort());
});
