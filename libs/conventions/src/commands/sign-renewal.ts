import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { CommandHandling, type CommandOutcome } from '#event-sourcing';
import { type CalendarDate, mustActFor } from '#platform';
import { Correspondents } from '../correspondents.ts';
import { convention } from '../domain/convention.ts';
import type { SignatureGiven } from '../domain/convention-events.ts';

/** One of the two parties signs the renewal, each for itself (R2, R4). */
export class SignRenewal extends Command<CommandOutcome> {
  constructor(
    readonly conventionId: string,
    /** The last day as it was read. */
    readonly until: CalendarDate,
    readonly signature: SignatureGiven,
  ) {
    super();
  }
}

@CommandHandler(SignRenewal)
export class SignRenewalHandler implements ICommandHandler<SignRenewal> {
  constructor(
    private readonly commands: CommandHandling,
    private readonly correspondents: Correspondents,
  ) {}

  async execute({ conventionId, until, signature }: SignRenewal) {
    const { cafId, gestionnaireId } = await this.commands.load(convention, conventionId);
    mustActFor(signature.party === 'caf' ? cafId : gestionnaireId);
    if (signature.party === 'gestionnaire') await this.correspondents.mustMaySign();
    return this.commands.handle(convention, conventionId, { type: 'SignRenewal', until, signature });
  }
}
