import * as fc from 'fast-check';
import { Composer, parseAllDocuments, stringify } from 'yaml';
import { documents } from '../../src/cli/documents';

/** The values that were read, and of what cannot be read where and why. */
const read = (text: string) => [...documents(text)].map(each => 'message' in each ? `${each.line}:${each.column} ${each.message}` : each.value);

test.each<[string, string, unknown[]]>([
  ['nothing', '', []],
  ['a comment', '# nothing\n', []],
  ['empty documents', '---\n---\n', [null, null]],
  ['several documents', 'a: 1\n---\nb: [x, "y", 1.5, true, ~]\n', [{ a: 1 }, { b: ['x', 'y', 1.5, true, null] }]],
  ['JSON', '{"a": [1, {"b": "\\u00e9\\ud83d\\ude00\\/"}]}', [{ a: [1, { b: 'é😀/' }] }]],
  ['what kubectl takes for true and false', 'a: yes\nb: off\n', [{ a: true, b: false }]],
  ['numbers as kubectl reads them', 'a: 0777\nb: 0x10\nc: 1_000\nd: 1e3\n', [{ a: 511, b: 16, c: 1000, d: 1000 }]],
  ['what kubectl takes for text', 'a: 1:30\nb: 2001-12-14\nc: !!str 5\n', [{ a: '1:30', b: '2001-12-14', c: '5' }]],
  ['a BOM and CRLF', '\ufeffa: 1\r\nb:\r\n  - 2\r\n', [{ a: 1, b: [2] }]],
  ['aliases', 'a: &x {b: [1]}\nc: *x\n', [{ a: { b: [1] }, c: { b: [1] } }]],
  ['an anchor that is used again', 'a: &x 1\nb: *x\nc: &x 2\nd: *x\n', [{ a: 1, b: 1, c: 2, d: 2 }]],
  ['an alias as a key', 'a: &x k\n*x : 1\n', [{ a: 'k', k: 1 }]],
  ['merged maps, of which the own field and the first map go first', 'a: &x {k: 1, l: 1}\nb: &y {l: 2, m: 2}\nc:\n  <<: [*x, *y]\n  k: 3\n', [{ a: { k: 1, l: 1 }, b: { l: 2, m: 2 }, c: { k: 3, l: 1, m: 2 } }]],
  ['an anchor of a map beside, merged', 'a: &x {k: 1}\n<<: *x\n', [{ a: { k: 1 }, k: 1 }]],
  ['a value that is left out, between an anchor and its alias', '{a: &x 1, b, c: *x}', [{ a: 1, b: null, c: 1 }]],
  ['a flow map of keys alone', '{a, ? b}', [{ a: null, b: null }]],
  ['a quoted <<, which is a key', '"<<": 1\n', [{ '<<': 1 }]],
  ['keys that are numbers or truths', '80: a\ntrue: b\n', [{ 80: 'a', true: 'b' }]],
])('a text of %s is read', (_what, text, values) => {
  expect(read(text)).toEqual(values);
});

test('keys that every object has from birth are keys like others', () => {
  const [value] = read('__proto__: {polluted: 1}\nconstructor: 2\nspec:\n  __proto__: 3\n') as [Record<string, unknown>];
  expect(Object.keys(value)).toEqual(['__proto__', 'constructor', 'spec']);
  expect(Object.getPrototypeOf(value)).toBe(Object.prototype);
  expect(({} as Record<string, unknown>).polluted).toBeUndefined();
});

test.each<[string, string, string]>([
  ['a key that is there twice', 'a: 1\nb:\n  c: 1\n  "c": 2\n', "4:3 'c' occurs twice in one map"],
  ['a quote that is not closed', 'a: "x\n', '2:1 Missing closing "quote'],
  ['a tab as indentation', 'a:\n\t- b\n', '2:1 Tabs are not allowed as indentation'],
  ['a key that is a list', '? [a]\n: b\n', '1:3 a key of a map must be text'],
  ['a key that is nothing', 'a: 1\n: b\n', '2:1 a key of a map must be text'],
  ['an alias of nothing', 'a: [1, *x]\n', "1:8 no anchor 'x' before its alias"],
  ['<< of text', 'a:\n  <<: x\n', "2:3 '<<' must be followed by a map, or a list of maps"],
  ['NUL', 'a: 1\nb: x\u0000\n', '2:5 there is a control character, U+0000'],
  ['an escape in the first line', '\u001b[2J', '1:1 there is a control character, U+001B'],
  ['a list in itself', 'a: &x [*x]\n', '1:8 values are nested more than 200 deep, or contain themselves'],
  ['a map merged into itself', 'a: &x {<<: *x}\n', '1:8 values are nested more than 200 deep, or contain themselves'],
  ['lists in lists', 'a: '.concat('['.repeat(1e5)), '1:203 values are nested more than 200 deep'],
  ['maps in maps', Array.from({ length: 1e3 }, (_, i) => `${' '.repeat(i)}a:`).join('\n'), '200:201 values are nested more than 200 deep'],
  ['a bomb', `a: &a [${Array(9).fill('x').join()}]\n${['b', 'c', 'd', 'e', 'f', 'g'].map((name, i) => `${name}: &${name} [${Array(99).fill(`*${'abcdef'[i]}`).join()}]\n`).join('')}`,
    '1:20 a document has more than 1000000 values; aliases count as often as they are used'],
  ['a line that is longer than any object', `a: ${'x'.repeat(5e6)}\n`, '1:4 a value is longer than 4194304 characters'],
])('%s is told, with its place', (_what, text, said) => {
  expect(read(text)).toEqual([said]);
});

test('what the parser fails at is told as well', () => {
  const next = jest.spyOn(Composer.prototype, 'next').mockImplementation(() => { throw new Error('out of order'); });
  expect(read('a: 1')).toEqual(['1:1 out of order']);
  next.mockRestore();
});

test('what stands before and after a broken document is read', () => {
  expect(read('a: 1\n---\nb: [\n---\nc: 3\n')).toEqual([{ a: 1 }, expect.stringMatching(/^\d:\d .*\]/), { c: 3 }]);
});

describe('limits', () => {
  const LIMITS = { characters: 10, tokensOfOne: 16, tokensOfAll: 18, values: 4 };
  const limited = (text: string) => [...documents(text, LIMITS)].map(each => 'message' in each ? `${each.line}:${each.column} ${each.message}` : each.value);

  test.each<[string, unknown[]]>([
    ['a: 1234567890', [{ a: 1234567890 }]],
    ['a: 12345678901', ['1:4 a value is longer than 10 characters']],
    ['[1,2,3]', [[1, 2, 3]]],
    ['[1,2,3,4]', ['1:8 a document has more than 4 values; aliases count as often as they are used']],
    ['[1,2,3,4,5,6]', ['1:12 a document has more than 16 tokens']],
    ['---\na\n---\nb\n', ['a', 'b']],
    ['---\na\n---\nb\n---\nc\n---\nd\n', ['a', 'b', '8:1 the documents have more than 18 tokens']],
  ])('%j is %j', (text, values) => {
    expect(limited(text)).toEqual(values);
  });
});

test('whatever is written is read as it was, and as the parser reads it', () => {
  const leaf = fc.oneof(fc.string(), fc.integer(), fc.boolean(), fc.constant(null), fc.constantFrom('yes', '0777', '1:30', '<<', '~', '2001-01-01'));
  const { value } = fc.letrec<{ value: unknown }>(tie => ({ value: fc.oneof({ maxDepth: 4 }, leaf, fc.array(tie('value')), fc.dictionary(fc.string(), tie('value'))) }));
  fc.assert(fc.property(value, (one) => {
    const json = JSON.stringify(one);
    // eslint-disable-next-line no-control-regex
    if (!/[\u007f-\u009f\ufffe\uffff]/.test(json)) expect(JSON.stringify(read(json)[0])).toBe(json);
    const text = stringify(one, { version: '1.1' });
    // eslint-disable-next-line no-control-regex
    if (!text.includes('<<') && !/[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f\ufffe\uffff]/.test(text)) expect(read(text)[0] ?? null).toEqual(parseAllDocuments(text, { version: '1.1' })[0]!.toJS());
  }), { numRuns: 200 });
});

test('whatever is there, it ends, with values or with a reason', () => {
  const words = fc.constantFrom('a', ': ', '- ', '[', ']', '{', '}', ',', '\n', '  ', '&a ', '*a', '<<', '"', "'", '|', '>', '#', '---\n', '...\n', '%YAML 1.2\n', '!', '\t', '? ', '\r\n', '0', '~', '\u0000');
  fc.assert(fc.property(fc.array(words, { maxLength: 40 }), (parts) => {
    for (const each of documents(parts.join(''))) {
      const place = 'message' in each ? each : each.positions.first;
      expect([place.line, place.column].every(number => Number.isInteger(number) && number > 0)).toBe(true);
    }
  }), { numRuns: 1000 });
});
