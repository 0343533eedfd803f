import { DNS_DOMAIN, DNS_LABEL, podName, POD_NAME_LENGTH, SERVICE_NAME, STATEFUL_SET_NAME } from '../../src/naming/dns-label';

describe.each([
  ['a DNS label', DNS_LABEL, 63],
  ["a Service's name", SERVICE_NAME, 63],
  ["a StatefulSet's name", STATEFUL_SET_NAME, 52],
])('%s', (_, kind, most) => {
  test.each(['a', 'db', 'db-1', 'a--b', 'a'.repeat(most)])('may be %p', name => expect(kind.accepts(name)).toBe(true));
  test.each(['', '-', 'a-', '-a', 'A', 'a_b', 'a.b', 'a b', 'ä', 'a\n', 'a'.repeat(most + 1), undefined, null, 5])('may not be %p', name => expect(kind.accepts(name)).toBe(false));
  test('says how long it may be', () => expect(kind.allowed).toMatch(new RegExp(`^1 to ${most} lower-case letters`)));
});

test('only a Service may not begin with a digit', () => {
  expect([DNS_LABEL, STATEFUL_SET_NAME, SERVICE_NAME].map(kind => kind.accepts('1db'))).toEqual([true, true, false]);
});

test('a domain is labels joined by dots, 253 characters at most', () => {
  const long = ['a'.repeat(63), 'b'.repeat(63), 'c'.repeat(63), 'd'.repeat(61)].join('.');
  expect(long).toHaveLength(253);
  expect([long, `${long}d`, 'a', 'a.b', 'a.', '.a', '', 5, undefined].map(DNS_DOMAIN.accepts)).toEqual([true, false, true, true, false, false, false, false, false]);
});

test('a pod is named after its set and its ordinal', () => {
  expect(podName('db', 0)).toBe('db-0');
  expect(podName('a'.repeat(52), 2147483647)).toHaveLength(POD_NAME_LENGTH);
});
