import { randomUUID } from 'node:crypto';
import { Controller, Get, Optional, Query } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { Reads } from '#event-sourcing';
import { Allow, executionContext, type Principal, runAs, SignedIn } from '#platform';
import { CodeDirectory } from '../code-directory.ts';
import { RecordConsultation } from '../commands/record-consultation.ts';
import type { JournalFilter } from '../domain/consultation.ts';
import { JournalQuery } from '../read-models/journal/query.ts';
import { AttemptPage, ConnectionDay } from '../read-models/journal/view.ts';
import { JournalFilterDto, JournalPageDto } from './journal.dto.ts';

@ApiTags('connections')
@Controller('connections')
@Allow('caf-security')
export class ConnectionsController {
  constructor(
    private readonly commands: CommandBus,
    private readonly journal: JournalQuery,
    @Optional() private readonly codes?: CodeDirectory,
  ) {}

  @Get()
  @Reads('journal')
  @ApiOperation({ summary: 'The attempts to sign in, the latest first (R18). Reading them is recorded' })
  @ApiOkResponse({ type: AttemptPage })
  async list(
    @Query() { cursor, limit, ...filter }: JournalPageDto,
    @SignedIn() principal: Principal,
  ): Promise<AttemptPage> {
    const { items, next } = await this.journal.page(filter, { cursor, limit }, principal);
    const names = await this.namesOf(items.map(({ userCode }) => userCode));
    await this.record('attempts', filter, principal);
    return {
      items: items.map((item) => ({ ...item, name: names?.get(item.userCode ?? '') ?? null })),
      next,
    };
  }

  @Get('days')
  @Reads('journal')
  @ApiOperation({ summary: 'Successes and failures of each day. Reading them is recorded' })
  @ApiOkResponse({ type: [ConnectionDay] })
  async days(@Query() filter: JournalFilterDto, @SignedIn() principal: Principal) {
    const days = await this.journal.days(filter, principal);
    await this.record('days', { ...filter }, principal);
    return days;
  }

  private async namesOf(codes: readonly (string | null)[]) {
    return this.codes?.namesOf([...new Set(codes.filter((code) => code !== null))]);
  }

  /** Under a command id of its own: a reader who repeats an idempotency key reads, and is recorded, again. */
  private async record(view: 'attempts' | 'days', filter: JournalFilter, { userCode }: Principal) {
    const { actor, correlationId } = executionContext();
    const context = { commandId: randomUUID(), correlationId };
    await runAs(actor, () => this.commands.execute(new RecordConsultation(userCode, view, filter)), context);
  }
}
