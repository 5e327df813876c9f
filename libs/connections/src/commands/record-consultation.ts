import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { CommandHandling, type CommandOutcome } from '#event-sourcing';
import type { Consulted } from '#platform';
import { consultation } from '../domain/consultation.ts';

/** Somebody reads what is worth recording: `asked` says which of it. */
export class RecordConsultation extends Command<CommandOutcome> {
  constructor(
    readonly by: string,
    readonly view: Consulted,
    readonly asked: Readonly<Record<string, string>>,
  ) {
    super();
  }
}

@CommandHandler(RecordConsultation)
export class RecordConsultationHandler implements ICommandHandler<RecordConsultation> {
  constructor(private readonly commands: CommandHandling) {}

  execute({ by, view, asked }: RecordConsultation) {
    const command = { type: 'RecordConsultation', by, view, filter: asked } as const;
    return this.commands.handle(consultation, by, command);
  }
}
