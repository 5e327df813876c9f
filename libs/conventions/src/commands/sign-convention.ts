import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { CommandHandling, type CommandOutcome } from '#event-sourcing';
import { mustActFor } from '#platform';
import { convention } from '../domain/convention.ts';
import type { Signature } from '../domain/convention-events.ts';

/** One of the two parties signs, each for itself (R1, R2). */
export class SignConvention extends Command<CommandOutcome> {
  constructor(
    readonly conventionId: string,
    readonly signature: Signature,
  ) {
    super();
  }
}

@CommandHandler(SignConvention)
export class SignConventionHandler implements ICommandHandler<SignConvention> {
  constructor(private readonly commands: CommandHandling) {}

  async execute({ conventionId, signature }: SignConvention) {
    const { cafId, gestionnaireId } = await this.commands.load(convention, conventionId);
    mustActFor(signature.party === 'caf' ? cafId : gestionnaireId);
    return this.commands.handle(convention, conventionId, { type: 'SignConvention', signature });
  }
}
