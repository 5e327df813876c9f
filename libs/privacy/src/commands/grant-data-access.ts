import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { CommandHandling, type CommandOutcome } from '#event-sourcing';
import { executionContext } from '#platform';
import { dataAccess } from '../domain/data-access.ts';
import type { Forgotten } from '../domain/erasure.ts';
import { nameOf } from '../forgotten-people.ts';

/** Another officer agrees: for some days, the one who asked takes what the register says of somebody. */
export class GrantDataAccess extends Command<CommandOutcome> {
  constructor(readonly forgotten: Forgotten) {
    super();
  }
}

@CommandHandler(GrantDataAccess)
export class GrantDataAccessHandler implements ICommandHandler<GrantDataAccess> {
  constructor(private readonly commands: CommandHandling) {}

  async execute({ forgotten }: GrantDataAccess) {
    const by = executionContext().actor.code;
    const command = { type: 'GrantDataAccess', cafId: forgotten.cafId, by } as const;
    return this.commands.handle(dataAccess, nameOf(forgotten), command);
  }
}
