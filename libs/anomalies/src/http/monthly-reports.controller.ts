import { Body, Controller, Get, Param, Post, StreamableFile } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { Accepted, IfUnchanged, Reads } from '#event-sourcing';
import {
  Allow,
  GivesFile,
  IdPipe,
  type Principal,
  RecordsConsultation,
  SignedIn,
  sha256Of,
  WantsFreshFactor,
} from '#platform';
import { ReviewReportCase } from '../commands/review-report-case.ts';
import { SendReport } from '../commands/send-report.ts';
import { type ReportFormat, unknownReport } from '../domain/monthly-report.ts';
import { ReportContent } from '../monthly/report-content.ts';
import { SentReports } from '../monthly/sent-reports.ts';
import { MonthlyReportsQuery } from '../read-models/monthly-reports/query.ts';
import { MonthlyReportDetailView } from '../read-models/monthly-reports/view.ts';
import { CaseReviewDto } from './monthly-report.dto.ts';

@ApiTags('anomalies')
@Controller('monthly-reports')
export class MonthlyReportsController {
  constructor(
    private readonly commands: CommandBus,
    private readonly reports: MonthlyReportsQuery,
    private readonly content: ReportContent,
    private readonly sent: SentReports,
  ) {}

  @Get(':id')
  @Allow('caf-security')
  @Reads('monthly_reports', 'anomalies', 'accounts')
  @RecordsConsultation('monthly-report')
  @ApiOperation({ summary: 'One of them, with its cases as an officer has reviewed them' })
  @ApiOkResponse({ type: MonthlyReportDetailView })
  async one(
    @Param('id', IdPipe) id: string,
    @SignedIn() principal: Principal,
  ): Promise<MonthlyReportDetailView> {
    const { view, subject } = await this.reports.one(id, principal);
    const reviews = await this.reports.reviewsOf(id);
    const cases = (await this.content.casesOf(subject)).map((anomaly) => {
      const { isLeftOut = false, note = null } = reviews.get(anomaly.id) ?? {};
      return { ...anomaly, isLeftOut, note };
    });
    return { ...view, cases };
  }

  @Post(':id/reviews')
  @Allow('caf-security')
  @IfUnchanged()
  @ApiOperation({ summary: 'Leave a case out of a draft, or add a line to it' })
  async review(@Param('id', IdPipe) id: string, @Body() { anomalyId, place, note }: CaseReviewDto) {
    const review = { anomalyId, isLeftOut: place === 'left-out', note: note ?? null };
    return new Accepted(id, await this.commands.execute(new ReviewReportCase(id, review)));
  }

  @Post(':id/sending')
  @Allow('caf-security')
  @IfUnchanged()
  @ApiOperation({
    summary: 'Send it: its correspondents are told, and can download these very files from then on',
  })
  async send(@Param('id', IdPipe) id: string) {
    return new Accepted(id, await this.commands.execute(new SendReport(id)));
  }

  @Get(':id/report.pdf')
  @WantsFreshFactor()
  @Allow('caf-security', 'gestionnaire')
  @Reads('monthly_reports', 'anomalies')
  @RecordsConsultation('monthly-report-file')
  @ApiOperation({ summary: 'The report to hand over: as it was sent, or for an officer as it would be' })
  @GivesFile('application/pdf')
  pdf(@Param('id', IdPipe) id: string, @SignedIn() principal: Principal) {
    return this.file(id, 'pdf', principal);
  }

  @Get(':id/report.csv')
  @WantsFreshFactor()
  @Allow('caf-security', 'gestionnaire')
  @Reads('monthly_reports', 'anomalies')
  @RecordsConsultation('monthly-report-file')
  @ApiOperation({ summary: 'The same for a French spreadsheet' })
  @GivesFile('text/csv')
  csv(@Param('id', IdPipe) id: string, @SignedIn() principal: Principal) {
    return this.file(id, 'csv', principal);
  }

  @Get(':id/report.ndjson')
  @WantsFreshFactor()
  @Allow('caf-security', 'gestionnaire')
  @Reads('monthly_reports', 'anomalies')
  @RecordsConsultation('monthly-report-file')
  @ApiOperation({ summary: 'The same for another surveillance tool: Detection Findings of OCSF' })
  @GivesFile('application/x-ndjson')
  ocsf(@Param('id', IdPipe) id: string, @SignedIn() principal: Principal) {
    return this.file(id, 'ocsf', principal);
  }

  private async file(id: string, format: ReportFormat, principal: Principal): Promise<StreamableFile> {
    const { view, subject } = await this.reports.one(id, principal);
    const file = view.sent?.files.find((one) => one.format === format);
    const bytes = file
      ? await this.sent.bytesOf(id, file.sha256)
      : await this.content.fileOf(await this.content.of(subject, await this.reports.reviewsOf(id)), format);
    if (bytes === null || (file && sha256Of(bytes) !== file.sha256)) throw unknownReport();
    const { type, extension } = FILES[format];
    return new StreamableFile(bytes, {
      type,
      disposition: `attachment; filename="rapport-${subject.gestionnaire.id}-${subject.month}.${extension}"`,
    });
  }
}

const FILES = {
  pdf: { type: 'application/pdf', extension: 'pdf' },
  csv: { type: 'text/csv; charset=utf-8', extension: 'csv' },
  ocsf: { type: 'application/x-ndjson', extension: 'ndjson' },
} as const satisfies Record<ReportFormat, object>;
