import { createHmac } from 'node:crypto';
import type { TokenPurpose } from '#platform';

/** What is hashed: two things of one text have different hashes. */
type Hashed =
  | 'identifier'
  | 'imported-line'
  | `${TokenPurpose}-link`
  | 'browser'
  | 'browser-cookie'
  | 'passkey-user';

/** Stands for what was typed where a code or a link belongs. Keyed: people type their password there (R18). */
export const keyedHash = (secret: string, what: Hashed, typed: string): string =>
  createHmac('sha256', secret).update(`${what}:${typed}`).digest('hex').slice(0, 32);

export const KEYED_HASH = /^[\da-f]{32}$/;
