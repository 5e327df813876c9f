import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { CommandHandling, type CommandOutcome } from '#event-sourcing';
import type { Author } from '../domain/author.ts';
import type { References } from '../domain/checks.ts';
import type { Subject } from '../domain/content.ts';
import { declaration } from '../domain/declaration.ts';
import type { Comments } from '../domain/declaration-decisions.ts';
import { unknownDeclaration } from '../domain/declaration-guards.ts';
import { declarationId, parseDeclarationId } from '../domain/declaration-id.ts';
import type { Declaration } from '../domain/declaration-state.ts';

/** A provider hands over what is theirs (R9), and says what there is to say of its warnings. */
export class SubmitParts extends Command<CommandOutcome> {
  constructor(
    readonly declarationId: string,
    readonly comments: Comments,
    readonly author: Author,
  ) {
    super();
  }
}

@CommandHandler(SubmitParts)
export class SubmitPartsHandler implements ICommandHandler<SubmitParts> {
  constructor(private readonly commands: CommandHandling) {}

  async execute({ declarationId: id, comments, author }: SubmitParts) {
    const references = await this.referencesOf(id);
    return this.commands.handle(declaration, id, { type: 'SubmitParts', comments, references, author });
  }

  /** From the log: the read model that the screen compares with may be behind. */
  private async referencesOf(id: string): Promise<References> {
    const subject = parseDeclarationId(id);
    if (!subject) throw unknownDeclaration();
    const { year, version } = subject;
    const load = (other: Partial<Subject>) =>
      this.commands.load(declaration, declarationId({ ...subject, ...other }));

    let yearBefore: Declaration = null;
    for (let version = 1; ; version++) {
      const earlier = await load({ year: year - 1, version });
      if (earlier?.state !== 'transmitted') break;
      yearBefore = earlier;
    }
    return { yearBefore, versionBefore: version > 1 ? await load({ version: version - 1 }) : null };
  }
}
