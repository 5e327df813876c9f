import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { CommandHandling, type CommandOutcome } from '#event-sourcing';
import { anomaly } from '../domain/anomaly.ts';

/** Lets the calendar act on a case: reminders before the due day, overdue after it (R19). */
export class ApplyAnomalyDeadline extends Command<CommandOutcome> {
  constructor(readonly anomalyId: string) {
    super();
  }
}

@CommandHandler(ApplyAnomalyDeadline)
export class ApplyAnomalyDeadlineHandler implements ICommandHandler<ApplyAnomalyDeadline> {
  constructor(private readonly commands: CommandHandling) {}

  execute({ anomalyId }: ApplyAnomalyDeadline) {
    return this.commands.handle(anomaly, anomalyId, { type: 'ApplyAnomalyDeadline' });
  }
}
