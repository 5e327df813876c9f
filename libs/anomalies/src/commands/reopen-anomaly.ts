import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { CommandHandling, type CommandOutcome } from '#event-sourcing';
import { mustActFor } from '#platform';
import { anomaly } from '../domain/anomaly.ts';

/** The Caf takes a dismissal back, and says why: the case waits for it again. */
export class ReopenAnomaly extends Command<CommandOutcome> {
  constructor(
    readonly anomalyId: string,
    readonly reason: string,
  ) {
    super();
  }
}

@CommandHandler(ReopenAnomaly)
export class ReopenAnomalyHandler implements ICommandHandler<ReopenAnomaly> {
  constructor(private readonly commands: CommandHandling) {}

  async execute({ anomalyId, reason }: ReopenAnomaly) {
    mustActFor((await this.commands.load(anomaly, anomalyId)).cafId);
    return this.commands.handle(anomaly, anomalyId, { type: 'ReopenAnomaly', reason });
  }
}
