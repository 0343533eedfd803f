import { Duration, Size } from 'cdk8s';
import { atLeastMebibytes, mebibytes, wholeHours, wholeKibibytes, wholeSeconds } from '../../src/naming/units';
import { complaint } from '../support/synth';

describe('seconds', () => {
  test.each([
    [Duration.seconds(0), 0], [Duration.millis(2000), 2], [Duration.minutes(1.5), 90], [Duration.days(1), 86400],
  ])('%j are %i whole seconds', (given, seconds) => expect(wholeSeconds('prod/db', 'minReady', given)).toBe(seconds));

  test.each([
    [Duration.millis(1500), '1.5'], [Duration.seconds(0.5), '0.5'], [Duration.seconds(NaN), 'NaN'], [Duration.seconds(Infinity), 'Infinity'], [Duration.days(1e12), '86400000000000000'],
  ])('%j are no whole seconds', (given, got) => {
    expect(complaint(() => wholeSeconds('prod/db', 'minReady', given))).toBe(`prod/db: 'minReady' must be a whole number of seconds, 0 or more, got '${got} seconds'`);
  });

  test.each([[60, undefined], [90, undefined], [59, '59 seconds'], [91, '91 seconds']])('%i are between 60 and 90: %p', (seconds, got) => {
    const check = () => wholeSeconds('prod/db', 'timeout', Duration.seconds(seconds), 60, 90);
    if (got === undefined) expect(check()).toBe(seconds);
    else expect(complaint(check)).toBe(`prod/db: 'timeout' must be a whole number of seconds from 60 to 90, got '${got}'`);
  });
});

describe('hours', () => {
  test.each([[Duration.hours(1), 1], [Duration.minutes(120), 2], [Duration.days(7), 168]])('%j are %i whole hours', (given, hours) => expect(wholeHours('prod/db', 'every', given, 1)).toBe(hours));

  test.each([[Duration.minutes(90), '1.5'], [Duration.hours(0), '0']])('%j are too few whole hours, or none', (given, got) => {
    expect(complaint(() => wholeHours('prod/db', 'every', given, 1))).toBe(`prod/db: 'every' must be a whole number of hours, 1 or more, got '${got} hours'`);
  });
});

describe('sizes', () => {
  test.each([[Size.kibibytes(1048577), 1048577], [Size.gibibytes(1.5), 1572864], [Size.mebibytes(0), 0]])('%j is in whole KiB', (given, kib) => expect(wholeKibibytes('prod/db', 'heap', given)).toBe(kib));

  test.each([[Size.gibibytes(1.3), '1.3 GiB'], [Size.kibibytes(0.5), '0.5 KiB'], [Size.kibibytes(NaN), 'NaN KiB'], [Size.pebibyte(1e12), '1000000000000 PiB']])('%j is not in whole KiB', (given, got) => {
    expect(complaint(() => wholeKibibytes('prod/db', 'heap', given))).toBe(`prod/db: 'heap' must be a whole number of KiB, 0 or more, got '${got}'`);
  });

  test.each([[Size.kibibytes(512), 0.5], [Size.gibibytes(1.3), 1331.2]])('%j is known in MiB, with its parts', (given, mib) => expect(mebibytes(given)).toBe(mib));

  test.each([[Size.kibibytes(65536), 64], [Size.kibibytes(65537), 64.0009765625]])('%j is 64 MiB or more', (given, mib) => expect(atLeastMebibytes('prod/db', 'heap', given, 64)).toBe(mib));

  test.each([[Size.kibibytes(65535), '65535 KiB'], [Size.kibibytes(1), '1 KiB'], [Size.gibibytes(0.01), '0.01 GiB'], [Size.tebibytes(0), '0 TiB'], [Size.mebibytes(NaN), 'NaN MiB']])('%j is not 64 MiB or more', (given, got) => {
    expect(complaint(() => atLeastMebibytes('prod/db', 'heap', given, 64, 'more'))).toBe(`prod/db: 'heap' must be 64 MiB or more, got '${got}'; more`);
  });
});
