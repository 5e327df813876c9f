import { Controller, Get, Param, Query, type StreamableFile } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { Reads } from '#event-sourcing';
import {
  Allow,
  GivesFile,
  IdPipe,
  type Principal,
  ReaderGone,
  RecordsConsultation,
  SignedIn,
  streamedFile,
  WantsFreshFactor,
} from '#platform';
import { CodeDirectory } from '../code-directory.ts';
import { JournalExport } from '../export/journal-export.ts';
import { HistogramQuery } from '../read-models/journal/histogram.ts';
import { named } from '../read-models/journal/named.ts';
import { JournalQuery, type Neighbours } from '../read-models/journal/query.ts';
import { TopQuery } from '../read-models/journal/top.ts';
import {
  AroundAttempt,
  AttemptPage,
  Histogram,
  type Surroundings,
  TopValues,
} from '../read-models/journal/view.ts';
import { AroundDto, JournalExportDto, JournalFilterDto, JournalPageDto } from './journal.dto.ts';

@ApiTags('connections')
@Controller('connections')
@Allow('caf-security')
export class ConnectionsController {
  constructor(
    private readonly journal: JournalQuery,
    private readonly histograms: HistogramQuery,
    private readonly tops: TopQuery,
    private readonly exports: JournalExport,
    private readonly codes: CodeDirectory,
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
    return { items: await named(items, this.codes), next };
  }

  @Get('histogram')
  @Reads('journal')
  @RecordsConsultation('days')
  @ApiOperation({
    summary:
      'Successes, failures and what waits for a second factor along the period, by hour, day, week or month. Reading them is recorded',
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
    const names = await this.codes.namesOf(codes.map(({ value }) => value));
    return { ...others, userCode: codes.map((code) => ({ ...code, name: names.get(code.value) ?? null })) };
  }

  @Get('export')
  @WantsFreshFactor()
  @Reads('journal')
  @RecordsConsultation('attempts-export')
  @ApiOperation({
    summary:
      'All that a filter finds, the latest first, as a ZIP of the file and its manifest. It is recorded',
    description:
      '`csv` for a French spreadsheet, `ndjson` as the API answers, `ocsf` as events of the class Authentication (3002). `manifeste.json` gives filter, period, first and last attempt, position of the register, number of lines and SHA-256.',
  })
  @GivesFile('application/zip')
  async export(
    @Query() { format, ...filter }: JournalExportDto,
    @SignedIn() principal: Principal,
    @ReaderGone() gone: AbortSignal,
  ): Promise<StreamableFile> {
    const archive = await this.exports.archive(filter, format, principal, gone);
    return streamedFile(archive, 'application/zip', `journal-${format}.zip`);
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
      network: network && (await this.neighbours(network)),
    };
  }

  private async neighbours({ after, before }: Neighbours): Promise<Surroundings> {
    return { after: await named(after, this.codes), before: await named(before, this.codes) };
  }
}
