import { Body, Controller, Param, Post } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import { Accepted, IfUnchanged } from '#event-sourcing';
import { Allow, IdPipe, type Principal, SignedIn } from '#platform';
import { ProposeRenewal } from '../commands/propose-renewal.ts';
import { SignRenewal } from '../commands/sign-renewal.ts';
import { WithdrawRenewal } from '../commands/withdraw-renewal.ts';
import { partyOf } from '../domain/party-of.ts';
import { RenewalDto, RenewalSignatureDto, WithdrawalDto } from './convention.dto.ts';

@ApiTags('conventions')
@Controller('conventions/:id/renewal')
export class RenewalsController {
  constructor(private readonly commands: CommandBus) {}

  @Post()
  @Allow('caf-habilitation')
  @IfUnchanged()
  @ApiOperation({
    summary: 'Propose another last day for a convention in force (R4)',
    description:
      'Once both parties have signed it, establishments, habilitations and codes go on until that day. What was proposed before falls, with its signatures.',
  })
  async propose(@Param('id', IdPipe) id: string, @Body() { until }: RenewalDto) {
    return new Accepted(id, await this.commands.execute(new ProposeRenewal(id, until)));
  }

  @Post('signatures')
  @Allow('caf-habilitation', 'gestionnaire')
  @IfUnchanged()
  @ApiOperation({ summary: 'Sign the renewal, each party for itself (R2, R4)' })
  async sign(
    @Param('id', IdPipe) id: string,
    @Body() { until, ...signature }: RenewalSignatureDto,
    @SignedIn() principal: Principal,
  ) {
    const own = { party: partyOf(principal), ...signature };
    return new Accepted(id, await this.commands.execute(new SignRenewal(id, until, own)));
  }

  @Post('withdrawal')
  @Allow('caf-habilitation')
  @IfUnchanged()
  @ApiOperation({ summary: 'Withdraw what was proposed, and say why' })
  async withdraw(@Param('id', IdPipe) id: string, @Body() { reason }: WithdrawalDto) {
    return new Accepted(id, await this.commands.execute(new WithdrawRenewal(id, reason)));
  }
}
