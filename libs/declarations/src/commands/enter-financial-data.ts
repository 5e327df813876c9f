import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { CommandHandling, type CommandOutcome } from '#event-sourcing';
import type { Author } from '../domain/author.ts';
import type { FinancialData } from '../domain/content.ts';
import { declaration } from '../domain/declaration.ts';

/** Writes the financial data: the financial provider alone (R9). */
export class EnterFinancialData extends Command<CommandOutcome> {
  constructor(
    readonly declarationId: string,
    readonly finances: FinancialData,
    readonly author: Author,
  ) {
    super();
  }
}

@CommandHandler(EnterFinancialData)
export class EnterFinancialDataHandler implements ICommandHandler<EnterFinancialData> {
  constructor(private readonly commands: CommandHandling) {}

  execute({ declarationId, finances, author }: EnterFinancialData) {
    return this.commands.handle(declaration, declarationId, { type: 'EnterFinancialData', finances, author });
  }
}
