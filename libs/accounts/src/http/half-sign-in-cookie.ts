import { Injectable } from '@nestjs/common';
import type { CookieOptions, Request, Response } from 'express';
import { Config, policy } from '#platform';

const COOKIE = 'greffe_half_sign_in';

/** The cookie between the two steps of a sign-in: it goes to the sign-in alone, and opens nothing. */
@Injectable()
export class HalfSignInCookie {
  private readonly options: CookieOptions;

  constructor(config: Config) {
    const secure = config.publicUrl?.startsWith('https:') ?? false;
    const maxAge = policy.secondFactorMinutes * 60_000;
    this.options = { httpOnly: true, sameSite: 'strict', path: '/api/session', secure, maxAge };
  }

  set(response: Response, token: string): void {
    response.cookie(COOKIE, token, this.options);
  }

  clear(response: Response): void {
    const { maxAge: _, ...options } = this.options;
    response.clearCookie(COOKIE, options);
  }

  /** Empty when there is none. */
  tokenIn({ cookies = {} }: Request): string {
    const token: unknown = cookies[COOKIE];
    return typeof token === 'string' ? token : '';
  }
}
