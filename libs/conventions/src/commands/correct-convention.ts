import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { CommandHandling, type CommandOutcome } from '#event-sourcing';
import { mustActFor } from '#platform';
import { convention } from '../domain/convention.ts';
import type { CorrectionCommand } from '../domain/convention-corrections.ts';

/** The Caf corrects what the register says of a party or an establishment of its convention, for a reason. */
export class CorrectConvention extends Command<CommandOutcome> {
  constructor(
    readonly conventionId: string,
    readonly correction: CorrectionCommand,
  ) {
    super();
  }
}

@CommandHandler(CorrectConvention)
export class CorrectConventionHandler implements ICommandHandler<CorrectConvention> {
  constructor(private readonly commands: CommandHandling) {}

  async execute({ conventionId, correction }: CorrectConvention) {
    mustActFor((await this.commands.load(convention, conventionId)).cafId);
    return this.commands.handle(convention, conventionId, correction);
  }
}
