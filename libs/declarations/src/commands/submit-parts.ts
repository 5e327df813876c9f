import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { CommandHandling, type CommandOutcome } from '#event-sourcing';
import type { Author } from '../domain/author.ts';
import { declaration } from '../domain/declaration.ts';

/** A provider hands over what is theirs (R9). */
export class SubmitParts extends Command<CommandOutcome> {
  constructor(
    readonly declarationId: string,
    readonly author: Author,
  ) {
    super();
  }
}

@CommandHandler(SubmitParts)
export class SubmitPartsHandler implements ICommandHandler<SubmitParts> {
  constructor(private readonly commands: CommandHandling) {}

  execute({ declarationId, author }: SubmitParts) {
    return this.commands.handle(declaration, declarationId, { type: 'SubmitParts', author });
  }
}
