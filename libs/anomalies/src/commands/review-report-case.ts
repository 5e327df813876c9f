import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { CommandHandling, type CommandOutcome } from '#event-sourcing';
import { mustActFor } from '#platform';
import { type CaseReview, monthlyReport, unknownReport } from '../domain/monthly-report.ts';
import { ReportContent } from '../monthly/report-content.ts';

/** An officer leaves a case out of a draft, or adds a line to it. */
export class ReviewReportCase extends Command<CommandOutcome> {
  constructor(
    readonly reportId: string,
    readonly review: CaseReview,
  ) {
    super();
  }
}

@CommandHandler(ReviewReportCase)
export class ReviewReportCaseHandler implements ICommandHandler<ReviewReportCase> {
  constructor(
    private readonly commands: CommandHandling,
    private readonly content: ReportContent,
  ) {}

  async execute({ reportId, review }: ReviewReportCase) {
    const { subject } = await this.commands.load(monthlyReport, reportId);
    mustActFor(subject?.cafId);
    if (!subject) throw unknownReport();
    const cases = await this.content.casesOf(subject);
    if (!cases.some(({ id }) => id === review.anomalyId)) throw unknownReport();
    return this.commands.handle(monthlyReport, reportId, { type: 'ReviewReportCase', ...review });
  }
}
