import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { CommandHandling, type CommandOutcome } from '#event-sourcing';
import { deriveId, executionContext, mailAddress, mustActFor, mustBeIndividual } from '#platform';
import { Correspondents } from '../correspondents.ts';
import { convention } from '../domain/convention.ts';

/**
 * A link for the legal representative of the gestionnaire, who has no code (R2). The Caf names the mailbox, and the link leaves;
 * where the gestionnaire has had correspondents, it is one of them who sends it, to that mailbox or to another.
 */
export class AskForSignatureLink extends Command<CommandOutcome> {
  constructor(
    readonly conventionId: string,
    readonly email: string,
  ) {
    super();
  }
}

@CommandHandler(AskForSignatureLink)
export class AskForSignatureLinkHandler implements ICommandHandler<AskForSignatureLink> {
  constructor(
    private readonly commands: CommandHandling,
    private readonly correspondents: Correspondents,
  ) {}

  async execute({ conventionId, email: typed }: AskForSignatureLink) {
    const { cafId, gestionnaireId } = await this.commands.load(convention, conventionId);
    const { actor, commandId } = executionContext();
    const isPartner = actor.role === 'gestionnaire';
    mustActFor(isPartner ? gestionnaireId : cafId);
    if (isPartner) await this.correspondents.mustMaySign();
    const email = mailAddress(typed);
    mustBeIndividual(email);
    await this.correspondents.mustNotBeOfOfficer(email);
    const mayBeSent = isPartner || !(await this.correspondents.haveBeenAt(gestionnaireId!));
    const linkId = deriveId(commandId, 'signature-link');
    return this.commands.handle(convention, conventionId, {
      type: 'AskForSignatureLink',
      linkId,
      email,
      mayBeSent,
    });
  }
}
