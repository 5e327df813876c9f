import { Body, Controller, Get, Param, Post, Query } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { Accepted, IfUnchanged, Reads } from '#event-sourcing';
import { Allow, deriveId, executionContext, IdPipe, type Principal, SignedIn } from '#platform';
import { GrantHabilitation } from '../commands/grant-habilitation.ts';
import { RefuseHabilitation } from '../commands/refuse-habilitation.ts';
import { RequestHabilitation } from '../commands/request-habilitation.ts';
import { HabilitationsQuery } from '../read-models/habilitations/query.ts';
import { RequestView } from '../read-models/habilitations/view.ts';
import { RefusalDto, RequestFilterDto, RequestHabilitationDto } from './habilitation.dto.ts';

/** Decisions look up where a request belongs: with a position they wait until it can be found (`Reads`). */
@ApiTags('habilitations')
@Controller('habilitation-requests')
export class RequestsController {
  constructor(
    private readonly commands: CommandBus,
    private readonly habilitations: HabilitationsQuery,
  ) {}

  @Get()
  @Allow('gestionnaire', 'caf-habilitation', 'caf-security')
  @Reads('habilitations')
  @ApiOperation({ summary: 'The requests of the reader’s organism, those that wait first' })
  @ApiOkResponse({ type: [RequestView] })
  list(@Query() { state }: RequestFilterDto, @SignedIn() principal: Principal) {
    return this.habilitations.requestsVisibleTo(principal, state);
  }

  @Post()
  @Allow('gestionnaire')
  @Reads('conventions')
  @ApiOperation({ summary: 'Ask in writing for a profile for a named agent (R11)' })
  async request(@Body() { establishmentId, documentSha256 = null, ...written }: RequestHabilitationDto) {
    const requestId = deriveId(executionContext().commandId, 'habilitation');
    const request = { requestId, documentSha256, ...written };
    return new Accepted(
      requestId,
      await this.commands.execute(new RequestHabilitation(establishmentId, request)),
    );
  }

  @Post(':id/grant')
  @Allow('caf-habilitation')
  @IfUnchanged()
  @Reads('habilitations')
  @ApiOperation({ summary: 'Grant what was requested (R6, R11, R22)' })
  async grant(@Param('id', IdPipe) id: string) {
    const establishment = await this.habilitations.establishmentOfRequest(id);
    return new Accepted(id, await this.commands.execute(new GrantHabilitation(establishment, id)));
  }

  @Post(':id/refusal')
  @Allow('caf-habilitation')
  @IfUnchanged()
  @Reads('habilitations')
  @ApiOperation({ summary: 'Refuse a request, with the reason' })
  async refuse(@Param('id', IdPipe) id: string, @Body() { reason }: RefusalDto) {
    const establishment = await this.habilitations.establishmentOfRequest(id);
    return new Accepted(id, await this.commands.execute(new RefuseHabilitation(establishment, id, reason)));
  }
}
