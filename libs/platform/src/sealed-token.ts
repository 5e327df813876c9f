import { createHmac } from 'node:crypto';
import { decrypt, encrypt, NONCE_BYTES } from './authenticated-encryption.ts';

/** What a token is for: one that was made for something else opens nothing. */
export const TOKEN_PURPOSES = ['activation', 'signature', 'sign-in-denial', 'id-token'] as const;
export type TokenPurpose = (typeof TOKEN_PURPOSES)[number];

/**
 * The secret part of a single-use link. It follows from the configuration's secret and `content`, so that nothing stores it,
 * hashed or not, and the mail can still be written. It does not show its content.
 */
export function sealedToken(secret: string, purpose: TokenPurpose, content: string): string {
  // The same content always gives the same token, and no other content meets its nonce.
  const nonce = keyed(secret, `${purpose}-iv:${content}`).subarray(0, NONCE_BYTES);
  return encrypt(keyOf(secret, purpose), '', content, nonce).toString('base64url');
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
  // One link has one spelling: attempts are counted by it.
  if (bytes.toString('base64url') !== token) return null;
  try {
    return decrypt(keyOf(secret, purpose), '', bytes).toString() || null;
  } catch {
    return null;
  }
}

const keyOf = (secret: string, purpose: TokenPurpose): Buffer => keyed(secret, `${purpose}-key`);

const keyed = (secret: string, text: string): Buffer => createHmac('sha256', secret).update(text).digest();
