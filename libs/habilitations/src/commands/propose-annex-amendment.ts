import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { CommandHandling, type CommandOutcome } from '#event-sourcing';
import { mustActFor } from '#platform';
import { type AmendmentProposal, annex } from '../domain/annex.ts';

/** A request needs a new version of the annex (R22). Without effect when it is proposed already. */
export class ProposeAnnexAmendment extends Command<CommandOutcome> {
  constructor(readonly proposal: AmendmentProposal) {
    super();
  }
}

@CommandHandler(ProposeAnnexAmendment)
export class ProposeAnnexAmendmentHandler implements ICommandHandler<ProposeAnnexAmendment> {
  constructor(private readonly commands: CommandHandling) {}

  async execute({ proposal }: ProposeAnnexAmendment) {
    mustActFor(proposal.gestionnaireId);
    return this.commands.handle(annex, proposal.gestionnaireId, { type: 'ProposeAnnexAmendment', proposal });
  }
}
