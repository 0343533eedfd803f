import { printable } from '../../src/naming/printable';

test.each([
  ['plain text', "a 'b' ~", "a 'b' ~"],
  ['letters of any language, and an emoji', 'é ж 名 🙂', 'é ж 名 🙂'],
  ['the end of a line', 'a\nb\r', 'a?b?'],
  ['what moves the cursor', '\u001b[2Ja', '?[2Ja'],
  ['a tab, and the last control character below the letters', '\t\u001f ', '?? '],
  ['the control characters after the letters', '\u007e\u007f\u0080\u009f\u00a0', '~???\u00a0'],
  ['the two ends of a line that are no ASCII', '\u2027\u2028\u2029\u202a', '\u2027??\u202a'],
  ['what XML cannot hold', '\ufffd\ufffe\uffff', '\ufffd??'],
  ['half an emoji', '\ud83dx', '?x'],
])('%s is shown, with a ? for whatever is unfit for a terminal: %j', (_title, text, shown) => {
  expect(printable(text)).toBe(shown);
});
