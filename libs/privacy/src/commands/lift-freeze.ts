import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { CommandHandling, type CommandOutcome } from '#event-sourcing';
import { executionContext } from '#platform';
import type { Forgotten } from '../domain/erasure.ts';
import { retentionFreeze } from '../domain/retention-freeze.ts';
import { mustBeOfAnother, nameOf } from '../forgotten-people.ts';

/** The dispute is over, as the Caf says that has it. */
export class LiftFreeze extends Command<CommandOutcome> {
  constructor(
    readonly forgotten: Forgotten,
    readonly reason: string,
  ) {
    super();
  }
}

@CommandHandler(LiftFreeze)
export class LiftFreezeHandler implements ICommandHandler<LiftFreeze> {
  constructor(private readonly commands: CommandHandling) {}

  async execute({ forgotten, reason }: LiftFreeze) {
    mustBeOfAnother(forgotten);
    const by = executionContext().actor.code;
    const command = { type: 'LiftFreeze', reason, cafId: forgotten.cafId, by } as const;
    return this.commands.handle(retentionFreeze, nameOf(forgotten), command);
  }
}
