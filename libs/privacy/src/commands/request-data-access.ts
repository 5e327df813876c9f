import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { CommandHandling, type CommandOutcome } from '#event-sourcing';
import { type CalendarDate, executionContext } from '#platform';
import { dataAccess } from '../domain/data-access.ts';
import type { Forgotten } from '../domain/erasure.ts';
import { nameOf } from '../forgotten-people.ts';

/** An officer asks for all that the register says of somebody who has asked for it; another one grants it. */
export class RequestDataAccess extends Command<CommandOutcome> {
  constructor(
    readonly forgotten: Forgotten,
    readonly reason: string,
    /** The day on which the person asked for it. */
    readonly receivedOn: CalendarDate,
  ) {
    super();
  }
}

@CommandHandler(RequestDataAccess)
export class RequestDataAccessHandler implements ICommandHandler<RequestDataAccess> {
  constructor(private readonly commands: CommandHandling) {}

  async execute({ forgotten, reason, receivedOn }: RequestDataAccess) {
    const by = executionContext().actor.code;
    const command = { type: 'RequestDataAccess', forgotten, reason, receivedOn, by } as const;
    return this.commands.handle(dataAccess, nameOf(forgotten), command);
  }
}
