import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { CommandHandling, type CommandOutcome } from '#event-sourcing';
import { executionContext } from '#platform';
import { dataAccess } from '../domain/data-access.ts';
import type { Forgotten } from '../domain/erasure.ts';
import { nameOf } from '../forgotten-people.ts';

/** An officer, or whoever asked for it, lets it be. */
export class RefuseDataAccess extends Command<CommandOutcome> {
  constructor(
    readonly forgotten: Forgotten,
    readonly reason: string,
  ) {
    super();
  }
}

@CommandHandler(RefuseDataAccess)
export class RefuseDataAccessHandler implements ICommandHandler<RefuseDataAccess> {
  constructor(private readonly commands: CommandHandling) {}

  async execute({ forgotten, reason }: RefuseDataAccess) {
    const by = executionContext().actor.code;
    const command = { type: 'RefuseDataAccess', cafId: forgotten.cafId, reason, by } as const;
    return this.commands.handle(dataAccess, nameOf(forgotten), command);
  }
}
