import type { CookieOptions, NextFunction, Request, Response } from 'express';

const PREFIX = '__Host-';
/** Of the cookies that the portal sets. */
const OURS = 'greffe_';
/** Those of before the prefix: signed, and opening nothing, so that nobody is told of a new browser that is none. */
const FORMER = 'greffe_browser_';

/**
 * Where there is TLS, every cookie of the portal is called `__Host-…` on its way: a browser takes it from this very host alone, over
 * TLS, and for all of its paths. What another host of the domain has planted has another name, and is nobody’s here. Whoever sets or
 * reads a cookie need not know.
 */
export function hostCookies(publicUrl?: string) {
  const isSecure = publicUrl?.startsWith('https:') ?? false;
  return (request: Request, response: Response, next: NextFunction): void => {
    if (isSecure) {
      request.cookies = named(request.cookies ?? {});
      const set = response.cookie.bind(response);
      response.cookie = (name: string, value: unknown, options: CookieOptions = {}) =>
        set(PREFIX + name, value, { ...options, path: '/', secure: true });
    }
    next();
  };
}

function named(sent: Readonly<Record<string, unknown>>): Record<string, unknown> {
  const names = Object.keys(sent);
  const others = names.filter((name) => !name.startsWith(OURS) || name.startsWith(FORMER));
  return Object.fromEntries(
    others.map((name) => [name.startsWith(PREFIX + OURS) ? name.slice(PREFIX.length) : name, sent[name]]),
  );
}
