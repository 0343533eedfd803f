import * as kplus from 'cdk8s-plus-28';
import { counted, eachIn, matching, Refusal, refuse, sentence, toldAt, wholeNumber } from '../../src/naming/refuse';
import { chart, complaint } from '../support/synth';

const circle: Record<string, unknown> = { a: 1 };
circle.list = [circle];
const twice = { b: 2 };
const secret = kplus.Secret.fromSecretName(chart(), 'secret', 'login');
const bare = Object.assign(Object.create(null) as object, { node: 1 });

test.each([
  ['NodePort', "'NodePort'"], ['', "''"], ['a\nb', "'a\\nb'"], [0, '0'], [NaN, 'NaN'], [1.5, '1.5'], [undefined, 'nothing'], [null, 'null'], [false, 'false'],
  [['a'], '["a"]'], [{ a: 1 }, '{"a":1}'],
  [1n, '1n'], [Symbol('a'), 'Symbol(a)'], [() => 1, 'a function'], [[1n, Symbol('a'), () => 1, NaN, Infinity], '["1n","Symbol(a)","a function","NaN","Infinity"]'],
  [circle, '{"a":1,"list":["(itself)"]}'], [[twice, twice], '[{"b":2},{"b":2}]'], [{ a: undefined, b: null, c: true, d: 'd' }, '{"b":null,"c":true,"d":"d"}'],
  [secret, 'a ImportedSecret'], [{ secret }, '{"secret":"a ImportedSecret"}'], [{ node: 1 }, '{"node":1}'], [bare, '{"node":1}'],
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

describe('what others complain of', () => {
  const thrown = (error: unknown) => complaint(() => toldAt('prod/db', () => { throw error; }));

  test('is told with the path', () => expect(thrown(new Error('no image'))).toBe('prod/db: no image'));

  test('is what we complain of as it is', () => {
    const refusal = new Refusal('prod/db: so');
    expect(() => toldAt('prod/other', () => { throw refusal; })).toThrow(refusal);
  });

  test('is what contains itself, in the end', () => {
    expect(thrown(new RangeError('Maximum call stack size exceeded'))).toBe("prod/db: 'props' must be something that ends, got 'what contains itself'");
  });

  test('is nothing where nothing is wrong', () => expect(toldAt('prod/db', () => 5)).toBe(5));
});

test('what is wrong with one of a list is said of its place in it, and of no other afterwards', () => {
  const give = (each: number) => void (each < 0 && refuse('prod/db', { what: 'size', allowed: '0 or more', got: each }));
  expect(() => eachIn('disks', [1, 2], give)).not.toThrow();
  expect(complaint(() => eachIn('disks', [1, -2], give))).toBe("prod/db: 'disks[1].size' must be 0 or more, got -2");
  expect(complaint(() => give(-1))).toBe("prod/db: 'size' must be 0 or more, got -1");
});

test.each(['ab', 'a'])('the text %p is of the form', text => expect(matching('prod/db', 'name', text, /^[ab]+$/, 'letters')).toBe(text));
test.each([['', "''"], ['c', "'c'"], [5 as never, '5']])('%p is not of the form', (text, got) => {
  expect(complaint(() => matching('prod/db', 'name', text, /^[ab]+$/, 'letters'))).toBe(`prod/db: 'name' must be letters, got ${got}`);
});
