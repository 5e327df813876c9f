import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { CommandHandling, type CommandOutcome } from '#event-sourcing';
import { type MissedFactors, type NewBrowserEvent, newBrowsersStream } from '../domain/new-browser.ts';

/** Wrong second factors have followed a right password. A fact: nothing is decided. */
export class NoteMissedFactors extends Command<CommandOutcome<NewBrowserEvent>> {
  constructor(readonly missed: MissedFactors) {
    super();
  }
}

@CommandHandler(NoteMissedFactors)
export class NoteMissedFactorsHandler implements ICommandHandler<NoteMissedFactors> {
  constructor(private readonly commands: CommandHandling) {}

  execute({ missed }: NoteMissedFactors) {
    return this.commands.record<NewBrowserEvent>(newBrowsersStream(missed.userCode), [
      { type: 'SecondFactorsMissed', data: missed },
    ]);
  }
}
