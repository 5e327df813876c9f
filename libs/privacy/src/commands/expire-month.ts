import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { CommandHandling, type CommandOutcome, KeyRing } from '#event-sourcing';
import { connectionData } from '../domain/connection-data.ts';

/** From then on, nobody reads any more where people connected from in that month, but for the streams that are `kept`. */
export class ExpireMonth extends Command<CommandOutcome> {
  constructor(
    readonly month: string,
    readonly kept: readonly string[],
    /** Something is still to be read that nobody needs. */
    readonly isDue: boolean,
  ) {
    super();
  }
}

@CommandHandler(ExpireMonth)
export class ExpireMonthHandler implements ICommandHandler<ExpireMonth> {
  constructor(
    private readonly commands: CommandHandling,
    private readonly keys: KeyRing,
  ) {}

  async execute({ month, kept, isDue }: ExpireMonth) {
    const outcome = await this.commands.handle(connectionData, month, {
      type: 'ExpireMonth',
      month,
      kept,
      isDue,
    });
    // The reaction to the event does so too, where this process ends here.
    await this.keys.destroyMonth(month, kept);
    return outcome;
  }
}
