import { Controller, Get, Optional, Param, Query } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { Reads } from '#event-sourcing';
import { Allow, IdPipe, type Principal, ReaderGone, RecordsConsultation, SignedIn } from '#platform';
import { CodeDirectory } from '../code-directory.ts';
import { HistogramQuery } from '../read-models/journal/histogram.ts';
import { JournalQuery, type Neighbours } from '../read-models/journal/query.ts';
import { TopQuery } from '../read-models/journal/top.ts';
import {
  AroundAttempt,
  AttemptPage,
  type AttemptView,
  Histogram,
  type JournalEntry,
  type Surroundings,
  TopValues,
} from '../read-models/journal/view.ts';
import { AroundDto, JournalFilterDto, JournalPageDto } from './journal.dto.ts';

@ApiTags('connections')
@Controller('connections')
@Allow('caf-security')
export class ConnectionsController {
  constructor(
    private readonly journal: JournalQuery,
    private readonly histograms: HistogramQuery,
    private readonly tops: TopQuery,
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
    @ReaderGone() gone: AbortSignal,
  ): Promise<AttemptPage> {
    const { items, next } = await this.journal.page(filter, { cursor, limit }, principal, gone);
    return { items: await this.named(items), next };
  }

  @Get('histogram')
  @Reads('journal')
  @RecordsConsultation('days')
  @ApiOperation({
    summary: 'Successes and failures along the period, by hour, day, week or month. Reading them is recorded',
  })
  @ApiOkResponse({ type: Histogram })
  histogram(
    @Query() filter: JournalFilterDto,
    @SignedIn() principal: Principal,
    @ReaderGone() gone: AbortSignal,
  ): Promise<Histogram> {
    return this.histograms.read(filter, principal, gone);
  }

  @Get('top')
  @Reads('journal')
  @RecordsConsultation('top')
  @ApiOperation({
    summary: 'The ten most frequent codes, networks, outcomes and browsers. Reading them is recorded',
  })
  @ApiOkResponse({ type: TopValues })
  async top(
    @Query() filter: JournalFilterDto,
    @SignedIn() principal: Principal,
    @ReaderGone() gone: AbortSignal,
  ): Promise<TopValues> {
    const { user_code: codes, ...others } = await this.tops.read(filter, principal, gone);
    const names = await this.codes?.namesOf(codes.map(({ value }) => value));
    return { ...others, userCode: codes.map((code) => ({ ...code, name: names?.get(code.value) ?? null })) };
  }

  @Get(':id/around')
  @Reads('journal')
  @RecordsConsultation('around')
  @ApiOperation({
    summary:
      'What came just before and after an attempt, on its code and from its network. Reading it is recorded',
  })
  @ApiOkResponse({ type: AroundAttempt })
  async around(
    @Param('id', IdPipe) id: string,
    @Query() { at }: AroundDto,
    @SignedIn() principal: Principal,
    @ReaderGone() gone: AbortSignal,
  ): Promise<AroundAttempt> {
    const { userCode, network } = await this.journal.around({ id, at }, principal, gone);
    return {
      userCode: userCode && (await this.neighbours(userCode)),
      network: await this.neighbours(network),
    };
  }

  private async neighbours({ after, before }: Neighbours): Promise<Surroundings> {
    return { after: await this.named(after), before: await this.named(before) };
  }

  private async named(entries: readonly JournalEntry[]): Promise<AttemptView[]> {
    const codes = new Set(entries.map(({ userCode }) => userCode).filter((code) => code !== null));
    const names = await this.codes?.namesOf([...codes]);
    return entries.map((entry) => ({ ...entry, name: names?.get(entry.userCode ?? '') ?? null }));
  }
}
