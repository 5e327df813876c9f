import { Controller, Get, Query } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { Reads } from '#event-sourcing';
import {
  AllowSignedIn,
  addDays,
  Clock,
  type Principal,
  parisDateOf,
  ReaderGone,
  RecordsConsultation,
  SignedIn,
} from '#platform';
import { JournalQuery } from '../read-models/journal/query.ts';
import { AttemptPage } from '../read-models/journal/view.ts';
import { OwnAttemptsDto } from './journal.dto.ts';

/** How far back people look at their own. */
const DAYS = 90;

/** Whoever has a code sees what was done with it, and can say that it was not them. */
@ApiTags('own-access')
@Controller('own-access/attempts')
export class OwnAttemptsController {
  constructor(
    private readonly journal: JournalQuery,
    private readonly clock: Clock,
  ) {}

  @Get()
  @AllowSignedIn()
  @Reads('journal')
  @RecordsConsultation('own-attempts')
  @ApiOperation({
    summary: 'The attempts with the reader’s own code in 90 days, the latest first. Reading them is recorded',
  })
  @ApiOkResponse({ type: AttemptPage })
  async list(
    @Query() page: OwnAttemptsDto,
    @SignedIn() reader: Principal,
    @ReaderGone() gone: AbortSignal,
  ): Promise<AttemptPage> {
    const from = addDays(parisDateOf(this.clock.now()), 1 - DAYS);
    const { items, next } = await this.journal.page(
      { from, userCode: [reader.userCode] },
      page,
      reader,
      gone,
    );
    return { items: items.map((item) => ({ ...item, name: reader.name })), next };
  }
}
