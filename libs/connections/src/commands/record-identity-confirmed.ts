import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { CommandHandling, type CommandOutcome } from '#event-sourcing';
import { type AuthFactor, type ConnectionsEvent, connectionsStream } from '../domain/connections.ts';

/** Whoever is signed in has shown once more who they are, before an act of weight. */
export class RecordIdentityConfirmed extends Command<CommandOutcome<ConnectionsEvent>> {
  constructor(
    readonly userCode: string,
    readonly sessionId: string,
    readonly factor: AuthFactor,
  ) {
    super();
  }
}

@CommandHandler(RecordIdentityConfirmed)
export class RecordIdentityConfirmedHandler implements ICommandHandler<RecordIdentityConfirmed> {
  constructor(private readonly commands: CommandHandling) {}

  execute({ userCode, sessionId, factor }: RecordIdentityConfirmed) {
    const stream = connectionsStream({ userCode, identifierHash: null });
    return this.commands.record<ConnectionsEvent>(stream, [
      { type: 'IdentityConfirmed', data: { sessionId, factor } },
    ]);
  }
}
