import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { CommandHandling, type CommandOutcome } from '#event-sourcing';
import type { Author } from '../domain/author.ts';
import { declaration } from '../domain/declaration.ts';

/** The approver signs the content of this hash (R7, R9). */
export class ApproveDeclaration extends Command<CommandOutcome> {
  constructor(
    readonly declarationId: string,
    readonly contentHash: string,
    readonly author: Author,
  ) {
    super();
  }
}

@CommandHandler(ApproveDeclaration)
export class ApproveDeclarationHandler implements ICommandHandler<ApproveDeclaration> {
  constructor(private readonly commands: CommandHandling) {}

  execute({ declarationId, contentHash, author }: ApproveDeclaration) {
    return this.commands.handle(declaration, declarationId, {
      type: 'ApproveDeclaration',
      contentHash,
      author,
    });
  }
}
