import { Injectable } from '@nestjs/common';
import type { CookieOptions, Request, Response } from 'express';
import { Config, cookieIn, cookieOptions, MINUTE_MS, policy } from '#platform';

const COOKIE = 'greffe_challenge';

/** The cookie that binds a challenge to the browser that has asked for it. */
@Injectable()
export class ChallengeCookie {
  private readonly options: CookieOptions;

  constructor(config: Config) {
    const maxAge = policy.secondFactorMinutes * MINUTE_MS;
    this.options = cookieOptions(config, '/api', maxAge);
  }

  set(response: Response, bearer: string): void {
    response.cookie(COOKIE, bearer, this.options);
  }

  /** Empty when there is none. */
  bearerIn(request: Request): string {
    return cookieIn(request, COOKIE);
  }
}
