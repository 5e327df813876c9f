import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { CommandHandling, type CommandOutcome } from '#event-sourcing';
import { normaliseAddress } from '../domain/address.ts';
import { type Attempt, type ConnectionsEvent, connections, subjectOf } from '../domain/connections.ts';
import type { Standing } from '../domain/standing.ts';

/** Whoever is signed in has typed the right password once more. It is an attempt, and `throttled`, when it came too early. */
export class ConfirmPassword extends Command<CommandOutcome<ConnectionsEvent>> {
  constructor(
    readonly attempt: Attempt & { sessionId: string },
    readonly before: Standing,
  ) {
    super();
  }
}

@CommandHandler(ConfirmPassword)
export class ConfirmPasswordHandler implements ICommandHandler<ConfirmPassword> {
  constructor(private readonly commands: CommandHandling) {}

  execute({ attempt, before }: ConfirmPassword) {
    return this.commands.handle(connections, subjectOf(attempt), {
      type: 'ConfirmPassword',
      attempt: { ...attempt, address: normaliseAddress(attempt.address) },
      before,
    });
  }
}
