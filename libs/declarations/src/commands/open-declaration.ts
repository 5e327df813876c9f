import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { CommandHandling, type CommandOutcome } from '#event-sourcing';
import { Refusal } from '#platform';
import type { Author } from '../domain/author.ts';
import type { Subject } from '../domain/content.ts';
import { carriedOverFrom, declaration } from '../domain/declaration.ts';
import { declarationId } from '../domain/declaration-id.ts';
import type { Declaration } from '../domain/declaration-state.ts';

/** Opens a declaration; where the last version is transmitted, its correction, with the same content to start from. */
export class OpenDeclaration extends Command<CommandOutcome> {
  constructor(
    readonly subject: Omit<Subject, 'version'>,
    readonly author: Author,
  ) {
    super();
  }
}

@CommandHandler(OpenDeclaration)
export class OpenDeclarationHandler implements ICommandHandler<OpenDeclaration> {
  constructor(private readonly commands: CommandHandling) {}

  /** Asks each version in turn, so that a repeated command meets the version it has opened. */
  async execute({ subject, author }: OpenDeclaration) {
    let before: Declaration = null;
    for (let version = 1; ; version++) {
      const id = declarationId({ ...subject, version });
      try {
        return await this.commands.handle(declaration, id, {
          type: 'OpenDeclaration',
          author,
          subject: { ...subject, version },
          carriedOver: carriedOverFrom(before),
        });
      } catch (error) {
        if (!(error instanceof Refusal) || error.code !== 'declaration-transmitted') throw error;
        before = await this.commands.load(declaration, id);
      }
    }
  }
}
