import { Controller, Get, Optional, Query } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { Reads } from '#event-sourcing';
import { Allow, type Principal, RecordsConsultation, SignedIn } from '#platform';
import { CodeDirectory } from '../code-directory.ts';
import { JournalQuery } from '../read-models/journal/query.ts';
import { AttemptPage, ConnectionDay } from '../read-models/journal/view.ts';
import { JournalFilterDto, JournalPageDto } from './journal.dto.ts';

@ApiTags('connections')
@Controller('connections')
@Allow('caf-security')
export class ConnectionsController {
  constructor(
    private readonly journal: JournalQuery,
    @Optional() private readonly codes?: CodeDirectory,
  ) {}

  @Get()
  @Reads('journal')
  @RecordsConsultation('attempts')
  @ApiOperation({ summary: 'The attempts to sign in, the latest first (R18). Reading them is recorded' })
  @ApiOkResponse({ type: AttemptPage })
  async list(
    @Query() { cursor, limit, ...filter }: JournalPageDto,
    @SignedIn() principal: Principal,
  ): Promise<AttemptPage> {
    const { items, next } = await this.journal.page(filter, { cursor, limit }, principal);
    const names = await this.namesOf(items.map(({ userCode }) => userCode));
    return {
      items: items.map((item) => ({ ...item, name: names?.get(item.userCode ?? '') ?? null })),
      next,
    };
  }

  @Get('days')
  @Reads('journal')
  @RecordsConsultation('days')
  @ApiOperation({ summary: 'Successes and failures of each day. Reading them is recorded' })
  @ApiOkResponse({ type: [ConnectionDay] })
  days(@Query() filter: JournalFilterDto, @SignedIn() principal: Principal) {
    return this.journal.days(filter, principal);
  }

  private async namesOf(codes: readonly (string | null)[]) {
    return this.codes?.namesOf([...new Set(codes.filter((code) => code !== null))]);
  }
}
