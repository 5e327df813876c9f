import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { CommandHandling, type CommandOutcome } from '#event-sourcing';
import { roster } from '../domain/roster.ts';

/** Records which habilitations have ended by themselves, and who has their profile again, at the instants of it (R6). */
export class RecordTerms extends Command<CommandOutcome> {
  constructor(readonly establishmentId: string) {
    super();
  }
}

@CommandHandler(RecordTerms)
export class RecordTermsHandler implements ICommandHandler<RecordTerms> {
  constructor(private readonly commands: CommandHandling) {}

  async execute({ establishmentId }: RecordTerms) {
    return this.commands.handle(roster, establishmentId, { type: 'RecordTerms' });
  }
}
