import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { CommandHandling, type CommandOutcome } from '#event-sourcing';
import { type ConnectionsEvent, connectionsStream } from '../domain/connections.ts';

/** A session was ended by its holder. */
export class RecordSignOut extends Command<CommandOutcome<ConnectionsEvent>> {
  constructor(
    readonly userCode: string,
    readonly sessionId: string,
  ) {
    super();
  }
}

@CommandHandler(RecordSignOut)
export class RecordSignOutHandler implements ICommandHandler<RecordSignOut> {
  constructor(private readonly commands: CommandHandling) {}

  execute({ userCode, sessionId }: RecordSignOut) {
    const stream = connectionsStream({ userCode, identifierHash: null });
    return this.commands.record<ConnectionsEvent>(stream, [
      { type: 'LoggedOut', data: { sessionId, reason: 'signed-out' } },
    ]);
  }
}
