import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { CommandHandling, type CommandOutcome } from '#event-sourcing';
import { mustActFor } from '#platform';
import { anomaly } from '../domain/anomaly.ts';

/** The Caf asks the partner for a justification: the 15 days begin once the notice has reached somebody (R19). */
export class NotifyAnomaly extends Command<CommandOutcome> {
  constructor(readonly anomalyId: string) {
    super();
  }
}

@CommandHandler(NotifyAnomaly)
export class NotifyAnomalyHandler implements ICommandHandler<NotifyAnomaly> {
  constructor(private readonly commands: CommandHandling) {}

  async execute({ anomalyId }: NotifyAnomaly) {
    mustActFor((await this.commands.load(anomaly, anomalyId)).cafId);
    return this.commands.handle(anomaly, anomalyId, { type: 'NotifyAnomaly' });
  }
}
