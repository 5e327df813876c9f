import { Body, Controller, Delete, Get, HttpCode, Post, Req, Res } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import {
  ApiCreatedResponse,
  ApiForbiddenResponse,
  ApiOkResponse,
  ApiOperation,
  ApiServiceUnavailableResponse,
  ApiTags,
  ApiTooManyRequestsResponse,
  ApiUnauthorizedResponse,
} from '@nestjs/swagger';
import type { Request, Response } from 'express';
import { RecordSignOut } from '#connections';
import {
  AllowEveryone,
  AllowSignedIn,
  Clock,
  OpenDuringPasswordChange,
  type Principal,
  Refusal,
  SignedIn,
  tooBusy,
  tooMany,
} from '#platform';
import { Sessions } from '../sign-in/sessions.ts';
import { SignIn } from '../sign-in/sign-in.ts';
import { SignInDto } from './account.dto.ts';
import { KnownBrowsers } from './known-browsers.ts';
import { Me, toMe } from './me.ts';
import { SessionCookie } from './session-cookie.ts';
import { SessionEnd } from './session-end.ts';

@ApiTags('session')
@Controller('session')
export class SessionController {
  constructor(
    private readonly signIn: SignIn,
    private readonly sessions: Sessions,
    private readonly commands: CommandBus,
    private readonly cookie: SessionCookie,
    private readonly browsers: KnownBrowsers,
    private readonly clock: Clock,
  ) {}

  @Post()
  @AllowEveryone()
  @ApiOperation({ summary: 'Sign in; every attempt is recorded (R18)' })
  @ApiCreatedResponse({ type: Me })
  @ApiUnauthorizedResponse({ description: 'Code and password do not go together' })
  @ApiForbiddenResponse({
    description: 'The password is right, but the code may not be used; or sent by a page of another origin',
  })
  @ApiTooManyRequestsResponse(tooMany('Too many attempts with this code from there, or from this network'))
  @ApiServiceUnavailableResponse(tooBusy)
  async open(
    @Body() { userCode, password }: SignInDto,
    @Req() request: Request,
    @Res({ passthrough: true }) response: Response,
  ) {
    const visitor = this.browsers.visitorOf(request, userCode);
    const { token, principal } = await this.signIn.signIn({ identifier: userCode, password, ...visitor });
    this.cookie.set(response, token);
    this.browsers.remember(response, principal.userCode, visitor);
    return toMe(principal);
  }

  @Get()
  @AllowSignedIn()
  @OpenDuringPasswordChange()
  @ApiOperation({ summary: 'Who is signed in' })
  @ApiOkResponse({ type: Me })
  current(@SignedIn() principal: Principal) {
    return toMe(principal);
  }

  @Get('end')
  @AllowSignedIn()
  @OpenDuringPasswordChange()
  @ApiOperation({
    summary: 'When the session ends; asked by somebody who is there, and not by a page by itself, it goes on',
  })
  @ApiOkResponse({ type: SessionEnd })
  async end(@SignedIn() { sessionId }: Principal): Promise<SessionEnd> {
    const ends = await this.sessions.endsOf(sessionId);
    if (!ends) throw new Refusal('unauthenticated', 'not-signed-in', 'Connectez-vous pour continuer.');
    return new SessionEnd(ends, this.clock.now());
  }

  @Delete()
  @HttpCode(204)
  @AllowSignedIn()
  @OpenDuringPasswordChange()
  @ApiOperation({ summary: 'Sign out' })
  async close(
    @SignedIn() { userCode, sessionId }: Principal,
    @Res({ passthrough: true }) response: Response,
  ): Promise<void> {
    const ended = await this.sessions.end(sessionId);
    this.cookie.clear(response);
    if (ended) await this.commands.execute(new RecordSignOut(userCode, sessionId));
  }
}
