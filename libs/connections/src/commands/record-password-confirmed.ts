import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { CommandHandling, type CommandOutcome } from '#event-sourcing';
import { type ConnectionsEvent, connectionsStream } from '../domain/connections.ts';

/** Whoever is signed in has typed the right password once more. */
export class RecordPasswordConfirmed extends Command<CommandOutcome<ConnectionsEvent>> {
  constructor(
    readonly userCode: string,
    readonly sessionId: string,
  ) {
    super();
  }
}

@CommandHandler(RecordPasswordConfirmed)
export class RecordPasswordConfirmedHandler implements ICommandHandler<RecordPasswordConfirmed> {
  constructor(private readonly commands: CommandHandling) {}

  execute({ userCode, sessionId }: RecordPasswordConfirmed) {
    const stream = connectionsStream({ userCode, identifierHash: null });
    return this.commands.record<ConnectionsEvent>(stream, [
      { type: 'PasswordConfirmed', data: { sessionId } },
    ]);
  }
}
