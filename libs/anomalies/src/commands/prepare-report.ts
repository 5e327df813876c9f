import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { CommandHandling, type CommandOutcome } from '#event-sourcing';
import { monthlyReport, type ReportSubject, reportIdOf } from '../domain/monthly-report.ts';

/** The draft of a monthly report, once its day has come. */
export class PrepareReport extends Command<CommandOutcome> {
  constructor(readonly subject: ReportSubject) {
    super();
  }
}

@CommandHandler(PrepareReport)
export class PrepareReportHandler implements ICommandHandler<PrepareReport> {
  constructor(private readonly commands: CommandHandling) {}

  execute({ subject }: PrepareReport) {
    return this.commands.handle(monthlyReport, reportIdOf(subject), { type: 'PrepareReport', ...subject });
  }
}
