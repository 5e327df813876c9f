import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { CommandHandling, type CommandOutcome } from '#event-sourcing';
import { convention } from '../domain/convention.ts';

/** Lets the calendar act on a convention: into force on its first day, over after its last (R1, R3). */
export class ApplyConventionTerm extends Command<CommandOutcome> {
  constructor(readonly conventionId: string) {
    super();
  }
}

@CommandHandler(ApplyConventionTerm)
export class ApplyConventionTermHandler implements ICommandHandler<ApplyConventionTerm> {
  constructor(private readonly commands: CommandHandling) {}

  execute({ conventionId }: ApplyConventionTerm) {
    return this.commands.handle(convention, conventionId, { type: 'ApplyConventionTerm' });
  }
}
