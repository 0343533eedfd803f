import { remembered } from '../../src/naming/remembered';

test('a text that has passed is not tested again; one that has not, and whatever is no text, never passes', () => {
  const tested: string[] = [];
  const accepts = remembered((text) => { tested.push(text); return text === 'good'; });
  expect(['good', 'bad', 'good', 'bad', 5, null, undefined, ['good']].map(accepts)).toEqual([true, false, true, false, false, false, false, false]);
  expect(tested).toEqual(['good', 'bad', 'bad']);
});

test('not all of a great many texts are remembered', () => {
  let tested = 0;
  const accepts = remembered(() => { tested += 1; return true; });
  for (let i = 0; i < 1001; i++) expect(accepts(String(i))).toBe(true);
  expect([accepts('1000'), tested]).toEqual([true, 1001]);
  expect([accepts('0'), tested]).toEqual([true, 1002]);
});
