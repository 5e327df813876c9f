import { Body, Controller, Post } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import { ApiCreatedResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { BulkAnswer, EACH_BY_ITSELF, eachByItself, Reads } from '#event-sourcing';
import { Allow, WantsFreshFactor } from '#platform';
import { RevokeHabilitation } from '../commands/revoke-habilitation.ts';
import { HabilitationsQuery } from '../read-models/habilitations/query.ts';
import { RevocationsDto } from './habilitation.dto.ts';

@ApiTags('habilitations')
@Controller('habilitation-revocations')
@Allow('caf-habilitation')
export class HabilitationRevocationsController {
  constructor(
    private readonly commands: CommandBus,
    private readonly habilitations: HabilitationsQuery,
  ) {}

  @Post()
  @WantsFreshFactor()
  @Reads('habilitations')
  @ApiOperation({
    summary: 'Take several habilitations back for one reason',
    description: EACH_BY_ITSELF,
  })
  @ApiCreatedResponse({ type: BulkAnswer })
  revoke(@Body() { ids, reason, endedOn }: RevocationsDto) {
    const revocation = { reason, endedOn, declaredBy: 'caf' } as const;
    return eachByItself('revocation', ids, async (id) => {
      const establishment = await this.habilitations.establishmentOfHabilitation(id);
      return this.commands.execute(new RevokeHabilitation(establishment, id, revocation));
    });
  }
}
