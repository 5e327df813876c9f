import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { CommandHandling, type CommandOutcome } from '#event-sourcing';
import { mustActFor } from '#platform';
import { Correspondents } from '../correspondents.ts';
import { convention } from '../domain/convention.ts';
import type { AnnouncedSignature } from '../domain/convention-events.ts';

/** The gestionnaire confirms the signature that the Caf has announced: from then on it is signed (R2). */
export class ConfirmSignature extends Command<CommandOutcome> {
  constructor(
    readonly conventionId: string,
    /** As it was read. */
    readonly announced: AnnouncedSignature,
  ) {
    super();
  }
}

@CommandHandler(ConfirmSignature)
export class ConfirmSignatureHandler implements ICommandHandler<ConfirmSignature> {
  constructor(
    private readonly commands: CommandHandling,
    private readonly correspondents: Correspondents,
  ) {}

  async execute({ conventionId, announced }: ConfirmSignature) {
    mustActFor((await this.commands.load(convention, conventionId)).gestionnaireId);
    await this.correspondents.mustMaySign();
    return this.commands.handle(convention, conventionId, { type: 'ConfirmSignature', announced });
  }
}
