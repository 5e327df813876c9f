import { Body, Controller, Param, Post } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import { Accepted, IfUnchanged, idOf, Reads } from '#event-sourcing';
import { Allow, IdPipe, invalid } from '#platform';
import { DeclareDeparture } from '../commands/declare-departure.ts';
import { DeclareReturn } from '../commands/declare-return.ts';
import { PostponeReturn } from '../commands/postpone-return.ts';
import type { Succession } from '../domain/departure.ts';
import { AbsenceReturnDto, DepartureDto, ExpectedReturnDto } from './departure.dto.ts';

@ApiTags('departures')
@Controller('departures')
export class DeparturesController {
  constructor(private readonly commands: CommandBus) {}

  @Post()
  @Allow('gestionnaire')
  @Reads('habilitations', 'departures')
  @ApiOperation({
    summary: 'Declare a change or the end of a mission, or an absence (R20)',
    description:
      'In one act: the profiles end at once, with them the sessions, and at a departure the requests that wait; those of a successor are asked for, where one is named with the written request.',
  })
  async declare(@Body() { successorId, reference, requestedOn, ...told }: DepartureDto) {
    const { habilitationIds = null, expectedReturn = null, ...declared } = told;
    const successor = successionOf(successorId, reference, requestedOn);
    const departure = { ...declared, expectedReturn, successor };
    const outcome = await this.commands.execute(new DeclareDeparture(departure, habilitationIds));
    return new Accepted(idOf(outcome.stream), outcome);
  }

  @Post(':id/expected-return')
  @Allow('gestionnaire')
  @IfUnchanged()
  @Reads('departures')
  @ApiOperation({
    summary: 'Say on which other day somebody absent is expected back (R20)',
    description: 'Who stands in, and until when, stays as it was agreed: a longer time is asked for (R6).',
  })
  async postpone(@Param('id', IdPipe) id: string, @Body() { expectedReturn }: ExpectedReturnDto) {
    return new Accepted(id, await this.commands.execute(new PostponeReturn(id, expectedReturn)));
  }

  @Post(':id/return')
  @Allow('gestionnaire')
  @IfUnchanged()
  @Reads('habilitations', 'departures')
  @ApiOperation({
    summary: 'Declare that somebody is back (R20)',
    description:
      'What another has for a time is theirs at once (R6); the rest of what they had is asked for, by the written request (R11).',
  })
  async comeBack(@Param('id', IdPipe) id: string, @Body() told: AbsenceReturnDto) {
    const { returnedOn, reference = null, requestedOn = null } = told;
    const back = { returnedOn, reference, requestedOn };
    return new Accepted(id, await this.commands.execute(new DeclareReturn(id, back)));
  }
}

/** R11: no successor without a written request. */
function successionOf(
  personId: string | null = null,
  reference: string | null = null,
  requestedOn: string | null = null,
): Succession | null {
  if (personId === null) return null;
  if (reference !== null && requestedOn !== null) return { personId, reference, requestedOn };
  throw invalid(
    'request-incomplete',
    'La demande pour la personne qui succède a une référence et une date\u00a0: donnez les deux.',
  );
}
