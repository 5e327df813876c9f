import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { CommandHandling, type CommandOutcome } from '#event-sourcing';
import { executionContext } from '#platform';
import { dataAccess } from '../domain/data-access.ts';
import type { Forgotten } from '../domain/erasure.ts';
import { nameOf } from '../forgotten-people.ts';

/** Whoever operates the register takes what it says of somebody, on record. */
export class ExtractData extends Command<CommandOutcome> {
  constructor(
    readonly forgotten: Omit<Forgotten, 'cafId'>,
    readonly reason: string,
  ) {
    super();
  }
}

@CommandHandler(ExtractData)
export class ExtractDataHandler implements ICommandHandler<ExtractData> {
  constructor(private readonly commands: CommandHandling) {}

  async execute({ forgotten, reason }: ExtractData) {
    const by = executionContext().actor.code;
    const command = { type: 'ExtractData', forgotten, reason, by } as const;
    return this.commands.handle(dataAccess, nameOf(forgotten), command);
  }
}
