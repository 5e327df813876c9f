import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { CommandHandling, type CommandOutcome } from '#event-sourcing';
import { normaliseAddress } from '../domain/address.ts';
import { type Attempt, type ConnectionsEvent, connections, subjectOf } from '../domain/connections.ts';
import type { Standing } from '../domain/standing.ts';

/**
 * Somebody tried to sign in. Once it answers, the record is durable (R18); what it answers with is what counts: `throttled`,
 * whatever the attempt came to, when others had been recorded since `before` was read and it came too early after them.
 */
export class RecordAttempt extends Command<CommandOutcome<ConnectionsEvent>> {
  constructor(
    readonly attempt: Attempt,
    readonly before: Standing,
  ) {
    super();
  }
}

@CommandHandler(RecordAttempt)
export class RecordAttemptHandler implements ICommandHandler<RecordAttempt> {
  constructor(private readonly commands: CommandHandling) {}

  execute({ attempt, before }: RecordAttempt) {
    return this.commands.handle(connections, subjectOf(attempt), {
      type: 'RecordAttempt',
      attempt: { ...attempt, address: normaliseAddress(attempt.address) },
      before,
    });
  }
}
