import { type CipherKey, createCipheriv, createDecipheriv, randomFillSync } from 'node:crypto';

const CIPHER = 'aes-256-gcm';
export const NONCE_BYTES = 12;
const TAG_BYTES = 16;

/** Drawn many at once: one alone takes longer than to encrypt what an event says. */
const DRAWN = Buffer.alloc(256 * NONCE_BYTES);
let used = DRAWN.length;

/**
 * Encrypts with authentication: AES-256-GCM, `about` being bound to it. Nonce, tag and ciphertext, one after the other.
 * @param nonce never the same twice under one key, but for the same text
 */
export function encrypt(
  key: CipherKey,
  about: string,
  plain: Uint8Array | string,
  nonce: Buffer = newNonce(),
): Buffer {
  const cipher = createCipheriv(CIPHER, key, nonce);
  cipher.setAAD(Buffer.from(about));
  const hidden = typeof plain === 'string' ? cipher.update(plain, 'utf8') : cipher.update(plain);
  cipher.final();
  return Buffer.concat([nonce, cipher.getAuthTag(), hidden]);
}

/** @throws Error when it was encrypted with another key, about something else, or was changed */
export function decrypt(key: CipherKey, about: string, bytes: Buffer): Buffer {
  const decipher = createDecipheriv(CIPHER, key, bytes.subarray(0, NONCE_BYTES), {
    authTagLength: TAG_BYTES,
  });
  decipher.setAAD(Buffer.from(about));
  decipher.setAuthTag(bytes.subarray(NONCE_BYTES, NONCE_BYTES + TAG_BYTES));
  const plain = decipher.update(bytes.subarray(NONCE_BYTES + TAG_BYTES));
  decipher.final();
  return plain;
}

/** Good until the next one is asked for. */
function newNonce(): Buffer {
  if (used === DRAWN.length) {
    randomFillSync(DRAWN);
    used = 0;
  }
  used += NONCE_BYTES;
  return DRAWN.subarray(used - NONCE_BYTES, used);
}
