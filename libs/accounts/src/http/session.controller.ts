import { Body, Controller, Delete, Get, HttpCode, Post, Req, Res } from '@nestjs/common';
import {
  ApiAcceptedResponse,
  ApiCreatedResponse,
  ApiForbiddenResponse,
  ApiNoContentResponse,
  ApiOkResponse,
  ApiOperation,
  ApiServiceUnavailableResponse,
  ApiTags,
  ApiTooManyRequestsResponse,
  ApiUnauthorizedResponse,
} from '@nestjs/swagger';
import type { Request, Response } from 'express';
import {
  AllowEveryone,
  AllowSignedIn,
  Clock,
  Config,
  Elsewhere,
  IdentityProvider,
  OpenDuringEnrolment,
  OpenDuringPasswordChange,
  type Principal,
  publicAddress,
  Refusal,
  SignedIn,
  tooBusy,
  tooMany,
} from '#platform';
import { Challenges } from '../factors/challenges.ts';
import { KeptPasskeys } from '../factors/kept-passkeys.ts';
import { relyingPartyOf } from '../factors/relying-party.ts';
import { newBrowserToken } from '../sign-in/browser-token.ts';
import { IdentityConfirmation } from '../sign-in/identity-confirmation.ts';
import { Sessions } from '../sign-in/sessions.ts';
import { SignIn } from '../sign-in/sign-in.ts';
import { SignInBeginnings } from '../sign-in/sign-in-beginnings.ts';
import { SignInDto } from './account.dto.ts';
import { BrowserSessions } from './browser-sessions.ts';
import { ChallengeCookie } from './challenge-cookie.ts';
import { IdentityDto, PasskeySignInDto, SecondFactorDto } from './factor.dto.ts';
import { PasskeyChallenge, SecondFactorAsked } from './factor.view.ts';
import { FactorProofsIn } from './factor-proofs-in.ts';
import { HalfSignInCookie } from './half-sign-in-cookie.ts';
import { IdTokenCookie } from './id-token-cookie.ts';
import { KnownBrowsers } from './known-browsers.ts';
import { Me, toMe } from './me.ts';
import { originOf } from './origin-of.ts';
import { SessionCookie } from './session-cookie.ts';
import { SessionEnd } from './session-end.ts';

@ApiTags('session')
@Controller('session')
export class SessionController {
  constructor(
    private readonly signIn: SignIn,
    private readonly sessions: Sessions,
    private readonly cookie: SessionCookie,
    private readonly half: HalfSignInCookie,
    private readonly proofs: FactorProofsIn,
    private readonly identity: IdentityConfirmation,
    private readonly passkeys: KeptPasskeys,
    private readonly challenges: Challenges,
    private readonly beginnings: SignInBeginnings,
    private readonly challengeCookie: ChallengeCookie,
    private readonly config: Config,
    private readonly browsers: KnownBrowsers,
    private readonly browserSessions: BrowserSessions,
    private readonly idToken: IdTokenCookie,
    private readonly provider: IdentityProvider,
    private readonly clock: Clock,
  ) {}

  @Post()
  @AllowEveryone()
  @ApiOperation({ summary: 'Sign in; every attempt is recorded (R18)' })
  @ApiCreatedResponse({ type: Me })
  @ApiAcceptedResponse({
    type: SecondFactorAsked,
    description: 'The password is right: the second factor is asked for, and there is no session yet',
  })
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
  ): Promise<Me | SecondFactorAsked> {
    const visitor = this.browsers.visitorOf(request, userCode);
    const entered = await this.signIn.signIn({ identifier: userCode, password, ...visitor });
    this.idToken.forget(request, response);
    return this.browserSessions.entered(entered, visitor, request, response);
  }

  @Post('second-factor')
  @AllowEveryone()
  @ApiOperation({ summary: 'The second step of a sign-in, in the browser of the first; it is recorded too' })
  @ApiCreatedResponse({ type: Me })
  @ApiUnauthorizedResponse({
    description: 'The second factor is wrong, or there was no first step, or long ago',
  })
  @ApiForbiddenResponse({
    description: 'The code may not be used any more; or sent by a page of another origin',
  })
  @ApiTooManyRequestsResponse(tooMany('Too many attempts with this code from there, or from this network'))
  async goOn(
    @Body() given: SecondFactorDto,
    @Req() request: Request,
    @Res({ passthrough: true }) response: Response,
  ): Promise<Me> {
    const [token, proof] = [this.half.tokenIn(request), this.proofs.of(given, request)];
    const half = await this.signIn.halfOf(token);
    const visitor = this.browsers.visitorOf(request, half?.userCode ?? '');
    const entered = await this.signIn.goOn({ token, half, proof, ...visitor });
    this.half.clear(response);
    return this.browserSessions.opened(entered, visitor, request, response);
  }

  @Post('passkey-challenges')
  @AllowEveryone()
  @ApiOperation({ summary: 'Ask for what a passkey has to sign, in this browser and once' })
  @ApiCreatedResponse({ type: PasskeyChallenge })
  @ApiTooManyRequestsResponse(tooMany('Asked for too often from this network'))
  async challenge(
    @Req() request: Request,
    @Res({ passthrough: true }) response: Response,
  ): Promise<PasskeyChallenge> {
    this.beginnings.count(originOf(request));
    const { challenge, bearer } = await this.challenges.make(null);
    this.challengeCookie.set(response, bearer);
    return { challenge, rpId: relyingPartyOf(this.config, request).id };
  }

  @Post('passkey')
  @AllowEveryone()
  @ApiOperation({
    summary: 'Sign in with a passkey in the place of the password; every attempt is recorded (R18)',
  })
  @ApiCreatedResponse({ type: Me })
  @ApiUnauthorizedResponse({ description: 'The passkey does not open this code, or none' })
  @ApiForbiddenResponse({
    description: 'The passkey is right, but the code may not be used; or sent by a page of another origin',
  })
  @ApiTooManyRequestsResponse(tooMany('Too many attempts with this code from there, or from this network'))
  async openByPasskey(
    @Body() { userCode, ...answer }: PasskeySignInDto,
    @Req() request: Request,
    @Res({ passthrough: true }) response: Response,
  ): Promise<Me> {
    const owner = await this.passkeys.of(answer.credentialId);
    const identifier = userCode || (owner?.userCode ?? answer.credentialId);
    const visitor = this.browsers.visitorOf(request, identifier);
    const proof = this.proofs.ofPasskey(answer, request);
    const entered = await this.signIn.byPasskey({ identifier, proof, ...visitor });
    this.idToken.forget(request, response);
    return this.browserSessions.opened(entered, visitor, request, response);
  }

  @Post('confirmation')
  @HttpCode(200)
  @AllowSignedIn()
  @OpenDuringEnrolment()
  @ApiOperation({
    summary:
      'Show once more who one is, before an act of weight: by a second factor, or by the password without one',
    description:
      'The session goes on under a new cookie. What is wrong is recorded, and counts like a wrong password at the sign-in (R18).',
  })
  @ApiOkResponse({ type: Me })
  @ApiTooManyRequestsResponse(tooMany('Too many attempts with this code from there, or from this network'))
  @ApiServiceUnavailableResponse(tooBusy)
  async confirm(
    @Body() given: IdentityDto,
    @SignedIn() principal: Principal,
    @Req() request: Request,
    @Res({ passthrough: true }) response: Response,
  ): Promise<Me> {
    const visitor = this.browsers.visitorOf(request, principal.userCode);
    const proof = this.proofs.ofIdentity(given, request);
    this.cookie.set(response, await this.identity.confirm(principal, proof, visitor));
    return toMe({ ...principal, isFresh: true });
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
  @ApiNoContentResponse({ description: 'Signed out' })
  @ApiOkResponse({
    type: Elsewhere,
    description: 'Signed out here; where this browser is to go to sign out of the identity provider too',
  })
  async close(
    @SignedIn() principal: Principal,
    @Req() request: Request,
    @Res({ passthrough: true }) response: Response,
  ): Promise<Elsewhere | undefined> {
    this.cookie.clear(response);
    await this.browserSessions.leave(principal);
    const location = await this.endOfProvider(request, response);
    if (location === null) return undefined;
    response.status(200);
    return { location };
  }

  /** Null where no provider has vouched for this session, or it has no such place. */
  private async endOfProvider(request: Request, response: Response): Promise<string | null> {
    const idToken = this.idToken.tokenIn(request);
    if (idToken === null) return null;
    this.idToken.clear(response);
    const returnTo = `${publicAddress(this.config, request)}/connexion`;
    return this.provider.endSessionUrl(idToken, newBrowserToken(), returnTo);
  }
}
