import { given } from '../../src/naming/given';

test('what is undefined is not there', () => {
  expect(Object.entries(given({ a: undefined, b: 1 }))).toEqual([['b', 1]]);
});

test.each([0, '', false, null])('%j is an answer to a prop', (value) => {
  expect(Object.entries(given({ a: value }))).toEqual([['a', value]]);
});
