import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { CommandHandling, type CommandOutcome } from '#event-sourcing';
import { type CalendarDate, mustActFor } from '#platform';
import { anomaly } from '../domain/anomaly.ts';

/** Where no correspondent can be reached, a registered letter notifies: the 15 days run from the day it was handed over (R19). */
export class RecordRegisteredLetter extends Command<CommandOutcome> {
  constructor(
    readonly anomalyId: string,
    readonly letter: { readonly number: string; readonly deliveredOn: CalendarDate },
  ) {
    super();
  }
}

@CommandHandler(RecordRegisteredLetter)
export class RecordRegisteredLetterHandler implements ICommandHandler<RecordRegisteredLetter> {
  constructor(private readonly commands: CommandHandling) {}

  async execute({ anomalyId, letter }: RecordRegisteredLetter) {
    mustActFor((await this.commands.load(anomaly, anomalyId)).cafId);
    return this.commands.handle(anomaly, anomalyId, { type: 'RecordRegisteredLetter', ...letter });
  }
}
