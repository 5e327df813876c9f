import { Controller, Get, Query, StreamableFile } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { Reads } from '#event-sourcing';
import { Allow, GivesFile, type Principal, RecordsConsultation, SignedIn, WantsFreshFactor } from '#platform';
import { SealedDocuments } from '#sealing';
import { anomalyReportDocument } from '../documents/anomaly-report-document.ts';
import { reportCsv } from '../report/csv.ts';
import { AnomalyReports } from '../report/report.ts';
import { AnomalyReport } from '../report/report-view.ts';
import { AnomalyReportDto } from './anomaly.dto.ts';

@ApiTags('anomalies')
@Controller()
@Allow('caf-security', 'gestionnaire')
export class AnomalyReportController {
  constructor(
    private readonly reports: AnomalyReports,
    private readonly documents: SealedDocuments,
  ) {}

  @Get('anomaly-report')
  @Reads('anomalies')
  @RecordsConsultation('anomaly-report')
  @ApiOperation({
    summary: 'Report on a gestionnaire’s anomalies: each with sentence, evidence, dates, state',
  })
  @ApiOkResponse({ type: AnomalyReport })
  report(@Query() request: AnomalyReportDto, @SignedIn() principal: Principal) {
    return this.reports.draw(request, principal);
  }

  @Get('anomaly-report.csv')
  @WantsFreshFactor()
  @Reads('anomalies')
  @RecordsConsultation('anomaly-report-csv')
  @ApiOperation({ summary: 'The same for a French spreadsheet' })
  @GivesFile('text/csv')
  async csv(@Query() request: AnomalyReportDto, @SignedIn() principal: Principal) {
    const report = await this.reports.draw(request, principal);
    return new StreamableFile(Buffer.from(reportCsv(report)), {
      type: 'text/csv; charset=utf-8',
      disposition: `attachment; filename="${fileName(report)}.csv"`,
    });
  }

  @Get('anomaly-report.pdf')
  @WantsFreshFactor()
  @Reads('anomalies')
  @RecordsConsultation('anomaly-report-pdf')
  @ApiOperation({ summary: 'The same to hand over: with what the gestionnaire was told of' })
  @GivesFile('application/pdf')
  async pdf(@Query() request: AnomalyReportDto, @SignedIn() principal: Principal) {
    const report = await this.reports.draw(request, principal, { isHandedOver: true });
    return new StreamableFile(await this.documents.compose(anomalyReportDocument(report), report.position), {
      type: 'application/pdf',
      disposition: `attachment; filename="${fileName(report)}.pdf"`,
    });
  }
}

const fileName = ({ gestionnaire, from, to }: AnomalyReport): string =>
  `anomalies-${gestionnaire.id}-${from}-${to}`;
