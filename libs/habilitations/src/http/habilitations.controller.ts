import { Body, Controller, Param, Post } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import { partyOf } from '#conventions';
import { Accepted, IfUnchanged, Reads } from '#event-sourcing';
import { Allow, IdPipe, type Principal, SignedIn, WantsFreshFactor } from '#platform';
import { BringTermForward } from '../commands/bring-term-forward.ts';
import { RevokeHabilitation } from '../commands/revoke-habilitation.ts';
import { HabilitationsQuery } from '../read-models/habilitations/query.ts';
import { RevocationDto, TermDto } from './habilitation.dto.ts';

@ApiTags('habilitations')
@Controller('habilitations')
export class HabilitationsController {
  constructor(
    private readonly commands: CommandBus,
    private readonly habilitations: HabilitationsQuery,
  ) {}

  @Post(':id/revocation')
  @Allow('gestionnaire', 'caf-habilitation')
  @WantsFreshFactor('caf-habilitation')
  @IfUnchanged()
  @Reads('habilitations')
  @ApiOperation({ summary: 'Declare the end of a mission (R20), or take the habilitation back' })
  async revoke(
    @Param('id', IdPipe) id: string,
    @Body() { reason, endedOn }: RevocationDto,
    @SignedIn() principal: Principal,
  ) {
    const establishment = await this.habilitations.establishmentOfHabilitation(id);
    const revocation = { reason, endedOn, declaredBy: partyOf(principal) };
    return new Accepted(
      id,
      await this.commands.execute(new RevokeHabilitation(establishment, id, revocation)),
    );
  }

  @Post(':id/term')
  @Allow('gestionnaire')
  @IfUnchanged()
  @Reads('habilitations')
  @ApiOperation({
    summary:
      'Let a habilitation end sooner than was agreed, or on a day to come where it has no last day (R6)',
    description: 'It takes effect at once. A longer time is asked for, as the habilitation was.',
  })
  async bringForward(@Param('id', IdPipe) id: string, @Body() { lastDay, reason }: TermDto) {
    const establishment = await this.habilitations.establishmentOfHabilitation(id);
    return new Accepted(
      id,
      await this.commands.execute(new BringTermForward(establishment, id, lastDay, reason)),
    );
  }
}
