import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { CommandHandling, type CommandOutcome } from '#event-sourcing';
import { connections, type SignOutReason } from '../domain/connections.ts';

/** A session was ended by its holder. */
export class RecordSignOut extends Command<CommandOutcome> {
  constructor(
    readonly userCode: string,
    readonly sessionId: string,
    readonly reason: SignOutReason,
  ) {
    super();
  }
}

@CommandHandler(RecordSignOut)
export class RecordSignOutHandler implements ICommandHandler<RecordSignOut> {
  constructor(private readonly commands: CommandHandling) {}

  execute({ userCode, sessionId, reason }: RecordSignOut) {
    return this.commands.handle(connections, userCode, { type: 'RecordSignOut', sessionId, reason });
  }
}
