import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { CommandHandling, type CommandOutcome } from '#event-sourcing';
import { type CalendarDate, type Instant, mustActFor } from '#platform';
import type { AnnexParty } from '../domain/annex.ts';
import { roster } from '../domain/roster.ts';
import { Coverage } from './coverage.ts';

/** The gestionnaire declares the end of a mission (R20), or the Caf takes the habilitation back. */
export class RevokeHabilitation extends Command<CommandOutcome> {
  constructor(
    readonly establishmentId: string,
    readonly habilitationId: string,
    readonly revocation: {
      readonly reason: string;
      readonly endedOn: CalendarDate;
      readonly declaredBy: AnnexParty;
      /** When it was declared, where that is earlier than the end itself. */
      readonly declaredAt?: Instant;
      /** The person may have the profile again. */
      readonly isAbsence?: boolean;
    },
  ) {
    super();
  }
}

@CommandHandler(RevokeHabilitation)
export class RevokeHabilitationHandler implements ICommandHandler<RevokeHabilitation> {
  constructor(
    private readonly commands: CommandHandling,
    private readonly coverage: Coverage,
  ) {}

  async execute({ establishmentId, habilitationId, revocation }: RevokeHabilitation) {
    const { cafId, gestionnaireId } = await this.coverage.of(establishmentId);
    mustActFor(revocation.declaredBy === 'caf' ? cafId : gestionnaireId);
    return this.commands.handle(roster, establishmentId, {
      type: 'RevokeHabilitation',
      habilitationId,
      ...revocation,
    });
  }
}
