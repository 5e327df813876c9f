import { createHmac, timingSafeEqual } from 'node:crypto';

/** What a row lets somebody do: the seal of one kind is none of another. */
type Sealed = 'session' | 'half-sign-in' | 'password' | 'passkey' | 'provider-request';

/** What only the server can put under a row: whoever writes one by hand, or changes or moves one, cannot. */
export const rowSeal = (secret: string, what: Sealed, values: readonly unknown[]): Buffer =>
  createHmac('sha256', secret)
    .update(`${what}:${JSON.stringify(values)}`)
    .digest();

/** In a time that says nothing of where the seals differ. */
export const isSameSeal = (right: Buffer, seal: Buffer): boolean =>
  right.length === seal.length && timingSafeEqual(right, seal);
