import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { CommandHandling, type CommandOutcome } from '#event-sourcing';
import { account } from '../domain/account.ts';

/** Ends a suspension whose last day is over; any other goes on. */
export class EndSuspension extends Command<CommandOutcome> {
  constructor(readonly userCode: string) {
    super();
  }
}

@CommandHandler(EndSuspension)
export class EndSuspensionHandler implements ICommandHandler<EndSuspension> {
  constructor(private readonly commands: CommandHandling) {}

  execute({ userCode }: EndSuspension) {
    return this.commands.handle(account, userCode, { type: 'EndSuspension' });
  }
}
