import { networkNamed, networkOf, normaliseAddress } from './address.ts';

describe('two spellings of one address are one', () => {
  it.each([
    ['10.0.0.1', '10.0.0.1'],
    ['::ffff:10.0.0.1', '10.0.0.1'],
    ['::FFFF:0a00:0001', '10.0.0.1'],
    ['2001:0DB8:0:0::1', '2001:db8::1'],
    ['fe80::1%eth0', 'fe80::1'],
    ['::1', '::1'],
    ['10.0.0.1:443', '10.0.0.1'],
    ['[2001:db8::1]:443', '2001:db8::1'],
    ['[2001:db8::1]', '2001:db8::1'],
    ['[::ffff:10.0.0.1]:80', '10.0.0.1'],
  ])('%s is %s', (raw, expected) => expect(normaliseAddress(raw)).toBe(expected));

  it.each([undefined, null, '', 'unknown', '10.0.0', '10.0.0.1:', ':443', '[10.0.0', '2001:db8::1]:443'])(
    '%s is no address',
    (raw) => expect(normaliseAddress(raw)).toBeNull(),
  );
});

describe('R18: one visitor’s addresses are of one network', () => {
  it.each([
    ['10.0.0.1', '10.0.0.1'],
    ['2001:db8:1:2:3:4:5:6', '2001:db8:1::/56'],
    ['2001:db8:1:ff::6', '2001:db8:1::/56'],
    ['2001:db8:1:100::6', '2001:db8:1:100::/56'],
    ['2001:db8::abcd:4:5:6', '2001:db8::/56'],
    ['2001:db8:0:abcd:3:4:5:6', '2001:db8:0:ab00::/56'],
    ['::1', '::/56'],
    [null, 'unknown'],
  ])('%s is of %s', (address, network) => expect(networkOf(address)).toBe(network));
});

describe('R18: a network is found by its name, and by any address in it', () => {
  it.each([
    ['10.0.0.1', '10.0.0.1'],
    ['::ffff:10.0.0.1', '10.0.0.1'],
    ['2001:DB8:0:0::1', '2001:db8::/56'],
    ['2001:db8::/56', '2001:db8::/56'],
    ['unknown', 'unknown'],
    ['10.0.0', null],
    ['/56', null],
  ])('%s is %s', (text, network) => expect(networkNamed(text)).toBe(network));
});
