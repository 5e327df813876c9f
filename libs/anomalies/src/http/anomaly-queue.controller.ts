import { Controller, Get, Query } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { Reads } from '#event-sourcing';
import { Allow, type Principal, SignedIn } from '#platform';
import { CaseQueue } from '../read-models/anomalies/queue.ts';
import { CaseCounts, QueuePage } from '../read-models/anomalies/view.ts';
import { CaseworkQuery } from '../read-models/casework/query.ts';
import { OfficerView } from '../read-models/casework/view.ts';
import { AnomalyQueueDto } from './anomaly-queue.dto.ts';

@ApiTags('anomalies')
@Controller('anomaly-queue')
@Allow('caf-security')
export class AnomalyQueueController {
  constructor(
    private readonly queue: CaseQueue,
    private readonly casework: CaseworkQuery,
  ) {}

  @Get()
  @Reads('anomalies', 'casework')
  @ApiOperation({
    summary: 'The cases of the Caf, what can wait least first',
    description:
      'Those that may be an intrusion under way (critical, then high), those whose days are over without an answer, those that are justified, those whose notice has reached nobody, the others to be looked at; then those that wait for the partner, then those that are over. Among equals, what has waited longest comes first; of what is over, the latest.',
  })
  @ApiOkResponse({ type: QueuePage })
  page(@Query() { cursor, limit, ...filter }: AnomalyQueueDto, @SignedIn() principal: Principal) {
    return this.queue.page(filter, { cursor, limit }, principal);
  }

  @Get('counts')
  @Reads('anomalies', 'casework')
  @ApiOperation({ summary: 'How many cases wait for the Caf, for the reader, for anybody' })
  @ApiOkResponse({ type: CaseCounts })
  counts(@SignedIn() principal: Principal) {
    return this.queue.counts(principal);
  }

  @Get('officers')
  @Reads('accounts')
  @ApiOperation({ summary: 'The officers of the Caf to whom a case can be assigned' })
  @ApiOkResponse({ type: [OfficerView] })
  officers(@SignedIn() principal: Principal) {
    return this.casework.officersOf(principal);
  }
}
