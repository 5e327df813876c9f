import { createCipheriv, createDecipheriv, createHmac } from 'node:crypto';

const CIPHER = 'aes-256-gcm';
const IV_BYTES = 12;
const TAG_BYTES = 16;
const CONTENT = /^([ACG]\d{6}):(\d{1,5})$/;

/**
 * The secret part of the activation link, path `/activation/{token}` (R15). It follows from the configuration's secret,
 * the code and the delivery, so that the log need not hold it and the mail can still be written. It shows neither:
 * the mail that carries the link must not carry the code.
 */
export function activationToken(secret: string, userCode: string, delivery: number): string {
  const content = `${userCode}:${delivery}`;
  // The same content always gives the same token, and no other content meets its initialisation vector.
  const iv = keyed(secret, `activation-iv:${content}`).subarray(0, IV_BYTES);
  const cipher = createCipheriv(CIPHER, keyOf(secret), iv);
  const hidden = Buffer.concat([cipher.update(content, 'utf8'), cipher.final()]);
  return Buffer.concat([iv, cipher.getAuthTag(), hidden]).toString('base64url');
}

/** Null when the token is none of ours. */
export function readActivationToken(
  secret: string,
  token: string,
): { userCode: string; delivery: number } | null {
  const bytes = Buffer.from(token, 'base64url');
  const hidden = bytes.subarray(IV_BYTES + TAG_BYTES);
  // One link has one spelling: attempts are counted by it.
  if (hidden.length === 0 || bytes.toString('base64url') !== token) return null;
  const decipher = createDecipheriv(CIPHER, keyOf(secret), bytes.subarray(0, IV_BYTES));
  decipher.setAuthTag(bytes.subarray(IV_BYTES, IV_BYTES + TAG_BYTES));
  try {
    const content = Buffer.concat([decipher.update(hidden), decipher.final()]).toString();
    const [, userCode, delivery] = CONTENT.exec(content) ?? [];
    return userCode === undefined ? null : { userCode, delivery: Number(delivery) };
  } catch {
    return null;
  }
}

const keyOf = (secret: string): Buffer => keyed(secret, 'activation-key');

const keyed = (secret: string, text: string): Buffer => createHmac('sha256', secret).update(text).digest();
