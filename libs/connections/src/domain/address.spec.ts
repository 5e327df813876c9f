import { networkOf, normaliseAddress } from './address.ts';

describe('two spellings of one address are one', () => {
  it.each([
    ['10.0.0.1', '10.0.0.1'],
    ['::ffff:10.0.0.1', '10.0.0.1'],
    ['::FFFF:0a00:0001', '10.0.0.1'],
    ['2001:0DB8:0:0::1', '2001:db8::1'],
    ['fe80::1%eth0', 'fe80::1'],
    ['::1', '::1'],
  ])('%s is %s', (raw, expected) => expect(normaliseAddress(raw)).toBe(expected));

  it.each([undefined, null, '', 'unknown', '10.0.0', '10.0.0.1:443'])('%s is no address', (raw) =>
    expect(normaliseAddress(raw)).toBeNull(),
  );
});

describe('one visitor’s addresses are of one network', () => {
  it.each([
    ['10.0.0.1', '10.0.0.1'],
    ['2001:db8:1:2:3:4:5:6', '2001:db8:1:2::/64'],
    ['2001:db8:1:2::6', '2001:db8:1:2::/64'],
    ['2001:db8::2:3:4:5:6', '2001:db8:0:2::/64'],
    ['2001:db8::6', '2001:db8:0:0::/64'],
    ['::1', '0:0:0:0::/64'],
  ])('%s is of %s', (address, network) => expect(networkOf(address)).toBe(network));
});
