import { Injectable } from '@nestjs/common';
import type { CookieOptions, Request, Response } from 'express';
import { Config, cookieIn, cookieOptions, MINUTE_MS, policy } from '#platform';

const COOKIE = 'greffe_half_sign_in';

/** The cookie between the two steps of a sign-in: it goes to the sign-in alone, and opens nothing. */
@Injectable()
export class HalfSignInCookie {
  private readonly options: CookieOptions;

  constructor(config: Config) {
    const maxAge = policy.secondFactorMinutes * MINUTE_MS;
    this.options = cookieOptions(config, '/api/session', maxAge);
  }

  set(response: Response, token: string): void {
    response.cookie(COOKIE, token, this.options);
  }

  clear(response: Response): void {
    const { maxAge: _, ...options } = this.options;
    response.clearCookie(COOKIE, options);
  }

  /** Empty when there is none. */
  tokenIn(request: Request): string {
    return cookieIn(request, COOKIE);
  }
}
