import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { Correspondents } from '#conventions';
import { CommandHandling, type CommandOutcome } from '#event-sourcing';
import { mustActFor } from '#platform';
import { type AnnexSignature, annex } from '../domain/annex.ts';

/** One of the two parties signs the amended annex, each for itself (R22). */
export class SignAnnexAmendment extends Command<CommandOutcome> {
  constructor(
    readonly gestionnaireId: string,
    readonly amendmentId: string,
    readonly signature: AnnexSignature,
  ) {
    super();
  }
}

@CommandHandler(SignAnnexAmendment)
export class SignAnnexAmendmentHandler implements ICommandHandler<SignAnnexAmendment> {
  constructor(
    private readonly commands: CommandHandling,
    private readonly correspondents: Correspondents,
  ) {}

  async execute({ gestionnaireId, amendmentId, signature }: SignAnnexAmendment) {
    const { amendments } = await this.commands.load(annex, gestionnaireId);
    mustActFor(signature.party === 'caf' ? amendments[amendmentId]?.cafId : gestionnaireId);
    if (signature.party === 'gestionnaire') await this.correspondents.mustMaySign();
    return this.commands.handle(annex, gestionnaireId, {
      type: 'SignAnnexAmendment',
      amendmentId,
      signature,
    });
  }
}
