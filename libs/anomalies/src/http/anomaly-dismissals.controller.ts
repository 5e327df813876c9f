import { Body, Controller, Post } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import { ApiCreatedResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { BulkAnswer, EACH_BY_ITSELF, eachByItself } from '#event-sourcing';
import { Allow, WantsFreshFactor } from '#platform';
import { DismissAnomaly } from '../commands/dismiss-anomaly.ts';
import { ReopenAnomaly } from '../commands/reopen-anomaly.ts';
import { DismissalsDto } from './anomaly.dto.ts';

@ApiTags('anomalies')
@Controller()
@Allow('caf-security')
export class AnomalyDismissalsController {
  constructor(private readonly commands: CommandBus) {}

  @Post('anomaly-dismissals')
  @WantsFreshFactor()
  @ApiOperation({
    summary: 'Dismiss several for one reason',
    description: EACH_BY_ITSELF,
  })
  @ApiCreatedResponse({ type: BulkAnswer })
  dismiss(@Body() { ids, reason }: DismissalsDto) {
    return eachByItself('dismissal', ids, (id) => this.commands.execute(new DismissAnomaly(id, reason)));
  }

  @Post('anomaly-reopenings')
  @ApiOperation({
    summary: 'Take several dismissals back for one reason',
    description: 'Each by itself; the answer says what became of each.',
  })
  @ApiCreatedResponse({ type: BulkAnswer })
  reopen(@Body() { ids, reason }: DismissalsDto) {
    return eachByItself('reopening', ids, (id) => this.commands.execute(new ReopenAnomaly(id, reason)));
  }
}
