import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { CommandHandling, type CommandOutcome } from '#event-sourcing';
import { mustActFor } from '#platform';
import { anomaly } from '../domain/anomaly.ts';
import type { Verdict } from '../domain/anomaly-events.ts';

/** The Caf judges the justification, or the silence. */
export class GiveVerdict extends Command<CommandOutcome> {
  constructor(
    readonly anomalyId: string,
    readonly verdict: Verdict,
    readonly comment: string,
  ) {
    super();
  }
}

@CommandHandler(GiveVerdict)
export class GiveVerdictHandler implements ICommandHandler<GiveVerdict> {
  constructor(private readonly commands: CommandHandling) {}

  async execute({ anomalyId, verdict, comment }: GiveVerdict) {
    mustActFor((await this.commands.load(anomaly, anomalyId)).cafId);
    return this.commands.handle(anomaly, anomalyId, { type: 'GiveVerdict', verdict, comment });
  }
}
