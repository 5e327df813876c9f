import { createHash, randomBytes } from 'node:crypto';

const BYTES = 32;

/** What a cookie holds, known to its browser alone. */
export const newBrowserToken = (): string => randomBytes(BYTES).toString('base64url');

/** What is kept of it: whoever reads the database has nothing to put into a cookie. */
export const hashOfToken = (token: string): Buffer => createHash('sha256').update(token).digest();
