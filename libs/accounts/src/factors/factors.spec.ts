import { plusMs, policy } from '#platform';
import { codeAt, enrolmentOf, newSeed, stepOf } from './one-time-codes.ts';
import { newRecoveryCodes, newSalt, recoveryHash } from './recovery-codes.ts';
import { openSeed, sealSeed } from './sealed-seed.ts';

const NOW = '2026-03-02T11:00:00.000Z';
const SECRET = 'a-secret-for-tests-that-is-long-enough';

describe('one-time codes', () => {
  it('are those of RFC 6238', () => {
    const seed = Buffer.from('12345678901234567890');
    expect(codeAt(seed, '1970-01-01T00:00:59.000Z')).toBe('287082');
    expect(codeAt(seed, '2005-03-18T01:58:31.000Z')).toBe('050471');
  });

  it('hold for one step before and after, and name theirs', () => {
    const seed = newSeed();
    const step = Math.floor(Date.parse(NOW) / 30_000);
    for (const off of [-1, 0, 1]) {
      const code = codeAt(seed, plusMs(NOW, off * 30_000));
      expect(stepOf(seed, ` ${code.slice(0, 3)} ${code.slice(3)}`, NOW)).toBe(step + off);
    }
    expect(stepOf(seed, codeAt(seed, plusMs(NOW, 90_000)), NOW)).toBeNull();
    for (const typed of ['', 'abcdef', '12345', '1234567']) expect(stepOf(seed, typed, NOW)).toBeNull();
  });

  it('are offered as a link, a text and a drawing', () => {
    const { uri, secret, qr } = enrolmentOf(newSeed(), 'A000001');
    expect(uri).toContain(`otpauth://totp/Greffe:A000001?issuer=Greffe&secret=${secret}`);
    expect(qr.path).toMatch(/^(M\d+ \d+h1v1h-1z)+$/);
    expect(qr.size).toBeGreaterThan(25);
  });
});

describe('recovery codes', () => {
  it('are ten, of which each is another', () => {
    const codes = newRecoveryCodes();
    expect(new Set(codes).size).toBe(policy.recoveryCodes);
    for (const code of codes) expect(code).toMatch(/^[0-9a-hjkmnp-tv-z]{5}-[0-9a-hjkmnp-tv-z]{5}$/);
  });

  it('are recognised however they are typed, and only as those of their code and set', async () => {
    const salt = newSalt();
    const of = (typed: string, userCode = 'A000001', set: Buffer | null = salt) =>
      recoveryHash(SECRET, userCode, set, typed);
    const kept = await of('k1v0q-7m2xd');
    expect(await of(' K1V0Q 7m2xd')).toBe(kept);
    expect(await of('kIvOq7m2xd')).toBe(kept);
    expect(await of('k1v0q-7m2xd', 'A000002')).not.toBe(kept);
    for (const other of [newSalt(), null]) {
      expect(await of('k1v0q-7m2xd', 'A000001', other)).not.toBe(kept);
    }
  });
});

it('a sealed seed shows nothing, and opens for its factor and its installation alone', () => {
  const seed = newSeed();
  const sealed = sealSeed(SECRET, 'A000001 f1', seed);
  expect(sealed.includes(Buffer.from(seed))).toBe(false);
  expect(openSeed(SECRET, 'A000001 f1', sealed)).toEqual(Buffer.from(seed));
  expect(() => openSeed(SECRET, 'A000002 f1', sealed)).toThrow();
  expect(() => openSeed(`${SECRET}!`, 'A000001 f1', sealed)).toThrow();
  expect(sealSeed(SECRET, 'A000001 f1', seed)).not.toEqual(sealed);
});
