import { createCipheriv, createDecipheriv, createHmac } from 'node:crypto';

const CIPHER = 'aes-256-gcm';
const IV_BYTES = 12;
const TAG_BYTES = 16;

/** What a token is for: one that was made for something else opens nothing. */
export type TokenPurpose = 'activation' | 'signature' | 'sign-in-denial';

/**
 * The secret part of a single-use link. It follows from the configuration's secret and `content`, so that nothing stores it,
 * hashed or not, and the mail can still be written. It does not show its content.
 */
export function sealedToken(secret: string, purpose: TokenPurpose, content: string): string {
  // The same content always gives the same token, and no other content meets its initialisation vector.
  const iv = keyed(secret, `${purpose}-iv:${content}`).subarray(0, IV_BYTES);
  const cipher = createCipheriv(CIPHER, keyOf(secret, purpose), iv);
  const hidden = Buffer.concat([cipher.update(content, 'utf8'), cipher.final()]);
  return Buffer.concat([iv, cipher.getAuthTag(), hidden]).toString('base64url');
}

/** The content of a token that was made with one of these secrets; null when it is none of ours, or for something else. */
export function openSealedToken(
  secrets: readonly string[],
  purpose: TokenPurpose,
  token: string,
): string | null {
  for (const secret of secrets) {
    const content = openWith(secret, purpose, token);
    if (content !== null) return content;
  }
  return null;
}

function openWith(secret: string, purpose: TokenPurpose, token: string): string | null {
  const bytes = Buffer.from(token, 'base64url');
  const hidden = bytes.subarray(IV_BYTES + TAG_BYTES);
  // One link has one spelling: attempts are counted by it.
  if (hidden.length === 0 || bytes.toString('base64url') !== token) return null;
  const decipher = createDecipheriv(CIPHER, keyOf(secret, purpose), bytes.subarray(0, IV_BYTES));
  decipher.setAuthTag(bytes.subarray(IV_BYTES, IV_BYTES + TAG_BYTES));
  try {
    return Buffer.concat([decipher.update(hidden), decipher.final()]).toString();
  } catch {
    return null;
  }
}

const keyOf = (secret: string, purpose: TokenPurpose): Buffer => keyed(secret, `${purpose}-key`);

const keyed = (secret: string, text: string): Buffer => createHmac('sha256', secret).update(text).digest();
