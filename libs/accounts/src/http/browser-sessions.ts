import { Injectable } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import type { Request, Response } from 'express';
import { RecordSignOut } from '#connections';
import { executionContext, type Principal, runAs } from '#platform';
import type { Visitor } from '../sign-in/password-attempts.ts';
import { SessionAuthenticator } from '../sign-in/session-authenticator.ts';
import { Sessions } from '../sign-in/sessions.ts';
import type { SignedIn } from '../sign-in/sign-in.ts';
import { KnownBrowsers } from './known-browsers.ts';
import { Me, toMe } from './me.ts';
import { SessionCookie } from './session-cookie.ts';

/** The session of a browser: from a sign-in, by whatever, to the next one or to the end. */
@Injectable()
export class BrowserSessions {
  constructor(
    private readonly sessions: Sessions,
    private readonly authenticator: SessionAuthenticator,
    private readonly commands: CommandBus,
    private readonly cookie: SessionCookie,
    private readonly browsers: KnownBrowsers,
  ) {}

  async opened(
    { token, principal }: SignedIn,
    visitor: Visitor,
    request: Request,
    response: Response,
  ): Promise<Me> {
    await this.leaveFormer(request);
    this.cookie.set(response, token);
    this.browsers.remember(response, principal.userCode, visitor);
    return toMe(principal);
  }

  async leave({ userCode, sessionId }: Principal): Promise<void> {
    const ended = await this.sessions.end(sessionId);
    if (ended) await this.commands.execute(new RecordSignOut(userCode, sessionId));
  }

  /** What this browser had open before: nobody finds it again, and it would go on without anybody. */
  private async leaveFormer(request: Request): Promise<void> {
    const former = await this.authenticator.authenticate(request);
    if (!former) return;
    const { userCode, role, organism } = former;
    const { correlationId } = executionContext();
    await runAs({ code: userCode, role, organism: organism.id }, () => this.leave(former), { correlationId });
  }
}
