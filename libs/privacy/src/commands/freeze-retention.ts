import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { CommandHandling, type CommandOutcome } from '#event-sourcing';
import { type CalendarDate, executionContext } from '#platform';
import type { Forgotten } from '../domain/erasure.ts';
import { retentionFreeze } from '../domain/retention-freeze.ts';
import { mustBeOfAnother, nameOf } from '../forgotten-people.ts';

/** Nothing is erased of somebody while there is a dispute. */
export class FreezeRetention extends Command<CommandOutcome> {
  constructor(
    readonly forgotten: Forgotten,
    readonly reason: string,
    readonly until: CalendarDate | null,
  ) {
    super();
  }
}

@CommandHandler(FreezeRetention)
export class FreezeRetentionHandler implements ICommandHandler<FreezeRetention> {
  constructor(private readonly commands: CommandHandling) {}

  async execute({ forgotten, reason, until }: FreezeRetention) {
    mustBeOfAnother(forgotten);
    const by = executionContext().actor.code;
    const command = { type: 'FreezeRetention', forgotten, reason, until, by } as const;
    return this.commands.handle(retentionFreeze, nameOf(forgotten), command);
  }
}
