import { Controller, Get, Param } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { Reads } from '#event-sourcing';
import { Allow, IdPipe, type Principal, SignedIn } from '#platform';
import { RelatedCasesQuery } from '../read-models/anomalies/related.ts';
import { AnomalyView } from '../read-models/anomalies/view.ts';

/** From the journal, which knows nothing of anomalies, to the cases of an attempt. */
@ApiTags('anomalies')
@Controller('connections')
@Allow('caf-security')
export class AttemptCasesController {
  constructor(private readonly related: RelatedCasesQuery) {}

  @Get(':id/cases')
  @Reads('anomalies')
  @ApiOperation({
    summary: 'The cases that an attempt of the journal belongs to',
    description: 'A case links to 100 of its attempts at most.',
  })
  @ApiOkResponse({ type: [AnomalyView] })
  withAttempt(@Param('id', IdPipe) id: string, @SignedIn() officer: Principal) {
    return this.related.withAttempt(id, officer);
  }
}
