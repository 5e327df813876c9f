import { createHmac } from 'node:crypto';

/** Stands for what was typed where a code or a link belongs. Keyed: people type their password there (R18). */
export const keyedHash = (secret: string, what: 'identifier' | 'activation-link', typed: string): string =>
  createHmac('sha256', secret).update(`${what}:${typed}`).digest('hex').slice(0, 32);
