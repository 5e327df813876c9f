import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { CommandHandling, type CommandOutcome } from '#event-sourcing';
import { type RecordedDay, type RecordedDaysEvent, recordedDays } from '../domain/recorded-days.ts';

/** Writes into the log how the amendment was kept on a day: with the log, that is sealed. */
export class RecordConformity extends Command<CommandOutcome<RecordedDaysEvent>> {
  constructor(
    readonly cafId: string,
    readonly recorded: RecordedDay,
  ) {
    super();
  }
}

@CommandHandler(RecordConformity)
export class RecordConformityHandler implements ICommandHandler<RecordConformity> {
  constructor(private readonly commands: CommandHandling) {}

  execute({ cafId, recorded }: RecordConformity) {
    return this.commands.handle(recordedDays, cafId, { type: 'RecordConformity', recorded });
  }
}
