import type { Request } from 'express';
import { normaliseAddress, type Origin } from '#connections';

const LONGEST_USER_AGENT = 300;

/** Where a request comes from, as the journal keeps it (R18). What a browser calls itself may be anything. */
export const originOf = (request: Request): Origin => ({
  address: normaliseAddress(request.ip),
  userAgent: cleaned(request.get('User-Agent')),
});

/** Printable ASCII, as RFC 9110 has it, and of bounded length; null when nothing is left. */
const cleaned = (userAgent = ''): string | null =>
  userAgent
    .replace(/[^\x20-\x7e]+/g, '?')
    .trim()
    .slice(0, LONGEST_USER_AGENT) || null;
