import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { CommandHandling, type CommandOutcome } from '#event-sourcing';
import type { Author } from '../domain/author.ts';
import type { Part } from '../domain/content.ts';
import { declaration } from '../domain/declaration.ts';

/** The approver sends a part back to its provider (R9). */
export class ReturnPart extends Command<CommandOutcome> {
  constructor(
    readonly declarationId: string,
    readonly part: Part,
    readonly reason: string,
    readonly author: Author,
  ) {
    super();
  }
}

@CommandHandler(ReturnPart)
export class ReturnPartHandler implements ICommandHandler<ReturnPart> {
  constructor(private readonly commands: CommandHandling) {}

  execute({ declarationId, part, reason, author }: ReturnPart) {
    return this.commands.handle(declaration, declarationId, { type: 'ReturnPart', part, reason, author });
  }
}
