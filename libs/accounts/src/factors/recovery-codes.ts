import { createHmac, randomBytes, randomInt } from 'node:crypto';
import { hashRaw } from '@node-rs/argon2';
import { policy } from '#platform';
import { ARGON2ID } from '../credentials.ts';

/** Without letters that look like digits (Crockford). */
const ALPHABET = '0123456789abcdefghjkmnpqrstvwxyz';
const HALF = 5;

/** Codes to be shown once: `k3v9q-7m2xd`. */
export const newRecoveryCodes = (): string[] =>
  Array.from({ length: policy.recoveryCodes }, () => `${half()}-${half()}`);

const half = (): string => Array.from({ length: HALF }, () => ALPHABET[randomInt(ALPHABET.length)]).join('');

const SALT_BYTES = 16;

/** Of one set. */
export const newSalt = (): Buffer => randomBytes(SALT_BYTES);

/**
 * What is kept of one, however it was typed: 50 random bits are few enough to be tried out by whoever has the table and the key
 * (OWASP ASVS 6.5.2). Without `salt`, of a set that was kept before there were salts.
 */
export async function recoveryHash(
  secret: string,
  userCode: string,
  salt: Buffer | null,
  typed: string,
): Promise<string> {
  const keyed = createHmac('sha256', secret)
    .update(`recovery:${userCode}:${plain(typed)}`)
    .digest('hex');
  return salt === null ? keyed : (await hashRaw(keyed, { ...ARGON2ID, salt })).toString('hex');
}

const plain = (typed: string): string =>
  typed
    .toLowerCase()
    .replace(/[^0-9a-z]/g, '')
    .replaceAll('o', '0')
    .replaceAll(/[il]/g, '1');
