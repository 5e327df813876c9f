import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { CommandHandling, type CommandOutcome } from '#event-sourcing';
import { Refusal } from '#platform';
import { Countries } from '../countries.ts';
import { type Attempt, type ConnectionsEvent, connectionsStream, type Tried } from '../domain/connections.ts';

/**
 * Somebody tried to sign in. Once it answers, the record is durable (R18). Attempts are facts, whatever came before: any
 * number of them on one code at the same moment are recorded alike.
 */
export class RecordAttempts extends Command<CommandOutcome<ConnectionsEvent>> {
  constructor(
    readonly tried: Tried,
    readonly attempts: readonly Omit<Attempt, keyof Tried | 'country'>[],
  ) {
    super();
  }
}

@CommandHandler(RecordAttempts)
export class RecordAttemptsHandler implements ICommandHandler<RecordAttempts> {
  constructor(
    private readonly commands: CommandHandling,
    private readonly countries: Countries,
  ) {}

  async execute({ tried, attempts }: RecordAttempts) {
    try {
      return await this.record(tried, attempts);
    } catch (error) {
      if (!(error instanceof Refusal && error.code === 'subject-erased')) throw error;
      // Whose code it was is forgotten: it is tried like one that nobody has.
      return this.record({ userCode: null, identifierHash: null, organism: null }, attempts);
    }
  }

  private record(tried: Tried, attempts: RecordAttempts['attempts']) {
    return this.commands.record<ConnectionsEvent>(
      connectionsStream(tried),
      attempts.map((attempt) => ({
        type: 'LoginAttempted',
        data: { ...tried, ...attempt, ...this.countries.fieldOf(attempt.address) },
      })),
    );
  }
}
