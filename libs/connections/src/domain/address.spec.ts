import { normaliseAddress } from './address.ts';

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
