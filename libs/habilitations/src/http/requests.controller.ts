import { Body, Controller, Param, Post } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import { Accepted, IfUnchanged, Reads } from '#event-sourcing';
import { Allow, deriveId, executionContext, IdPipe, invalid } from '#platform';
import { GrantHabilitation } from '../commands/grant-habilitation.ts';
import { RefuseHabilitation } from '../commands/refuse-habilitation.ts';
import { RequestHabilitation } from '../commands/request-habilitation.ts';
import { WithdrawRequest } from '../commands/withdraw-request.ts';
import type { Term } from '../domain/roster-events.ts';
import { HabilitationsQuery } from '../read-models/habilitations/query.ts';
import { RefusalDto, RequestHabilitationDto } from './habilitation.dto.ts';

/** Decisions look up where a request belongs: with a position they wait until it can be found (`Reads`). */
@ApiTags('habilitations')
@Controller('habilitation-requests')
export class RequestsController {
  constructor(
    private readonly commands: CommandBus,
    private readonly habilitations: HabilitationsQuery,
  ) {}

  @Post()
  @Allow('gestionnaire')
  @Reads('conventions')
  @ApiOperation({
    summary: 'Ask in writing for a profile for a named agent (R11)',
    description:
      'With a last day it ends by itself; with the holder who gives way meanwhile, they have it again then, by themselves (R6). A longer time is asked for in the same way, for the same person.',
  })
  async request(@Body() { establishmentId, documentSha256 = null, ...asked }: RequestHabilitationDto) {
    const requestId = deriveId(executionContext().commandId, 'habilitation');
    const { lastDay, returnsTo, ...written } = asked;
    const request = { requestId, documentSha256, ...written, term: termOf(lastDay, returnsTo) };
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

  @Post(':id/withdrawal')
  @Allow('gestionnaire')
  @IfUnchanged()
  @Reads('habilitations')
  @ApiOperation({ summary: 'Withdraw a request that waits, and say why' })
  async withdraw(@Param('id', IdPipe) id: string, @Body() { reason }: RefusalDto) {
    const establishment = await this.habilitations.establishmentOfRequest(id);
    return new Accepted(id, await this.commands.execute(new WithdrawRequest(establishment, id, reason)));
  }
}

function termOf(lastDay: string | null = null, returnsTo: string | null = null): Term | null {
  if (lastDay !== null) return { lastDay, returnsTo };
  if (returnsTo === null) return null;
  throw invalid('last-day-missing', 'Un profil rendu à son titulaire a un dernier jour\u00a0: donnez-le.');
}
