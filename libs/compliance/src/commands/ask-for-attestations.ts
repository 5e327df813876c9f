import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { CommandHandling, type CommandOutcome } from '#event-sourcing';
import { type Attester, attestations } from '../domain/attestations.ts';

/** Asks a partner for what is missing of its attestations, if it is time to (R24). */
export class AskForAttestations extends Command<CommandOutcome> {
  constructor(readonly gestionnaire: Attester) {
    super();
  }
}

@CommandHandler(AskForAttestations)
export class AskForAttestationsHandler implements ICommandHandler<AskForAttestations> {
  constructor(private readonly commands: CommandHandling) {}

  execute({ gestionnaire }: AskForAttestations) {
    return this.commands.handle(attestations, gestionnaire.id, { type: 'AskForAttestations', gestionnaire });
  }
}
