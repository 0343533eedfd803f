import { ipFamily, isBlock, unreachable } from '../../src/manifest/addresses';

test.each<[unknown, number]>([
  ['10.0.0.1', 4], ['255.255.255.255', 4], ['::', 6], ['::1', 6], ['2001:db8::1', 6], ['1:2:3:4:5:6:7:8', 6], ['fe80::1.2.3.4', 6],
  ['10.0.0', 0], ['10.0.0.256', 0], ['10.0.0.1.2', 0], ['db', 0], ['', 0], [5, 0], ['1:2:3:4:5:6:7', 0], ['1::2::3', 0], ['1:2:3:4:5:6:7::8', 0], ['g::1', 0],
])('%p is an address of family %d', (text, family) => {
  expect(ipFamily(text, 35)).toBe(family);
  expect(ipFamily(text, 36)).toBe(family);
});

test.each(['010.0.0.1', '10.0.0.01', '::ffff:1.2.3.4', '::00001'])('%s is an address up to Kubernetes 1.35', (text) => {
  expect(ipFamily(text, 35)).not.toBe(0);
  expect(ipFamily(text, 36)).toBe(0);
});

test.each(['10.0.0.0/8', '0.0.0.0/0', '10.1.2.3/32', '2001:db8::/32', '::/0'])('%s is a block', (text) => {
  expect(isBlock(text, 35)).toBe(true);
  expect(isBlock(text, 37)).toBe(true);
});

test.each(['10.0.0.0', '10.0.0.0/33', '::/129', '10.0.0.0/8/8', 'db/8', '10.0.0.0/x', ''])('%s is no block', (text) => {
  expect(isBlock(text, 35)).toBe(false);
});

test.each(['10.0.0.1/8', '2001:db8::1/32', '10.0.0.0/08'])('%s is a block up to Kubernetes 1.35', (text) => {
  expect(isBlock(text, 35)).toBe(true);
  expect(isBlock(text, 36)).toBe(false);
});

test.each<[string, string | undefined]>([
  ['0.0.0.0', 'unspecified'], ['127.0.0.1', 'in the loopback range'], ['169.254.1.1', 'link-local'], ['224.0.0.1', 'link-local multicast'], ['224.0.1.1', undefined], ['192.0.2.1', undefined],
  ['::', 'unspecified'], ['::1', 'in the loopback range'], ['fe80::1', 'link-local'], ['ff02::1', 'link-local multicast'], ['2001:db8::1', undefined], ['::ffff:127.0.0.1', 'in the loopback range'],
])('%s is reached from elsewhere, or not because it is %p', (address, why) => {
  expect(unreachable(address)).toBe(why);
});
