import { Body, Controller, HttpCode, Param, Post, Req, Res } from '@nestjs/common';
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
import { Accepted, IfUnchanged, Reads } from '#event-sourcing';
import { Allow, AllowEveryone, Elsewhere, IdPipe, ProviderAnswerDto, parametersOf, tooMany } from '#platform';
import { AskForSignatureLink } from '../commands/ask-for-signature-link.ts';
import { RevokeSignatureLink } from '../commands/revoke-signature-link.ts';
import { SignatureLinks } from '../signature-links.ts';
import {
  LinkSignatureDto,
  OpenedLinkDto,
  ProvenSignatureDto,
  SignatureLinkDto,
} from './signature-link.dto.ts';
import { ToBeSignedView } from './to-be-signed.ts';

const AWAY = { description: 'The identity provider does not answer; the link is as it was' };
const TOO_MANY = tooMany('Too many attempts with this link, or from this network');

@ApiTags('conventions')
@Controller()
export class SignatureLinksController {
  constructor(
    private readonly commands: CommandBus,
    private readonly links: SignatureLinks,
  ) {}

  @Post('conventions/:id/signature-link')
  @Allow('caf-habilitation', 'gestionnaire')
  @Reads('accounts')
  @IfUnchanged()
  @ApiOperation({
    summary: 'Send the legal representative of the gestionnaire a link to sign by (R2)',
    description:
      'An older link ends. Asked for by the Caf of a gestionnaire that has had correspondents, it is proposed: one of them sends it.',
  })
  async ask(@Param('id', IdPipe) id: string, @Body() { email }: SignatureLinkDto) {
    return new Accepted(id, await this.commands.execute(new AskForSignatureLink(id, email)));
  }

  @Post('conventions/:id/signature-link/revocation')
  @Allow('caf-habilitation', 'gestionnaire')
  @IfUnchanged()
  @ApiOperation({ summary: 'Revoke that link, or withdraw the proposal of one (R2)' })
  async revoke(@Param('id', IdPipe) id: string) {
    return new Accepted(id, await this.commands.execute(new RevokeSignatureLink(id)));
  }

  @Post('signature/opening')
  @HttpCode(200)
  @AllowEveryone()
  @ApiOperation({
    summary: 'What is signed behind a link, for who knows whose it is. It does not use the link up (R2)',
  })
  @ApiOkResponse({ type: ToBeSignedView })
  @ApiTooManyRequestsResponse(TOO_MANY)
  open(@Body() link: OpenedLinkDto, @Req() request: Request): Promise<ToBeSignedView> {
    return this.links.open(link, request);
  }

  @Post('signature')
  @AllowEveryone()
  @ApiOperation({ summary: 'Sign behind a link what was read there, once, for the gestionnaire (R2)' })
  @ApiCreatedResponse({ description: 'Signed; the link is used up' })
  @ApiTooManyRequestsResponse(TOO_MANY)
  async sign(@Body() { token, siret, ...signature }: LinkSignatureDto, @Req() request: Request) {
    const { conventionId, ...outcome } = await this.links.sign({ token, siret }, signature, request);
    return new Accepted(conventionId, outcome);
  }

  @Post('signature/provider-requests')
  @AllowEveryone()
  @ApiOperation({
    summary:
      'Begin to have the identity provider prove that whoever holds a link directs the gestionnaire: where this browser is to go (R2)',
    description:
      'The request keeps what was read and the capacity; the name will be the one that the provider says.',
  })
  @ApiCreatedResponse({ type: Elsewhere })
  @ApiTooManyRequestsResponse(TOO_MANY)
  @ApiServiceUnavailableResponse(AWAY)
  beginProof(
    @Body() { token, siret, account, ...said }: ProvenSignatureDto,
    @Req() request: Request,
    @Res({ passthrough: true }) response: Response,
  ): Promise<Elsewhere> {
    return this.links.beginProof({ token, siret }, said, account ?? 'any', request, response);
  }

  @Post('signature/provider')
  @AllowEveryone()
  @ApiOperation({
    summary:
      'Sign by what the identity provider has sent this browser back with, once, for the gestionnaire (R2)',
  })
  @ApiCreatedResponse({ description: 'Signed; the link is used up' })
  @ApiUnauthorizedResponse({ description: 'The provider vouches for nobody' })
  @ApiForbiddenResponse({
    description: 'It does not vouch that they direct this gestionnaire; or sent by a page of another origin',
  })
  @ApiTooManyRequestsResponse(TOO_MANY)
  @ApiServiceUnavailableResponse(AWAY)
  async signProven(@Body() answer: ProviderAnswerDto, @Req() request: Request) {
    const { conventionId, ...outcome } = await this.links.signProven(parametersOf(answer), request);
    return new Accepted(conventionId, outcome);
  }
}
