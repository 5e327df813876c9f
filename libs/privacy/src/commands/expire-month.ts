import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { CommandHandling, type CommandOutcome } from '#event-sourcing';
import { connectionData } from '../domain/connection-data.ts';

/** From then on, nobody reads any more where people connected from in that month, but for the streams that are `kept`. */
export class ExpireMonth extends Command<CommandOutcome> {
  constructor(
    readonly month: string,
    readonly kept: readonly string[],
  ) {
    super();
  }
}

@CommandHandler(ExpireMonth)
export class ExpireMonthHandler implements ICommandHandler<ExpireMonth> {
  constructor(private readonly commands: CommandHandling) {}

  async execute({ month, kept }: ExpireMonth) {
    return this.commands.handle(connectionData, month, { type: 'ExpireMonth', month, kept });
  }
}
