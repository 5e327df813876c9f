import { randomBytes } from 'node:crypto';
import { keptFile } from '../kept-file.ts';

const BYTES = 32;

/**
 * The secret kept in `file`: made when there is none, then always the same. Readable by its owner only.
 *
 * @throws the system's error when the file cannot be read or written, an Error when it was damaged
 */
export function keptSecret(file: string): string {
  const secret = keptFile(file, () => randomBytes(BYTES).toString('base64url'));
  if (Buffer.from(secret, 'base64url').length < BYTES) throw new Error(`${file} is damaged: restore it`);
  return secret;
}
