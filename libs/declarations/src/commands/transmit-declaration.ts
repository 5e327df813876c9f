import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { CommandHandling, type CommandOutcome } from '#event-sourcing';
import type { Author } from '../domain/author.ts';
import { declaration } from '../domain/declaration.ts';

/** The approver transmits what is approved to the Caf (R9). */
export class TransmitDeclaration extends Command<CommandOutcome> {
  constructor(
    readonly declarationId: string,
    readonly author: Author,
  ) {
    super();
  }
}

@CommandHandler(TransmitDeclaration)
export class TransmitDeclarationHandler implements ICommandHandler<TransmitDeclaration> {
  constructor(private readonly commands: CommandHandling) {}

  execute({ declarationId, author }: TransmitDeclaration) {
    return this.commands.handle(declaration, declarationId, { type: 'TransmitDeclaration', author });
  }
}
