import type { Request } from 'express';
import { normaliseAddress } from '#connections';
import type { Origin } from '../sign-in/password-attempts.ts';

/** Where a request comes from, as the journal keeps it (R18). */
export const originOf = (request: Request): Origin => ({
  address: normaliseAddress(request.ip ?? null),
  userAgent: request.get('User-Agent') ?? null,
});
