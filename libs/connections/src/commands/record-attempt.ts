import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { CommandHandling, type CommandOutcome } from '#event-sourcing';
import { normaliseAddress } from '../domain/address.ts';
import { type Attempt, connections, subjectOf } from '../domain/connections.ts';

/** Somebody tried to sign in. Once it answers, the record is durable (R18). */
export class RecordAttempt extends Command<CommandOutcome> {
  constructor(readonly attempt: Attempt) {
    super();
  }
}

@CommandHandler(RecordAttempt)
export class RecordAttemptHandler implements ICommandHandler<RecordAttempt> {
  constructor(private readonly commands: CommandHandling) {}

  execute({ attempt }: RecordAttempt) {
    return this.commands.handle(connections, subjectOf(attempt), {
      type: 'RecordAttempt',
      attempt: { ...attempt, address: normaliseAddress(attempt.address) },
    });
  }
}
