import type { NextFunction, Request, Response } from 'express';
import { forbidden } from '../refusal.ts';
import { SAFE_METHODS } from './access.ts';

/** `none`: no page sent it, but the person, as by the address bar. */
const OWN_SITES = new Set(['same-origin', 'none']);

/**
 * Lets pages of other origins change nothing, the sign-in included. Browsers say where a request comes from in
 * `Sec-Fetch-Site` and `Origin`, and no page can forge them; what sends neither is no browser, and carries no cookie that a
 * person has not given it. `publicUrl` is the address of the portal where a proxy hides it.
 */
export function sameOriginOnly(publicUrl?: string) {
  const own = publicUrl === undefined ? null : new URL(publicUrl);

  const isOwn = (origin: string, host: string | undefined): boolean => {
    if (!URL.canParse(origin)) return false;
    const from = new URL(origin);
    if (own?.protocol === 'https:' && from.protocol !== 'https:') return false;
    return from.host === own?.host || from.host === host?.toLowerCase();
  };

  return (request: Request, _response: Response, next: NextFunction): void => {
    const [site, origin] = [request.get('Sec-Fetch-Site'), request.get('Origin')];
    const isForeign =
      (site !== undefined && !OWN_SITES.has(site)) ||
      (origin !== undefined && !isOwn(origin, request.get('Host')));
    next(isForeign && !SAFE_METHODS.has(request.method) ? foreignOrigin() : undefined);
  };
}

const foreignOrigin = () =>
  forbidden(
    'foreign-origin',
    'Cette demande ne vient pas d’une page du portail : ouvrez le portail à son adresse, puis recommencez.',
  );
