import { Body, Controller, Delete, Param, Post, Req, Res } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import {
  ApiAcceptedResponse,
  ApiCreatedResponse,
  ApiForbiddenResponse,
  ApiOperation,
  ApiServiceUnavailableResponse,
  ApiTags,
  ApiTooManyRequestsResponse,
  ApiUnauthorizedResponse,
} from '@nestjs/swagger';
import type { Request, Response } from 'express';
import { Accepted } from '#event-sourcing';
import {
  AllowEveryone,
  AllowSignedIn,
  Elsewhere,
  IdPipe,
  type Principal,
  ProviderAnswerDto,
  ProviderRequestDto,
  ProviderRequests,
  parametersOf,
  SignedIn,
  tooMany,
  WantsFreshFactor,
} from '#platform';
import { UnlinkIdentity } from '../commands/unlink-identity.ts';
import { ActivationLinks } from '../sign-in/activation-links.ts';
import { type ForActivation, ProviderLinks } from '../sign-in/provider-links.ts';
import { SignInBeginnings } from '../sign-in/sign-in-beginnings.ts';
import { LinkedAtActivationDto } from './account.dto.ts';
import { BrowserSessions } from './browser-sessions.ts';
import { SecondFactorAsked } from './factor.view.ts';
import { IdTokenCookie } from './id-token-cookie.ts';
import { Me } from './me.ts';
import { originOf } from './origin-of.ts';

const AWAY = { description: 'The provider does not answer; the password opens as before' };
const REFUSED = { description: 'The provider vouches for nobody, or for somebody whom no code is linked to' };
const ASKED_TOO_OFTEN = tooMany('Asked for too often from this network');
const TOO_MANY = tooMany('Too many attempts from this network');

/** Ways in by an identity provider. Each begins here, and ends with what the provider has sent the same browser back with. */
@ApiTags('session')
@Controller()
export class ProviderController {
  constructor(
    private readonly requests: ProviderRequests,
    private readonly providers: ProviderLinks,
    private readonly activationLinks: ActivationLinks,
    private readonly commands: CommandBus,
    private readonly browserSessions: BrowserSessions,
    private readonly idToken: IdTokenCookie,
    private readonly beginnings: SignInBeginnings,
  ) {}

  @Post('session/provider-requests')
  @AllowEveryone()
  @ApiOperation({ summary: 'Begin to sign in by the identity provider: where this browser is to go' })
  @ApiCreatedResponse({ type: Elsewhere })
  @ApiTooManyRequestsResponse(ASKED_TOO_OFTEN)
  @ApiServiceUnavailableResponse(AWAY)
  begin(
    @Body() { account }: ProviderRequestDto,
    @Req() request: Request,
    @Res({ passthrough: true }) response: Response,
  ): Promise<Elsewhere> {
    this.beginnings.count(originOf(request));
    const wanted = { purpose: 'sign-in', holder: null, bound: {} } as const;
    return this.requests.begin(wanted, account ?? 'any', request, response);
  }

  @Post('session/provider')
  @AllowEveryone()
  @ApiOperation({
    summary: 'Sign in by what the identity provider has sent this browser back with; it is recorded (R18)',
    description:
      'It stands in for the password, and holds as long: blocks, 45 days, habilitations. Where the provider says that it has seen a second factor (`amr`), none of ours is asked for.',
  })
  @ApiCreatedResponse({ type: Me })
  @ApiAcceptedResponse({ type: SecondFactorAsked, description: 'The second factor is asked for' })
  @ApiUnauthorizedResponse(REFUSED)
  @ApiForbiddenResponse({
    description:
      'They are of another organism, or the code may not be used; or sent by a page of another origin',
  })
  @ApiTooManyRequestsResponse(TOO_MANY)
  @ApiServiceUnavailableResponse(AWAY)
  async enter(
    @Body() answer: ProviderAnswerDto,
    @Req() request: Request,
    @Res({ passthrough: true }) response: Response,
  ): Promise<Me | SecondFactorAsked> {
    const { entered, visitor, idToken } = await this.providers.enter(parametersOf(answer), request);
    this.idToken.set(response, idToken);
    return this.browserSessions.entered(entered, visitor, request, response);
  }

  @Post('own-access/provider-requests')
  @AllowSignedIn()
  @WantsFreshFactor()
  @ApiOperation({ summary: 'Begin to link an identity of the provider to one’s code' })
  @ApiCreatedResponse({ type: Elsewhere })
  @ApiServiceUnavailableResponse(AWAY)
  beginLink(
    @Body() { account }: ProviderRequestDto,
    @SignedIn() { userCode, sessionId }: Principal,
    @Req() request: Request,
    @Res({ passthrough: true }) response: Response,
  ): Promise<Elsewhere> {
    const wanted = { purpose: 'link', holder: sessionId, bound: { userCode, sessionId } } as const;
    return this.requests.begin(wanted, account ?? 'any', request, response);
  }

  @Post('own-access/identities')
  @AllowSignedIn()
  @ApiOperation({
    summary: 'Link the identity that the provider has sent this browser back with',
    description: 'It is of the organism of the code, and linked to no other. A refusal is recorded (R18).',
  })
  @ApiCreatedResponse({ description: 'Linked' })
  @ApiTooManyRequestsResponse(TOO_MANY)
  @ApiServiceUnavailableResponse(AWAY)
  async link(@Body() answer: ProviderAnswerDto, @SignedIn() principal: Principal, @Req() request: Request) {
    return new Accepted(
      principal.userCode,
      await this.providers.link(parametersOf(answer), principal, request),
    );
  }

  @Delete('own-access/identities/:id')
  @AllowSignedIn()
  @WantsFreshFactor()
  @ApiOperation({ summary: 'Unlink an identity; the other sessions of this person end' })
  async unlink(@Param('id', IdPipe) id: string, @SignedIn() { userCode, sessionId }: Principal) {
    return new Accepted(id, await this.commands.execute(new UnlinkIdentity(userCode, sessionId, id)));
  }

  @Post('activation/provider-requests')
  @AllowEveryone()
  @ApiOperation({
    summary: 'Begin to link an identity of the provider by an activation link and the code (R15)',
    description: 'It does not use the link up: the password is still to be chosen by it.',
  })
  @ApiCreatedResponse({ type: Elsewhere })
  @ApiTooManyRequestsResponse(tooMany('Too many attempts with this link, or from this network'))
  @ApiServiceUnavailableResponse(AWAY)
  async beginAtActivation(
    @Body() { account, ...link }: LinkedAtActivationDto,
    @Req() request: Request,
    @Res({ passthrough: true }) response: Response,
  ): Promise<Elsewhere> {
    const { userCode, delivery } = await this.activationLinks.open(link, request);
    const bound: ForActivation = { userCode, delivery };
    const wanted = { purpose: 'activation', holder: userCode, bound } as const;
    return this.requests.begin(wanted, account ?? 'any', request, response);
  }

  @Post('activation/identities')
  @AllowEveryone()
  @ApiOperation({
    summary: 'Link the identity that the provider has sent this browser back with, by that link',
  })
  @ApiCreatedResponse({ description: 'Linked; the activation link is as it was' })
  @ApiUnauthorizedResponse({ description: 'The provider vouches for nobody' })
  @ApiTooManyRequestsResponse(TOO_MANY)
  @ApiServiceUnavailableResponse(AWAY)
  async linkAtActivation(@Body() answer: ProviderAnswerDto, @Req() request: Request) {
    const { userCode, ...outcome } = await this.providers.linkByActivation(parametersOf(answer), request);
    return new Accepted(userCode, outcome);
  }
}
