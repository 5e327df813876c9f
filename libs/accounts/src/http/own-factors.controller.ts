import { randomUUID } from 'node:crypto';
import { Body, Controller, Delete, Get, Param, Post, Req, Res } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import { ApiCreatedResponse, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import type { Request, Response } from 'express';
import { Accepted, CommandHandling } from '#event-sourcing';
import {
  AllowSignedIn,
  Config,
  IdPipe,
  OpenDuringEnrolment,
  type Principal,
  SignedIn,
  WantsFreshFactor,
} from '#platform';
import { EnrolOneTimeCodes } from '../commands/enrol-one-time-codes.ts';
import { EnrolPasskey } from '../commands/enrol-passkey.ts';
import { IssueRecoveryCodes } from '../commands/issue-recovery-codes.ts';
import { RemoveFactor } from '../commands/remove-factor.ts';
import { account } from '../domain/account.ts';
import { Challenges } from '../factors/challenges.ts';
import { KeptFactors } from '../factors/kept-factors.ts';
import { KeptIdentities } from '../factors/kept-identities.ts';
import { KeptPasskeys } from '../factors/kept-passkeys.ts';
import { enrolmentOf, newSeed } from '../factors/one-time-codes.ts';
import { relyingPartyOf } from '../factors/relying-party.ts';
import { keyedHash } from '../sign-in/keyed-hash.ts';
import { ChallengeCookie } from './challenge-cookie.ts';
import { NewPasskeyDto, OneTimeCodesDto } from './factor.dto.ts';
import { OneTimeCodesOffer, OwnFactors, PasskeyOffer, RecoveryCodes } from './factor.view.ts';
import { SessionCookie } from './session-cookie.ts';

/** What everybody has beside their password. */
@ApiTags('own-access')
@Controller('own-access')
@AllowSignedIn()
@OpenDuringEnrolment()
export class OwnFactorsController {
  constructor(
    private readonly commands: CommandBus,
    private readonly handling: CommandHandling,
    private readonly kept: KeptFactors,
    private readonly passkeys: KeptPasskeys,
    private readonly identities: KeptIdentities,
    private readonly challenges: Challenges,
    private readonly challengeCookie: ChallengeCookie,
    private readonly sessionCookie: SessionCookie,
    private readonly config: Config,
  ) {}

  @Get('factors')
  @ApiOperation({ summary: 'The reader’s second factors, and the identities that are linked to their code' })
  @ApiOkResponse({ type: OwnFactors })
  async own(@SignedIn() { userCode }: Principal): Promise<OwnFactors> {
    const [{ factors, recovery, identities }, codes, keys, uses] = await Promise.all([
      this.handling.load(account, userCode),
      this.kept.usesOf(userCode),
      this.passkeys.usesOf(userCode),
      this.identities.usesOf(userCode),
    ]);
    return {
      factors: factors.map(({ factorId, kind, name, at }) => ({
        id: factorId,
        kind,
        name,
        addedAt: at,
        usedAt: codes.get(factorId) ?? keys.get(factorId) ?? null,
      })),
      recoveryCodesLeft: recovery?.left ?? null,
      identities: identities.map(({ linkId, provider, email, at }) => ({
        id: linkId,
        provider,
        email,
        linkedAt: at,
        usedAt: uses.get(linkId) ?? null,
      })),
    };
  }

  @Post('one-time-codes')
  @WantsFreshFactor()
  @ApiOperation({
    summary: 'Begin to add an application for one-time codes. It counts once it has shown a right one',
    description:
      'Its secret is kept sealed, and shown this once. It does not wait longer than the policy says.',
  })
  @ApiCreatedResponse({ type: OneTimeCodesOffer })
  async offer(@SignedIn() { userCode }: Principal): Promise<OneTimeCodesOffer> {
    const [id, seed] = [randomUUID(), newSeed()];
    await this.kept.proposeSeed(userCode, id, seed);
    return { id, ...enrolmentOf(seed, userCode) };
  }

  @Post('one-time-codes/:id/confirmation')
  @ApiOperation({
    summary: 'Add it, by a code that it shows',
    description:
      'This session goes on under a new cookie; with the first second factor, the other sessions of this person end.',
  })
  async confirm(
    @Param('id', IdPipe) id: string,
    @Body() { name, code }: OneTimeCodesDto,
    @SignedIn() { userCode, sessionId }: Principal,
    @Res({ passthrough: true }) response: Response,
  ) {
    const enrolment = new EnrolOneTimeCodes(userCode, sessionId, id, name, code);
    const { sessionToken, ...outcome } = await this.commands.execute(enrolment);
    this.sessionCookie.set(response, sessionToken);
    return new Accepted(id, outcome);
  }

  @Post('passkeys/offer')
  @WantsFreshFactor()
  @ApiOperation({ summary: 'Begin to add a passkey: what a browser makes it for' })
  @ApiCreatedResponse({ type: PasskeyOffer })
  async offerPasskey(
    @SignedIn() { userCode }: Principal,
    @Req() request: Request,
    @Res({ passthrough: true }) response: Response,
  ): Promise<PasskeyOffer> {
    const { challenge, bearer } = await this.challenges.make(userCode);
    this.challengeCookie.set(response, bearer);
    const [kept, { factors }] = await Promise.all([
      this.passkeys.ofCode(userCode),
      this.handling.load(account, userCode),
    ]);
    // One that is kept and does not count, since its event never came, is to be made again.
    const known = kept.filter((passkey) => factors.some(({ factorId }) => factorId === passkey.factorId));
    return {
      challenge,
      rpId: relyingPartyOf(this.config, request).id,
      userCode,
      userHandle: Buffer.from(keyedHash(this.config.nameSecret, 'passkey-user', userCode)).toString(
        'base64url',
      ),
      known: known.map(({ credentialId, transports }) => ({ credentialId, transports })),
    };
  }

  @Post('passkeys')
  @ApiOperation({
    summary: 'Add a passkey that this browser has made',
    description:
      'This session goes on under a new cookie; with the first second factor, the other sessions of this person end.',
  })
  async addPasskey(
    @Body() { name, ...answer }: NewPasskeyDto,
    @SignedIn() { userCode, sessionId }: Principal,
    @Req() request: Request,
    @Res({ passthrough: true }) response: Response,
  ) {
    const party = relyingPartyOf(this.config, request);
    const made = { name, answer, bearer: this.challengeCookie.bearerIn(request), party };
    const enrolment = new EnrolPasskey(userCode, sessionId, made);
    const { sessionToken, ...outcome } = await this.commands.execute(enrolment);
    this.sessionCookie.set(response, sessionToken);
    return new Accepted(userCode, outcome);
  }

  @Delete('factors/:id')
  @WantsFreshFactor()
  @ApiOperation({
    summary: 'Remove a second factor',
    description: 'The other sessions of this person end: it may have opened one.',
  })
  async remove(@Param('id', IdPipe) id: string, @SignedIn() { userCode, sessionId }: Principal) {
    return new Accepted(id, await this.commands.execute(new RemoveFactor(userCode, sessionId, id)));
  }

  @Post('recovery-codes')
  @WantsFreshFactor()
  @ApiOperation({
    summary:
      'Make recovery codes, each of which stands in for a second factor once; those of before count no more',
  })
  @ApiCreatedResponse({ type: RecoveryCodes })
  async recovery(@SignedIn() { userCode, sessionId }: Principal): Promise<RecoveryCodes> {
    const issued = await this.commands.execute(new IssueRecoveryCodes(userCode, sessionId));
    return new RecoveryCodes(userCode, issued);
  }
}
