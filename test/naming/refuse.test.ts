import { counted, needed, refuse, sentence, wholeNumber } from '../../src/naming/refuse';
import { complaint } from '../support/synth';

test.each([
  ['NodePort', "'NodePort'"], ['', "''"], ['a\nb', "'a\\nb'"], [0, '0'], [NaN, 'NaN'], [1.5, '1.5'], [undefined, 'nothing'], [null, 'null'], [false, 'false'],
  [['a'], '["a"]'], [{ a: 1 }, '{"a":1}'],
])('shows %p as %s', (got, shown) => {
  expect(sentence('prod/db', { what: 'seeds', allowed: 'right', got })).toBe(`prod/db: 'seeds' must be right, got ${shown}`);
});

test('says what to do instead where there is something to say', () => {
  expect(complaint(() => refuse('prod/db', { what: 'type', allowed: 'left out', got: 'x', instead: 'do this' }))).toBe("prod/db: 'type' must be left out, got 'x'; do this");
});

test.each([1, 2, 3])('takes %p for a whole number from 1 to 3', number => expect(wholeNumber('prod/db', 'seeds', number, 1, 3)).toBe(number));

test.each([0, 4, 1.5, NaN, -1, Infinity])('rejects %p as a whole number from 1 to 3', (number) => {
  expect(complaint(() => wholeNumber('prod/Db', 'seeds', number, 1, 3))).toBe(`prod/Db: 'seeds' must be a whole number from 1 to 3, got ${number}`);
});

test.each([[0, '0 peers'], [1, '1 peer'], [2, '2 peers']])('counts %p in words that fit', (number, words) => expect(counted(number, 'peer')).toBe(words));

test('counts what has a plural of its own', () => expect([1, 3].map(number => counted(number, 'entry', 'entries'))).toEqual(['1 entry', '3 entries']));

test('names no upper limit where there is none', () => {
  expect(wholeNumber('prod/db', 'maxSkew', 9007199254740991, 1)).toBe(9007199254740991);
  expect(complaint(() => wholeNumber('prod/db', 'maxSkew', 0, 1))).toBe("prod/db: 'maxSkew' must be a whole number, 1 or more, got 0");
});

test.each([0, '', false, 'given'])('takes %p for given', value => expect(needed('prod/db', 'size', value, 'a Size')).toBe(value));

test.each([undefined, null])('rejects %p where something must be given', (value) => {
  expect(complaint(() => needed('prod/db', 'size', value as string | undefined, 'a Size'))).toBe("prod/db: 'size' must be a Size, got nothing");
});
