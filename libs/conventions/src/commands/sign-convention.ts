import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { CommandHandling, type CommandOutcome } from '#event-sourcing';
import { mustActFor } from '#platform';
import { Correspondents } from '../correspondents.ts';
import { convention } from '../domain/convention.ts';
import type { SignatureGiven } from '../domain/convention-events.ts';

/** One of the two parties signs, each for itself (R1, R2). */
export class SignConvention extends Command<CommandOutcome> {
  constructor(
    readonly conventionId: string,
    readonly signature: SignatureGiven,
  ) {
    super();
  }
}

@CommandHandler(SignConvention)
export class SignConventionHandler implements ICommandHandler<SignConvention> {
  constructor(
    private readonly commands: CommandHandling,
    private readonly correspondents: Correspondents,
  ) {}

  async execute({ conventionId, signature }: SignConvention) {
    const { cafId, gestionnaireId } = await this.commands.load(convention, conventionId);
    mustActFor(signature.party === 'caf' ? cafId : gestionnaireId);
    if (signature.party === 'gestionnaire') await this.correspondents.mustMaySign();
    return this.commands.handle(convention, conventionId, { type: 'SignConvention', signature });
  }
}
