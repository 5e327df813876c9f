import { Injectable } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import type { Request, Response } from 'express';
import { RecordSignOut } from '#connections';
import { executionContext, type Principal, runAs } from '#platform';
import { SessionAuthenticator } from '../sign-in/session-authenticator.ts';
import { Sessions } from '../sign-in/sessions.ts';
import type { HalfSignedIn, SignedIn } from '../sign-in/sign-in.ts';
import type { Visitor } from '../sign-in/trial.ts';
import type { SecondFactorAsked } from './factor.view.ts';
import { HalfSignInCookie } from './half-sign-in-cookie.ts';
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
    private readonly half: HalfSignInCookie,
    private readonly browsers: KnownBrowsers,
  ) {}

  /** A session, or the question for a second factor, with 202 and no session yet. */
  entered(
    entered: SignedIn | HalfSignedIn,
    visitor: Visitor,
    request: Request,
    response: Response,
  ): Promise<Me> | SecondFactorAsked {
    if ('principal' in entered) return this.opened(entered, visitor, request, response);
    this.half.set(response, entered.halfToken);
    response.status(202);
    return { secondFactor: entered.factors };
  }

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
