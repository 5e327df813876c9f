import { Controller, Get } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { Reads } from '#event-sourcing';
import { Allow, type Principal, SignedIn } from '#platform';
import { CaseCountsQuery } from '../read-models/anomalies/counts.ts';
import { CaseCounts } from '../read-models/anomalies/view.ts';
import { CaseworkQuery } from '../read-models/casework/query.ts';
import { OfficerView } from '../read-models/casework/view.ts';

@ApiTags('anomalies')
@Controller('anomaly-queue')
@Allow('caf-security')
export class AnomalyQueueController {
  constructor(
    private readonly cases: CaseCountsQuery,
    private readonly casework: CaseworkQuery,
  ) {}

  @Get('counts')
  @Reads('anomalies', 'casework')
  @ApiOperation({ summary: 'How many cases wait for the Caf, for the reader, for anybody' })
  @ApiOkResponse({ type: CaseCounts })
  counts(@SignedIn() principal: Principal) {
    return this.cases.of(principal);
  }

  @Get('officers')
  @Reads('accounts')
  @ApiOperation({ summary: 'The officers of the Caf to whom a case can be assigned' })
  @ApiOkResponse({ type: [OfficerView] })
  officers(@SignedIn() principal: Principal) {
    return this.casework.officersOf(principal);
  }
}
