import * as fc from 'fast-check';
import { canonicalQuantity } from '../../src/manifest/canonical-quantity';
import { quantity } from '../../src/manifest/reading';

// As an API server gave them back (1.34).
test.each([
  ['16384Mi', '16Gi'], ['512000Mi', '500Gi'], ['1024Ki', '1Mi'], ['1024Ti', '1Pi'], ['1536Mi', '1536Mi'], ['1Ki', '1Ki'], ['1023Ki', '1023Ki'], ['512Ki', '512Ki'], ['2Ei', '2Ei'], ['3.0Gi', '3Gi'],
  ['0.5Gi', '512Mi'], ['1.5Gi', '1536Mi'], ['1.5Ei', '1536Pi'], ['1.25Ki', '1280'], ['0.5Ki', '512'], ['0.001Ki', '1024m'], ['0.1Gi', '107374182400m'], ['1.1Mi', '1153433600m'], ['0.7Gi', '751619276800m'],
  ['1000m', '1'], ['500m', '500m'], ['1024m', '1024m'], ['1024000m', '1024'], ['1500000n', '2m'], ['1000000u', '1'], ['0.0001', '1m'], ['0.00000000012', '1m'], ['1m', '1m'],
  ['1', '1'], ['0.5', '500m'], ['.5', '500m'], ['0.75', '750m'], ['1023', '1023'], ['1024', '1024'], ['1500', '1500'], ['2000', '2k'], ['100000k', '100M'], ['1048576', '1048576'], ['1000000000', '1G'], ['10E', '10E'],
  ['123456789012345678901234', '123456789012345678901234'], ['1000E', '1000E'],
  ['1e3', '1e3'], ['12e5', '1200e3'], ['12.5e2', '1250'], ['1e-3', '1e-3'], ['1e9', '1e9'], ['1E3', '1e3'], ['1e0', '1'], ['1000e18', '1e21'],
  ['0', '0'], ['0Gi', '0'], ['0.000', '0'], ['+5Gi', '5Gi'], ['5.', '5'], [2, '2'], [0.25, '250m'],
])('%p is read back as %p', (written, read) => expect(canonicalQuantity(written)).toBe(read));

test.each(['', 'm', 'k', 'M', 'G', 'T', 'P', 'E', 'Ki', 'Mi', 'Gi', 'Ti', 'Pi', 'Ei'])('less than a thousand, in units of %p, is spelled so already', (unit) => {
  for (let amount = 1; amount < 1000; amount++) {
    const text = `${amount}${unit}`;
    expect([canonicalQuantity(text), canonicalQuantity(`0${text}`)]).toEqual([text, text]);
  }
});

test.each(['', 'a lot', '-1Gi', '5gi', '1 Gi', '.', 'Gi', '1KiB', '1K', '١', NaN, null, undefined, true, ['1Gi'], {}])('%p is no quantity, and stays what it is', (written) => {
  expect(canonicalQuantity(written)).toBe(written);
});

const written = fc.tuple(fc.nat(999_999), fc.constantFrom('', '.5', '.25', '.125'), fc.constantFrom('', 'm', 'k', 'M', 'G', 'T', 'Ki', 'Mi', 'Gi', 'Ti', 'e3', 'e-3', 'E6'))
  .map(parts => parts.join(''));

test('any quantity is spelled for good, and is as much as before, up to the next thousandth', () => {
  fc.assert(fc.property(written, (text) => {
    const read = canonicalQuantity(text);
    expect(canonicalQuantity(read)).toBe(read);
    expect(quantity(read)).toBeGreaterThanOrEqual(quantity(text) * (1 - 1e-12));
    expect(quantity(read)).toBeLessThan(quantity(text) * (1 + 1e-12) + 0.001);
  }), { numRuns: 2000 });
});
