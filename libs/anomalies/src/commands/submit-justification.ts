import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { CommandHandling, type CommandOutcome } from '#event-sourcing';
import { mustActFor } from '#platform';
import { anomaly } from '../domain/anomaly.ts';

/** The partner explains itself, in time or late (R19). To any other partner the anomaly does not exist. */
export class SubmitJustification extends Command<CommandOutcome> {
  constructor(
    readonly anomalyId: string,
    readonly text: string,
  ) {
    super();
  }
}

@CommandHandler(SubmitJustification)
export class SubmitJustificationHandler implements ICommandHandler<SubmitJustification> {
  constructor(private readonly commands: CommandHandling) {}

  async execute({ anomalyId, text }: SubmitJustification) {
    mustActFor((await this.commands.load(anomaly, anomalyId)).gestionnaireId ?? undefined);
    return this.commands.handle(anomaly, anomalyId, { type: 'SubmitJustification', text });
  }
}
