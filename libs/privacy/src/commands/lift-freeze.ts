import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { CommandHandling, type CommandOutcome } from '#event-sourcing';
import { executionContext } from '#platform';
import { retentionFreeze } from '../domain/retention-freeze.ts';

/** The dispute is over. */
export class LiftFreeze extends Command<CommandOutcome> {
  constructor(
    /** The person, or the code of whoever is none. */
    readonly name: string,
    readonly reason: string,
  ) {
    super();
  }
}

@CommandHandler(LiftFreeze)
export class LiftFreezeHandler implements ICommandHandler<LiftFreeze> {
  constructor(private readonly commands: CommandHandling) {}

  async execute({ name, reason }: LiftFreeze) {
    const by = executionContext().actor.code;
    return this.commands.handle(retentionFreeze, name, { type: 'LiftFreeze', reason, by });
  }
}
