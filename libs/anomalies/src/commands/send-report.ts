import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { CommandHandling, type CommandOutcome } from '#event-sourcing';
import { mustActFor, sha256Of } from '#platform';
import { monthlyReport, reportFormats, type SentFile, unknownReport } from '../domain/monthly-report.ts';
import { ReportContent } from '../monthly/report-content.ts';
import { SentReports } from '../monthly/sent-reports.ts';

/** An officer sends a report that they have reviewed: from then on the partner can download these very files. */
export class SendReport extends Command<CommandOutcome> {
  constructor(readonly reportId: string) {
    super();
  }
}

@CommandHandler(SendReport)
export class SendReportHandler implements ICommandHandler<SendReport> {
  constructor(
    private readonly commands: CommandHandling,
    private readonly content: ReportContent,
    private readonly sent: SentReports,
  ) {}

  async execute({ reportId }: SendReport) {
    const { state, subject, reviews, reviewed } = await this.commands.load(monthlyReport, reportId);
    mustActFor(subject?.cafId);
    if (!subject) throw unknownReport();
    const files: SentFile[] = [];
    const report = await this.content.of(subject, reviews);
    if (state === 'draft' && report.anomalies.length > 0) {
      for (const format of reportFormats) {
        const bytes = await this.content.fileOf(report, format);
        // Kept before the log says so.
        await this.sent.keep(reportId, bytes);
        files.push({ format, sha256: sha256Of(bytes), size: bytes.length });
      }
    }
    const cases = report.anomalies.map(({ id }) => id);
    return this.commands.handle(monthlyReport, reportId, { type: 'SendReport', files, cases, reviewed });
  }
}
