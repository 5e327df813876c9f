import { Injectable } from '@nestjs/common';
import type { CookieOptions, Response } from 'express';
import { Config } from '#platform';
import { SESSION_COOKIE } from '../sign-in/session-authenticator.ts';

/** The cookie that holds the token of a session: no script reads it, and no other site sends it. */
@Injectable()
export class SessionCookie {
  private readonly options: CookieOptions;

  constructor(config: Config) {
    const secure = config.publicUrl?.startsWith('https:') ?? false;
    this.options = { httpOnly: true, sameSite: 'strict', path: '/', secure };
  }

  set(response: Response, token: string): void {
    response.cookie(SESSION_COOKIE, token, this.options);
  }

  clear(response: Response): void {
    response.clearCookie(SESSION_COOKIE, this.options);
  }
}
