import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { CommandHandling, type CommandOutcome } from '#event-sourcing';
import { consultation, type JournalFilter } from '../domain/consultation.ts';

/** Somebody reads the connection log. */
export class RecordConsultation extends Command<CommandOutcome> {
  constructor(
    readonly by: string,
    readonly view: 'attempts' | 'days',
    readonly filter: JournalFilter,
  ) {
    super();
  }
}

@CommandHandler(RecordConsultation)
export class RecordConsultationHandler implements ICommandHandler<RecordConsultation> {
  constructor(private readonly commands: CommandHandling) {}

  execute({ by, view, filter }: RecordConsultation) {
    return this.commands.handle(consultation, by, { type: 'RecordConsultation', by, view, filter });
  }
}
