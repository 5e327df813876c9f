import type { CookieOptions, Request } from 'express';
import type { Config } from '../config/config.ts';

/** No script reads it, no other site sends it, and it does not cross a network in the clear where there is TLS. */
export const cookieOptions = ({ publicUrl }: Config, path: string, maxAge?: number): CookieOptions => ({
  httpOnly: true,
  sameSite: 'strict',
  path,
  secure: publicUrl?.startsWith('https:') ?? false,
  ...(maxAge === undefined ? {} : { maxAge }),
});

/** Empty when there is none. A value that begins with `j:` is parsed into anything. */
export function cookieIn({ cookies = {} }: Request, name: string): string {
  const value: unknown = cookies[name];
  return typeof value === 'string' ? value : '';
}
