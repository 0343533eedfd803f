import { remembered } from '../../src/naming/remembered';

/** The length of a text, and how often one was measured. */
function measuring() {
  const measured: string[] = [];
  return { measured, lengthOf: remembered((text) => { measured.push(text); return text.length; }) };
}

test('what is known of a text is not found out again', () => {
  const { measured, lengthOf } = measuring();
  expect(['a', '', 'bc', 'a', ''].map(lengthOf)).toEqual([1, 0, 2, 1, 0]);
  expect(measured).toEqual(['a', '', 'bc']);
});

test('not all of a great many texts are kept', () => {
  const { measured, lengthOf } = measuring();
  for (let i = 0; i < 1001; i++) lengthOf(`text ${i}`);
  expect([lengthOf('text 1000'), measured.length]).toEqual([9, 1001]);
  expect([lengthOf('text 0'), measured.length]).toEqual([6, 1002]);
});

test('a long one is not', () => {
  const { measured, lengthOf } = measuring();
  const long = 'x'.repeat(257);
  expect([lengthOf(long), lengthOf(long)]).toEqual([257, 257]);
  expect(measured).toEqual([long, long]);
});
