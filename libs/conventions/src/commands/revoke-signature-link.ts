import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { CommandHandling, type CommandOutcome } from '#event-sourcing';
import { executionContext, mustActFor } from '#platform';
import { convention } from '../domain/convention.ts';

/** Either party ends the link, or withdraws the proposal of one: whoever has it does not sign any more (R2). */
export class RevokeSignatureLink extends Command<CommandOutcome> {
  constructor(readonly conventionId: string) {
    super();
  }
}

@CommandHandler(RevokeSignatureLink)
export class RevokeSignatureLinkHandler implements ICommandHandler<RevokeSignatureLink> {
  constructor(private readonly commands: CommandHandling) {}

  async execute({ conventionId }: RevokeSignatureLink) {
    const { cafId, gestionnaireId } = await this.commands.load(convention, conventionId);
    mustActFor(executionContext().actor.role === 'gestionnaire' ? gestionnaireId : cafId);
    return this.commands.handle(convention, conventionId, { type: 'RevokeSignatureLink' });
  }
}
