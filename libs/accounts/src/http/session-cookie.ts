import { Injectable } from '@nestjs/common';
import type { CookieOptions, Response } from 'express';
import { Config, cookieOptions } from '#platform';
import { SESSION_COOKIE } from '../sign-in/session-authenticator.ts';

/** The cookie that holds the token of a session. */
@Injectable()
export class SessionCookie {
  private readonly options: CookieOptions;

  constructor(config: Config) {
    this.options = cookieOptions(config, '/');
  }

  set(response: Response, token: string): void {
    response.cookie(SESSION_COOKIE, token, this.options);
  }

  clear(response: Response): void {
    response.clearCookie(SESSION_COOKIE, this.options);
  }
}
