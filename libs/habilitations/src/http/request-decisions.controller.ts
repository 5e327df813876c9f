import { Body, Controller, Post } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import { ApiCreatedResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { BulkAnswer, EACH_BY_ITSELF, eachByItself, Reads } from '#event-sourcing';
import { Allow } from '#platform';
import { GrantHabilitation } from '../commands/grant-habilitation.ts';
import { RefuseHabilitation } from '../commands/refuse-habilitation.ts';
import { HabilitationsQuery } from '../read-models/habilitations/query.ts';
import { GrantsDto, RefusalsDto } from './habilitation.dto.ts';

@ApiTags('habilitations')
@Controller()
@Allow('caf-habilitation')
export class RequestDecisionsController {
  constructor(
    private readonly commands: CommandBus,
    private readonly habilitations: HabilitationsQuery,
  ) {}

  @Post('habilitation-grants')
  @Reads('habilitations')
  @ApiOperation({
    summary: 'Grant several of the habilitations that were requested (R6, R11, R22)',
    description: EACH_BY_ITSELF,
  })
  @ApiCreatedResponse({ type: BulkAnswer })
  grant(@Body() { ids }: GrantsDto) {
    return eachByItself('grant', ids, async (id) => {
      const establishment = await this.habilitations.establishmentOfRequest(id);
      return this.commands.execute(new GrantHabilitation(establishment, id));
    });
  }

  @Post('habilitation-refusals')
  @Reads('habilitations')
  @ApiOperation({ summary: 'Refuse several requests for one reason', description: EACH_BY_ITSELF })
  @ApiCreatedResponse({ type: BulkAnswer })
  refuse(@Body() { ids, reason }: RefusalsDto) {
    return eachByItself('refusal', ids, async (id) => {
      const establishment = await this.habilitations.establishmentOfRequest(id);
      return this.commands.execute(new RefuseHabilitation(establishment, id, reason));
    });
  }
}
