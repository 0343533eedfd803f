import * as syntax from '../../src/manifest/syntax';

const kinds = Object.entries(syntax);
const long = (length: number, letter = 'a') => letter.repeat(length);

/** By the kind of text: what is accepted, and what is not; the limits are there from both sides. */
const TEXTS: Record<keyof typeof syntax, { readonly good: readonly string[]; readonly bad: readonly string[] }> = {
  QUALIFIED_NAME: {
    good: ['a', 'A_b.c-D', 'example.com/a', long(63), `${long(253)}/a`],
    bad: ['', '-a', 'a-', long(64), `${long(254)}/a`, '/a', 'a/', 'a/b/c', 'Example.com/a', 'example..com/a'],
  },
  LABEL_VALUE: { good: ['', 'a', 'A_b.c-D', long(63)], bad: ['-a', 'a-', 'a b', 'a/b', long(64)] },
  SUBDOMAIN: { good: ['a', '0', 'a.b-c.d', long(253)], bad: ['', 'A', 'a_b', '-a', 'a-', '.a', 'a.', 'a..b', 'a.-b', long(254)] },
  PORT_NAME: { good: ['a', '0a', 'a-b-c', long(15)], bad: ['', '0', '0-1', 'A', '-a', 'a-', 'a--b', long(16)] },
  VARIABLE: { good: ['a', '_A.b-c', '-a', '.a'], bad: ['', '0a', '.', '..', '..a', 'a b', 'a='] },
  RELAXED_VARIABLE: { good: ['0', ' ', '~', '<', '>', '..'], bad: ['', '=', 'a=b', '\u001f', '\u007f', 'é'] },
  DATA_KEY: { good: ['a', '0', '_A.b-c', '.a', long(253)], bad: ['', '.', '..', '..a', 'a/b', 'a b', long(254)] },
  HEADER: { good: ['a', 'X-Real-IP', '0'], bad: ['', 'a_b', 'a:', 'a b'] },
  SYSCTL: { good: ['a', 'net.core.somaxconn', 'net/core', 'a_b-c.d', long(253)], bad: ['', 'A', 'a.', '.a', 'a..b', '-a', 'a-', long(254)] },
  SEARCH: {
    good: ['.', 'a', 'a.b.', '_a.b', 'a_b', long(253), `${long(253)}.`],
    bad: ['', '..', 'A', '.a', 'a..b', '__a', 'a_', '-a', long(254)],
  },
  STRICT_SEARCH: { good: ['a', 'a.b.', long(253), `${long(253)}.`], bad: ['', '.', '_a', 'a_b', 'A', 'a..b', long(254)] },
  PATH_BELOW: { good: ['', 'a', 'a/b', 'a/..b', '..a'], bad: ['/', '/a', '..', '../a', 'a/..', 'a/../b'] },
  FILE_BELOW: { good: ['', 'a', 'a/b', 'a/..b'], bad: ['/a', '..', '..a', 'a/../b'] },
  PATH_WITHOUT_STEPS_BACK: { good: ['', '/', '/a/b', 'a', '/..a'], bad: ['..', '/..', '/a/../b'] },
  SIGNER: {
    good: ['example.com/a', 'a.b.c/d.e-f', `${long(63)}.${long(63)}/a`, `a.b/${long(253)}`],
    bad: ['', 'example.com', 'com/a', 'example.com/', '/a', 'example.com/a/b', 'Example.com/a', `${long(64)}.b/a`, `a.b/${long(254)}`],
  },
};

test('the table has every kind of text', () => {
  expect(Object.keys(TEXTS).sort()).toEqual(kinds.map(([name]) => name).sort());
});

describe.each(kinds)('%s', (name, kind) => {
  const { good, bad } = TEXTS[name as keyof typeof syntax];

  test.each(good.map(text => [text]))('accepts %j', (text) => {
    expect(kind.accepts(text)).toBe(true);
  });

  test.each([...bad, undefined, null, 1, ['a']].map(text => [text]))('does not accept %j', (text) => {
    expect(kind.accepts(text)).toBe(false);
  });
});
