import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { CommandHandling, type CommandOutcome } from '#event-sourcing';
import { mustActFor } from '#platform';
import { convention } from '../domain/convention.ts';

/** The Caf ends the amendment for breach: a human decision, with its reason (article 5, R25). */
export class TerminateConvention extends Command<CommandOutcome> {
  constructor(
    readonly conventionId: string,
    readonly reason: string,
  ) {
    super();
  }
}

@CommandHandler(TerminateConvention)
export class TerminateConventionHandler implements ICommandHandler<TerminateConvention> {
  constructor(private readonly commands: CommandHandling) {}

  async execute({ conventionId, reason }: TerminateConvention) {
    mustActFor((await this.commands.load(convention, conventionId)).cafId);
    return this.commands.handle(convention, conventionId, { type: 'TerminateConvention', reason });
  }
}
