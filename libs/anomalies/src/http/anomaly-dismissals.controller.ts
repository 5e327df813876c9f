import { Body, Controller, Post } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import { ApiCreatedResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { Allow, executionContext } from '#platform';
import { DismissAnomalies } from '../commands/dismiss-anomalies.ts';
import { DismissalsDto } from './anomaly.dto.ts';
import { DismissalsView } from './dismissals.view.ts';

@ApiTags('anomalies')
@Controller('anomaly-dismissals')
@Allow('caf-security')
export class AnomalyDismissalsController {
  constructor(private readonly commands: CommandBus) {}

  @Post()
  @ApiOperation({
    summary: 'Dismiss several for one reason',
    description:
      'Each is decided by itself, and the answer says what became of each. After an interruption, the same key and body do what was left.',
  })
  @ApiCreatedResponse({ type: DismissalsView })
  async dismiss(@Body() { ids, reason }: DismissalsDto) {
    const { commandId } = executionContext();
    return new DismissalsView(commandId, await this.commands.execute(new DismissAnomalies(ids, reason)));
  }
}
