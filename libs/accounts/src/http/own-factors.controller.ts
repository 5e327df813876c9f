import { randomUUID } from 'node:crypto';
import { Body, Controller, Delete, Get, Param, Post } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import { ApiCreatedResponse, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { Accepted, CommandHandling } from '#event-sourcing';
import { AllowSignedIn, IdPipe, type Principal, SignedIn } from '#platform';
import { EnrolOneTimeCodes } from '../commands/enrol-one-time-codes.ts';
import { IssueRecoveryCodes } from '../commands/issue-recovery-codes.ts';
import { RemoveFactor } from '../commands/remove-factor.ts';
import { account } from '../domain/account.ts';
import { KeptFactors } from '../factors/kept-factors.ts';
import { enrolmentOf, newSeed } from '../factors/one-time-codes.ts';
import { OneTimeCodesDto } from './factor.dto.ts';
import { OneTimeCodesOffer, OwnFactors, RecoveryCodes } from './factor.view.ts';

/** What everybody has beside their password. */
@ApiTags('own-access')
@Controller('own-access')
@AllowSignedIn()
export class OwnFactorsController {
  constructor(
    private readonly commands: CommandBus,
    private readonly handling: CommandHandling,
    private readonly kept: KeptFactors,
  ) {}

  @Get('factors')
  @ApiOperation({ summary: 'The reader’s second factors' })
  @ApiOkResponse({ type: OwnFactors })
  async own(@SignedIn() { userCode }: Principal): Promise<OwnFactors> {
    const [{ factors, recovery }, uses] = await Promise.all([
      this.handling.load(account, userCode),
      this.kept.usesOf(userCode),
    ]);
    return {
      factors: factors.map(({ factorId, kind, name, at }) => ({
        ...{ id: factorId, kind, name, addedAt: at, usedAt: uses.get(factorId) ?? null },
      })),
      recoveryCodesLeft: recovery?.left ?? null,
    };
  }

  @Post('one-time-codes')
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
    description: 'With the first second factor, the other sessions of this person end.',
  })
  async confirm(
    @Param('id', IdPipe) id: string,
    @Body() { name, code }: OneTimeCodesDto,
    @SignedIn() { userCode, sessionId }: Principal,
  ) {
    return new Accepted(
      id,
      await this.commands.execute(new EnrolOneTimeCodes(userCode, sessionId, id, name, code)),
    );
  }

  @Delete('factors/:id')
  @ApiOperation({ summary: 'Remove a second factor' })
  async remove(@Param('id', IdPipe) id: string, @SignedIn() { userCode }: Principal) {
    return new Accepted(id, await this.commands.execute(new RemoveFactor(userCode, id)));
  }

  @Post('recovery-codes')
  @ApiOperation({
    summary:
      'Make recovery codes, each of which stands in for a second factor once; those of before count no more',
  })
  @ApiCreatedResponse({ type: RecoveryCodes })
  async recovery(@SignedIn() { userCode }: Principal): Promise<RecoveryCodes> {
    return new RecoveryCodes(userCode, await this.commands.execute(new IssueRecoveryCodes(userCode)));
  }
}
