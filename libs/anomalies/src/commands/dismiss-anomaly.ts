import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { CommandHandling, type CommandOutcome } from '#event-sourcing';
import { mustActFor, mustNotBeAboutActor } from '#platform';
import { anomaly } from '../domain/anomaly.ts';

/** The Caf finds that there is nothing to ask the partner, and says why. */
export class DismissAnomaly extends Command<CommandOutcome> {
  constructor(
    readonly anomalyId: string,
    readonly reason: string,
  ) {
    super();
  }
}

@CommandHandler(DismissAnomaly)
export class DismissAnomalyHandler implements ICommandHandler<DismissAnomaly> {
  constructor(private readonly commands: CommandHandling) {}

  async execute({ anomalyId, reason }: DismissAnomaly) {
    const before = await this.commands.load(anomaly, anomalyId);
    mustActFor(before.cafId);
    mustNotBeAboutActor(before.userCode, 'Cette anomalie');
    return this.commands.handle(anomaly, anomalyId, { type: 'DismissAnomaly', reason });
  }
}
