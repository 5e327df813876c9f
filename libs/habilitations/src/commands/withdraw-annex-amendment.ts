import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { CommandHandling, type CommandOutcome } from '#event-sourcing';
import { mustActFor } from '#platform';
import { annex } from '../domain/annex.ts';

/** The request was refused: its amendment falls, unless both have signed it. */
export class WithdrawAnnexAmendment extends Command<CommandOutcome> {
  constructor(
    readonly gestionnaireId: string,
    readonly amendmentId: string,
  ) {
    super();
  }
}

@CommandHandler(WithdrawAnnexAmendment)
export class WithdrawAnnexAmendmentHandler implements ICommandHandler<WithdrawAnnexAmendment> {
  constructor(private readonly commands: CommandHandling) {}

  async execute({ gestionnaireId, amendmentId }: WithdrawAnnexAmendment) {
    mustActFor(gestionnaireId);
    return this.commands.handle(annex, gestionnaireId, { type: 'WithdrawAnnexAmendment', amendmentId });
  }
}
