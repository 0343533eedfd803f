import { DNS_LABEL } from '../../src/naming/dns-label';
import { authorityVolumeName, loginVolumeName } from '../../src/naming/volume-names';

test('a volume is called after what is in it, and is legal beside the longest name of a cluster', () => {
  expect([authorityVolumeName('db', '0123abcd'), loginVolumeName('user-shop')]).toEqual(['ca-db-0123abcd', 'credentials-user-shop']);
  expect(DNS_LABEL.accepts(authorityVolumeName('a'.repeat(45), '0123abcd'))).toBe(true);
});
