import { Injectable } from '@nestjs/common';
import type { CookieOptions, Request, Response } from 'express';
import { acceptedSecrets, Config, cookieIn, cookieOptions, openSealedToken, sealedToken } from '#platform';

const COOKIE = 'greffe_id_token';
/** Browsers keep no more in one cookie, its name included. */
const LONGEST = 4000;

/**
 * The ID token that a session was opened by, sealed, in the browser alone: the provider wants it back when its session is to end too.
 * It opens nothing.
 */
@Injectable()
export class IdTokenCookie {
  private readonly options: CookieOptions;

  constructor(private readonly config: Config) {
    this.options = cookieOptions(config, '/api/session');
  }

  /** One that is too long is not kept, nor that of whoever was here before: then one signs out here alone. */
  set(response: Response, idToken: string): void {
    const sealed = sealedToken(this.config.secret, 'id-token', idToken);
    if (sealed.length <= LONGEST) response.cookie(COOKIE, sealed, this.options);
    else this.clear(response);
  }

  clear(response: Response): void {
    response.clearCookie(COOKIE, this.options);
  }

  /** That of whoever was here before: the provider is told of nobody else. */
  forget(request: Request, response: Response): void {
    if (cookieIn(request, COOKIE) !== '') this.clear(response);
  }

  /** Null when there is none. */
  tokenIn(request: Request): string | null {
    return openSealedToken(acceptedSecrets(this.config), 'id-token', cookieIn(request, COOKIE));
  }
}
