import { Controller, Get } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import { EventStore } from '#event-sourcing';
import { AllowEveryone, Database } from '#platform';

@ApiTags('health')
@Controller('health')
@AllowEveryone()
export class HealthController {
  constructor(
    private readonly store: EventStore,
    private readonly database: Database,
  ) {}

  @Get('live')
  @ApiOperation({ summary: 'The process answers' })
  live() {
    return { status: 'live' };
  }

  @Get('ready')
  @ApiOperation({ summary: 'Its engines answer too: 503 otherwise' })
  async ready() {
    await Promise.all([this.store.head(), this.database.query('SELECT 1')]);
    return { status: 'ready' };
  }
}
