import { createHmac, randomInt } from 'node:crypto';
import { policy } from '#platform';

/** Without letters that look like digits (Crockford). */
const ALPHABET = '0123456789abcdefghjkmnpqrstvwxyz';
const HALF = 5;

/** Codes to be shown once: `k3v9q-7m2xd`. */
export const newRecoveryCodes = (): string[] =>
  Array.from({ length: policy.recoveryCodes }, () => `${half()}-${half()}`);

const half = (): string => Array.from({ length: HALF }, () => ALPHABET[randomInt(ALPHABET.length)]).join('');

/** What is kept of one, however it was typed. They are drawn at random: a slow hash would protect nothing more. */
export const recoveryHash = (secret: string, userCode: string, typed: string): string =>
  createHmac('sha256', secret)
    .update(`recovery:${userCode}:${plain(typed)}`)
    .digest('hex');

const plain = (typed: string): string =>
  typed
    .toLowerCase()
    .replace(/[^0-9a-z]/g, '')
    .replaceAll('o', '0')
    .replaceAll(/[il]/g, '1');
