import { createHmac } from 'node:crypto';
import { decrypt, encrypt } from '#platform';

/** A seed as it is kept: whoever reads the database alone, or a backup of it, makes no code of it. `of`: whose factor it is. */
export const sealSeed = (secret: string, of: string, seed: Uint8Array): Buffer =>
  encrypt(keyOf(secret), of, seed);

/** @throws when it was sealed with another secret, or is another's */
export const openSeed = (secret: string, of: string, sealed: Buffer): Buffer =>
  decrypt(keyOf(secret), of, sealed);

const keyOf = (secret: string): Buffer => createHmac('sha256', secret).update('factor-seed-key').digest();
